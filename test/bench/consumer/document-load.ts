// Calls at several servers in turns, 32 in flight. Prints calls per second by server and round.

import { Agent, request } from "node:http";

interface Contender {
  readonly url: string;
  readonly body?: string;
  readonly calls: number;
}

const [, , given = "", rounds = "5"] = process.argv;
const { contenders, headers } = JSON.parse(given) as {
  readonly contenders: Readonly<Record<string, Contender>>;
  readonly headers: Record<string, string>;
};
const inFlight = 32;

function once({ url, body }: Contender, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending =
      body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const options = { method: body === undefined ? "GET" : "POST", agent, headers: { ...headers, ...sending } };
    const sent = request(url, options, (response) => {
      const isGood = (response.statusCode ?? 500) < 300;
      response.resume();
      response.once("end", () => (isGood ? resolve() : reject(new Error(`${url}: ${response.statusCode}`))));
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

async function perSecond(contender: Contender): Promise<number> {
  let left = contender.calls;
  // Of its own each time: a connection that idles while others have their turn may be closed under a call.
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const started = performance.now();
  const worker = async () => {
    while (left-- > 0) await once(contender, agent);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  agent.destroy();
  return contender.calls / ((performance.now() - started) / 1000);
}

const taken: Record<string, number[]> = {};
// The first rounds only warm up.
for (let round = -2; round < Number(rounds); round += 1) {
  for (const [name, contender] of Object.entries(contenders)) {
    const figure = await perSecond(contender);
    if (round >= 0) taken[name] = [...(taken[name] ?? []), figure];
  }
}
console.log(JSON.stringify(taken));
