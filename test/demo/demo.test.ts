import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openStage, type Stage, type Wire } from "../../src/sandbox/demo/stage.js";
import { tellStory } from "../../src/sandbox/demo/story.js";
import { paintFor, Teller } from "../../src/sandbox/demo/teller.js";
import { another, lie } from "./lie.js";

const root = join(import.meta.dirname, "../..");
const plain = paintFor({});

/** Where the parties receive webhooks. */
const inboxes: Readonly<Record<string, string>> = { Northfold: "/bank", Harbour: "/lender", Veldkamp: "/enablenow" };

/** Runs the demo as `npm run demo` does, with these modules in front. */
async function run(...before: readonly string[]): Promise<{ status: number; output: string }> {
  const imports = ["tsx", ...before].flatMap((module) => ["--import", module]);
  const child = spawn(process.execPath, [...imports, "src/sandbox/demo/run.ts"], { cwd: root });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const [status] = (await once(child, "close")) as [number];
  return { status, output };
}

/** Tells the story in this process; `wireFor` may put a wire in that knows how many steps have held. */
async function tell(wireFor: (held: () => number) => Wire | undefined, change = (stage: Stage) => stage) {
  const printed: string[] = [];
  const teller = new Teller((line = "") => void printed.push(line), plain);
  const stage = await openStage(wireFor(() => teller.held.length));
  try {
    const isWhole = await tellStory(change(stage), teller);
    return { ...{ isWhole, printed }, held: teller.held, failed: teller.failed };
  } finally {
    await stage.close();
  }
}

describe("npm run demo", () => {
  test("tells the whole story, without colours where no terminal is", async () => {
    const { status, output } = await run();
    expect(output).toMatch(/\n\d+ steps held, in [\d.]+ s and \d+ requests\.\n/);
    expect(status).toBe(0);
    expect(output.match(/^\d {2}\w.*$/gm)).toEqual([
      "1  Two organizations connect",
      "2  A customer is verified",
      "3  A verified inquiry changes hands",
      "4  A case is opened about it, and found again",
      "5  A bank consent is shared, extended and ends",
      "6  Meanwhile, the webhooks have come",
      "7  The receiver reads what was shared, to the cent",
      "8  The network breaks",
    ]);
    expect(output).not.toContain("✗");
    expect(output).not.toContain("\x1b");
    expect(Math.max(...output.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
    // What the README shows of it.
    const excerpt = /^```\n(\d {2}.*?)```$/ms.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1] ?? "none";
    expect(output).toContain(excerpt);
  });

  test("stays to be looked at when asked to, until it is interrupted", async () => {
    const arguments_ = ["--import", "tsx", "src/sandbox/demo/run.ts", "--stay"];
    const child = spawn(process.execPath, arguments_, { cwd: root });
    onTestFinished(() => void child.kill("SIGKILL"));
    let output = "";
    const url = await new Promise<string>((resolve) => {
      child.stdout.on("data", (chunk) => {
        output += chunk;
        const [, url] = /Look at all of it at (\S+)/.exec(output) ?? [];
        if (url !== undefined) resolve(url);
      });
    });
    expect(await (await fetch(url)).text()).toContain("LOAN-2");
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([0, null]);
  });

  test("ends with status 1, and says where, when something does not hold", async () => {
    const { status, output } = await run("./test/demo/lying.ts");
    expect(status).toBe(1);
    expect(output).toContain("✗ Northfold Bank asks Harbour Lending for a connection");
    expect(output).toContain("0 steps held");
    expect(output).toContain("One did not, and ends the story: Northfold Bank asks Harbour Lending for a connection.");
  });
});

describe("each step of the demo", () => {
  test("looks at what it is told: it does not hold when the wire lies", { timeout: 120_000 }, async () => {
    const { held: titles } = await tell(() => undefined);
    expect(titles.length).toBeGreaterThan(20);
    // Half of them are enough for each run of the tests; `DEMO=all` takes every one.
    const isTaken = (index: number) => process.env.DEMO === "all" || index % 2 === 0;
    const wired = titles.filter((title) => !title.startsWith("Every answer"));
    const taken = wired.flatMap((title, index) => (isTaken(index) ? [[title, index] as const] : []));
    const lied = async ([title, step]: readonly [string, number]) => {
      const { failed, isWhole } = await tell((held) => ({
        send: async (request, init) => {
          const response = await fetch(request, init);
          return held() === step ? lie(response) : response;
        },
        // What a webhook says was said long before it is looked at.
        deliver: async (request) => {
          const [, told = "nobody"] = / told (\w+)/.exec(title) ?? [];
          if (!new URL(request.url).pathname.startsWith(inboxes[told] ?? "none")) return fetch(request);
          return fetch(new Request(request, { body: another(await request.text()) }));
        },
      }));
      return isWhole ? `although it lied: ${title}` : failed;
    };
    // Each mostly waits; all at once would keep each other waiting.
    const half = Math.ceil(taken.length / 2);
    const outcomes = [
      ...(await Promise.all(taken.slice(0, half).map(lied))),
      ...(await Promise.all(taken.slice(half).map(lied))),
    ];
    expect(outcomes).toEqual(taken.map(([title]) => title));
  });

  test("the last one too: it does not hold when an answer breaks the spec", async () => {
    const violating = ({ sandbox, ...stage }: Stage): Stage => {
      const get = () => [
        ...sandbox.requests,
        { ...sandbox.requests[0], verdict: { kind: "violates", violations: [] } },
      ];
      return { ...stage, sandbox: Object.create(sandbox, { requests: { get } }) };
    };
    const { failed, printed } = await tell(() => undefined, violating);
    expect(failed).toMatch(/^Every answer/);
    expect(printed.at(-1)).not.toContain("✓");
  });
});

test("the demo is in colours on a terminal that has some, and NO_COLOR takes them away", () => {
  const coloured = "\x1b[32m✓\x1b[39m";
  expect(paintFor({ isTTY: true, hasColors: () => true }).good("✓")).toBe(coloured);
  // Node's own streams say no under NO_COLOR.
  expect(paintFor({ isTTY: true, hasColors: () => false }).good("✓")).toBe("✓");
  expect(paintFor({ hasColors: () => true }).good("✓")).toBe("✓");
});
