// Calls over loopback, ours and bare `fetch` in turns, some number of them in flight. Prints calls per second by round.

import { createPersona } from "sharewright/persona";

const [, , origin = "", inFlight = "1", rounds = "11", calls = "1000"] = process.argv;
const baseUrl = `${origin}/api/v1`;
const persona = createPersona({ apiKey: "key", baseUrl });
const init = { headers: { authorization: "Bearer key", "Key-Inflection": "camel" } };

const contenders = {
  ours: () => persona.connect.shareTokens.retrieve("cnst_1"),
  rival: async () => (await fetch(`${baseUrl}/connect/share-tokens/cnst_1`, init)).json(),
};

async function perSecond(call: () => PromiseLike<unknown>): Promise<number> {
  let left = Number(calls);
  const started = performance.now();
  const worker = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: Number(inFlight) }, worker));
  return Number(calls) / ((performance.now() - started) / 1000);
}

const taken: { readonly ours: number[]; readonly rival: number[] } = { ours: [], rival: [] };
for (let round = -3; round < Number(rounds); round += 1) {
  // Who goes first changes; the first rounds only warm up.
  const names = round % 2 === 0 ? (["ours", "rival"] as const) : (["rival", "ours"] as const);
  for (const name of names) {
    const figure = await perSecond(contenders[name]);
    if (round >= 0) taken[name].push(figure);
  }
}
console.log(JSON.stringify(taken));
