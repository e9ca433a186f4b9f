// Calls at two servers in turns, 32 in flight. Prints calls per second by round.

import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";

const [, , given = "", rounds = "11", calls = "2000"] = process.argv;
const { ours, rival, apiKey, call } = JSON.parse(given) as {
  readonly ours: string;
  readonly rival: string;
  readonly apiKey: string;
  readonly call: { readonly method: string; readonly path: string; readonly body?: string };
};
const inFlight = 32;
const agent = new Agent({ keepAlive: true, maxSockets: inFlight });

function once(origin: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { authorization: `Bearer ${apiKey}`, "key-inflection": "camel" };
    if (call.body !== undefined) {
      headers["content-type"] = "application/json";
      headers["content-length"] = String(Buffer.byteLength(call.body));
      headers["idempotency-key"] = randomUUID();
    }
    const sent = request(`${origin}${call.path}`, { method: call.method, agent, headers }, (response) => {
      const isGood = (response.statusCode ?? 500) < 300;
      response.resume();
      response.once("end", () => (isGood ? resolve() : reject(new Error(`${origin}: ${response.statusCode}`))));
    });
    sent.once("error", reject);
    sent.end(call.body);
  });
}

async function perSecond(origin: string): Promise<number> {
  let left = Number(calls);
  const started = performance.now();
  const worker = async () => {
    while (left-- > 0) await once(origin);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return Number(calls) / ((performance.now() - started) / 1000);
}

const taken: { readonly ours: number[]; readonly rival: number[] } = { ours: [], rival: [] };
for (let round = -3; round < Number(rounds); round += 1) {
  // Who goes first changes; the first rounds only warm up.
  const names = round % 2 === 0 ? (["ours", "rival"] as const) : (["rival", "ours"] as const);
  for (const name of names) {
    const figure = await perSecond(name === "ours" ? ours : rival);
    if (round >= 0) taken[name].push(figure);
  }
}
agent.destroy();
console.log(JSON.stringify(taken));
