// Documents that are made to harm whoever generates a client from them: each comes out inert, or is refused in a problem
// with a code. Texts are in texts.test.ts, documents of chance in fuzz.test.ts.

import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { attack, linted } from "./attack.js";
import { BombSquad } from "./bomb-squad.js";
import { bombs, slow } from "./bombs.js";
import { type Attack, escapes, loops } from "./references.js";

let server: Server;
let origin: string;
let hits = 0;
const squad = new BombSquad({ megabytes: 1_536, seconds: 60 });

beforeAll(async () => {
  server = createServer((_request, response) => {
    hits += 1;
    response.end('{ "type": "string" }');
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  squad.stop();
});

async function suffers({ files, options, outcome }: Attack): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "sharewright-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const { ok, codes, harm, seconds, tree } = await attack(root, files, options);
  expect({ outcome: ok ? "inert" : codes.join(), harm }).toEqual({ outcome, harm: [] });
  // Lint may take eight more before it is ended.
  expect(seconds).toBeLessThan(linted ? 18 : 10);
  expect([...tree.values()].some((text) => text.includes("root:x:0"))).toBe(false);
}

describe("what leads out of the folder is not read, and nothing is fetched", () => {
  test.each(Object.keys(escapes("")))("%s", async (name) => {
    await suffers(escapes(origin)[name] as Attack);
    expect(hits).toBe(0);
  });
});

describe("what leads in a circle has an end", () => {
  test.each(Object.entries(loops))("%s", (_name, loop) => suffers(loop));
});

describe("what is large, deep or dear takes seconds and bounded memory", () => {
  const chosen = Object.entries(bombs).filter(([name]) => !slow.test(name) || process.env.HOSTILE_RUNS !== undefined);
  test.each(chosen)("%s", async (name, { outcome }) => {
    // A process that has compiled the same code before needs less stack for it, and would hide what a new one meets.
    if (name.endsWith("levels of objects")) squad.stop();
    const damage = await squad.setOff(name);
    expect({ outcome: damage.outcome, harm: damage.harm }).toEqual({ outcome, harm: [] });
    expect(damage.seconds).toBeLessThan(15);
  });
});
