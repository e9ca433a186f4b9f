import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { nearest } from "../../src/sandbox/command/nearest.js";
import { readOptions } from "../../src/sandbox/command/options.js";
import { serveSandbox } from "../../src/sandbox/index.js";
import { version } from "../../src/transport/options/user-agent.js";

const root = join(import.meta.dirname, "../..");
const loader = import.meta.resolve("tsx");

interface Command {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  readonly printed: () => string;
  /** Waits until it has printed something that matches. */
  readonly prints: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly ends: Promise<number | null>;
}

function start(args: readonly string[], bin = join(root, "src/sandbox/bin.ts")): Command {
  const child = spawn(process.execPath, ["--import", loader, bin, ...args], { cwd: root });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  const ends = new Promise<number | null>((resolve) => child.once("close", resolve));
  const printed = () => text;
  const prints = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(text);
        if (found !== null) resolve(found);
      };
      for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
      child.once("close", () => reject(new Error(`It ended after: ${text}`)));
      look();
    });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      text += chunk;
    });
  }
  return { process: child, printed, prints, ends };
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "sharewright-command-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe("sharewright sandbox", () => {
  test("serves, prints what to call it with, keeps its state and ends at Ctrl-C, with the page open", async () => {
    const state = join(folder(), "sandbox.json");
    const command = start(["sandbox", "--port", "0", "--state", state, "--now", "2026-11-01T09:00:00Z"]);
    const [, url] = await command.prints(/Watch it at (http:\/\/127\.0\.0\.1:\d+)\//);
    await command.prints(/Ctrl-C ends it/);
    for (const part of [`${url}/persona`, `${url}/enablenow`, "Northfold Bank (source)", "App B (b)"]) {
      expect(command.printed()).toContain(part);
    }
    const [, clientId = ""] = /clientId +(\S+)/.exec(command.printed()) ?? [];
    const [, clientSecret = ""] = /clientSecret +(\S+)/.exec(command.printed()) ?? [];
    const grant = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const token = await fetch(`${url}/enablenow/cfa/connect/token`, {
      method: "POST",
      body: new URLSearchParams(grant),
    });
    expect(token.status).toBe(200);
    const live = await fetch(`${url}/page/live`);
    const reader = live.body?.getReader();
    await reader?.read();
    const startedAt = Date.now();
    command.process.kill("SIGINT");
    expect(await command.ends).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(5000);
    await reader?.cancel().catch(() => {});

    expect(command.printed()).not.toContain("goes on");
    const again = start(["sandbox", "--port", "0", "--state", state, "--seed", "other"]);
    await again.prints(/Ctrl-C ends it/);
    expect(again.printed()).toContain(clientSecret);
    await again.prints(/^.*sandbox\.json goes on as it was: --seed and --now count for a new state\.$/m);
    again.process.kill("SIGTERM");
    expect(await again.ends).toBe(0);
  });

  test("says that a port is taken", async () => {
    const server = await serveSandbox();
    onTestFinished(() => server.close());
    const command = start(["sandbox", "--port", String(server.port)]);
    expect(await command.ends).toBe(1);
    expect(command.printed()).toBe(
      `sharewright sandbox: Port ${server.port} is taken. Leave --port out for one that is free, or name another.\n`,
    );
  });

  test("leaves a state alone that it cannot use, and says why", async () => {
    const state = join(folder(), "sandbox.json");
    writeFileSync(state, "{");
    const command = start(["sandbox", "--port", "0", "--state", state]);
    expect(await command.ends).toBe(1);
    expect(command.printed()).toContain("it is not JSON, so it is damaged");
    expect(command.printed()).not.toMatch(/\n {4}at /);
  });

  test.each(["harbour-3.0.yaml", "greenhouse-2.0.yaml"])(
    "serves any document by the generator's command: %s",
    async (name) => {
      const spec = join(root, "test/corpus/own", name);
      const command = start(["sandbox", "--spec", spec, "--port", "0"], join(root, "scripts/cli.ts"));
      const [, url] = await command.prints(/Watch it at (http:\/\/127\.0\.0\.1:\d+)\//);
      expect((await fetch(`${url}/`)).status).toBe(200);
      const [, headers = "", body = "", address = ""] = await command.prints(/curl(.*) -X POST.* -d '(.*)' '(http.*)'/);
      expect(body).not.toBe("{}");
      const [, type = ""] = await command.prints(/'Content-Type: (.*?)'/);
      const [header, value] = (/'(.*?)'/.exec(headers)?.[1] ?? "x: x").split(": ");
      const request = { method: "POST", body, headers: { "content-type": type, [header ?? ""]: value ?? "" } };
      expect((await fetch(address, request)).status).toBeLessThan(300);
      command.process.kill("SIGINT");
      expect(await command.ends).toBe(0);
    },
  );

  test("says what to install where the optional packages are missing", async () => {
    const bin = join(folder(), "bin.mts");
    copyFileSync(join(root, "src/sandbox/bin.ts"), bin);
    const command = start(["sandbox"], bin);
    expect(await command.ends).toBe(1);
    expect(command.printed()).toBe(
      "sharewright sandbox: hono, @hono/node-server, ajv, ajv-formats are missing. The sandbox needs what a client does not:\n\n  npm install --save-dev hono @hono/node-server ajv ajv-formats\n",
    );
  });

  test("has help there too", async () => {
    const bin = join(folder(), "bin.mts");
    copyFileSync(join(root, "src/sandbox/bin.ts"), bin);
    const command = start(["sandbox", "--help"], bin);
    expect(await command.ends).toBe(0);
    expect(command.printed()).toContain("Usage: sharewright sandbox [options]");
  });

  test.each([
    [["sandbox", "--prot", "1"], 2, "There is no option --prot. Did you mean --port?"],
    [["sandbox", "--spc", "x"], 2, "There is no option --spc. Did you mean --spec?"],
    [["sandbox", "--spec", "x"], 2, "of the package @sharewright/cli"],
    [["sandbox", "--assume", "no-such=1"], 2, 'there is no assumption "no-such"'],
    [["sandbux"], 2, 'there is no command "sandbux"'],
    [["sandbox", "--help"], 0, "Usage: sharewright sandbox [options]"],
    [["--help"], 0, "Usage: sharewright sandbox [options]"],
    [["--prot", "1"], 2, "There is no option --prot. Did you mean --port?"],
    [["--version"], 0, `${version}\n`],
  ])("answers %j with status %i", async (args, status, text) => {
    const command = start(args);
    expect(await command.ends).toBe(status);
    expect(command.printed()).toContain(text);
    expect(command.printed()).not.toMatch(/\n {4}at /);
  });
});

describe("the options", () => {
  test("are read", () => {
    const args = ["--state", "s.json", "--seed", "7", "--now", "2026-11-01", "-p", "4011"];
    const more = ["--assume", "create-share-200=201", "--assume", "page-links-keep-query=true"];
    const webhooks = ["--webhook", "persona.source=http://127.0.0.1:1/?a=b", "--webhook", "enablenow.b=https://b.test"];
    expect(readOptions([...args, ...more, ...webhooks])).toEqual({
      help: false,
      port: 4011,
      cors: false,
      sandbox: {
        state: "s.json",
        seed: "7",
        now: "2026-11-01",
        assume: { "create-share-200": 201, "page-links-keep-query": true },
        webhooks: {
          persona: { source: { url: "http://127.0.0.1:1/?a=b" } },
          enablenow: { b: { url: "https://b.test" } },
        },
      },
    });
    expect(readOptions([]).port).toBeUndefined();
  });

  test.each([
    [["--statte=x"], "There is no option --statte. Did you mean --state?"],
    [["--colour"], "There is no option --colour."],
    [["--port", "x1"], '--port: "x1" is no port'],
    [["--port", "65536"], "is no port"],
    [["--port"], "argument missing"],
    [["--now", "soon"], '--now: "soon" is no moment in time'],
    [["--assume", "x"], '--assume: "x" has no value'],
    [["--webhook", "persona.sorce=http://a.test"], "Did you mean persona.source?"],
    [["--webhook", "shop=http://a.test"], "There are: persona.source, persona.destination, enablenow.a, enablenow.b."],
    [["--webhook", "enablenow.a=ftp://a.test"], "is no http URL"],
    [["now"], '"now" is not expected here'],
  ])("are refused with a reason: %j", (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });

  test("are near to what was meant by a third of their letters", () => {
    expect(nearest("--sed", ["--seed", "--state"])).toBe("--seed");
    expect(nearest("--flavour", ["--seed", "--state"])).toBeUndefined();
  });
});
