// One call again and again, in turns: openapi-fetch's, ours, and ours with one thing added or left out, on a `fetch` that
// answers at once with a recorded body. Prints the microseconds that a call took in each round.

import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import { traceCalls } from "sharewright";
import { createPersona, type PersonaOptions, type paths } from "sharewright/persona";

const [, , fixture = "", rounds = "200", wanted = "", calls = "250"] = process.argv;
const { headers, body } = JSON.parse(readFileSync(fixture, "utf8")).response;
const text = JSON.stringify(body);
// A service that says there is plenty left: what an idle throttle costs, not what it does.
const init = { headers: { ...headers, "content-type": "application/json", "RateLimit-Remaining": "299" } };
const fetch = async () => new Response(text, init);

const caller = (options: PersonaOptions) => {
  const persona = createPersona({ apiKey: "key", fetch, ...options });
  return () => persona.connect.shareTokens.retrieve("cnst_1");
};
const client = createClient<paths>({
  baseUrl: "https://api.withpersona.com/api/v1",
  headers: { authorization: "Bearer key", "Key-Inflection": "camel" },
  fetch,
});

const contenders = {
  ours: caller({}),
  noThrottle: caller({ throttle: false }),
  noRetry: caller({ retry: false }),
  logger: caller({ logger: { debug: () => {}, warn: () => {}, error: () => {} } }),
  trace: caller({ trace: traceCalls }),
  totalTimeout: caller({ totalTimeoutMs: 60_000 }),
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

const names = wanted.split(",") as (keyof typeof contenders)[];
const taken = Object.fromEntries(names.map((name) => [name, [] as number[]]));
for (let round = -20; round < Number(rounds); round += 1) {
  // Who goes first changes; the first rounds only warm up.
  for (const name of round % 2 === 0 ? names : names.toReversed()) {
    const microseconds = await time(contenders[name]);
    if (round >= 0) taken[name]?.push(microseconds);
  }
}
console.log(JSON.stringify(taken));
