// One call again and again, ours and openapi-fetch's in turns, on a `fetch` that answers at once with a recorded body.
// Prints the microseconds that a call took in each round.

import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import { createPersona, type paths } from "sharewright/persona";

const [, , fixture = "", rounds = "200", calls = "250"] = process.argv;
const { headers, body } = JSON.parse(readFileSync(fixture, "utf8")).response;
const text = JSON.stringify(body);
const init = { headers: { ...headers, "content-type": "application/json" } };
const fetch = async () => new Response(text, init);

const persona = createPersona({ apiKey: "key", fetch });
const client = createClient<paths>({
  baseUrl: "https://api.withpersona.com/api/v1",
  headers: { authorization: "Bearer key", "Key-Inflection": "camel" },
  fetch,
});

const contenders = {
  ours: () => persona.connect.shareTokens.retrieve("cnst_1"),
  rival: async () => {
    const params = { path: { "share-token-id": "cnst_1" } };
    return (await client.GET("/connect/share-tokens/{share-token-id}", { params })).data;
  },
};

async function time(call: () => PromiseLike<unknown>): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < Number(calls); i += 1) await call();
  return ((performance.now() - started) * 1000) / Number(calls);
}

const taken: { readonly ours: number[]; readonly rival: number[] } = { ours: [], rival: [] };
for (let round = -20; round < Number(rounds); round += 1) {
  // Who goes first changes; the first rounds only warm up.
  const names = round % 2 === 0 ? (["ours", "rival"] as const) : (["rival", "ours"] as const);
  for (const name of names) {
    const microseconds = await time(contenders[name]);
    if (round >= 0) taken[name].push(microseconds);
  }
}
console.log(JSON.stringify(taken));
