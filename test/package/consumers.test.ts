// A stranger's projects: the tarball is installed, and nothing of this repository is within reach of their imports.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compile, compilers, fastest, strictest } from "./compilers.js";
import { ALL_RIGHT, consumerSource, writeConsumer } from "./consumer.js";
import { run } from "./npm.js";
import { installPackage } from "./pack.js";
import { projectRoot } from "./project-root.js";

let folder: string;
let esm: string;
let cjs: string;
let typed: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sharewright-consumers-"));
  [esm, cjs, typed] = [join(folder, "esm"), join(folder, "cjs"), join(folder, "typed")];
  installPackage(cjs, {});
  for (const project of [esm, typed]) {
    cpSync(join(cjs, "node_modules"), join(project, "node_modules"), { recursive: true });
    writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
  }
  writeConsumer(esm, "esm");
  writeConsumer(cjs, "cjs");
  cpSync(consumerSource, typed, { recursive: true });
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const node = (cwd: string, ...args: string[]) => run(cwd, process.execPath, args);

test("an installation brings openapi-fetch and its types, and nothing heavy", () => {
  const installed = readdirSync(join(esm, "node_modules")).filter((name) => !name.startsWith("."));
  expect(installed).toEqual(["openapi-fetch", "openapi-typescript-helpers", "sharewright"]);
});

test("both clients run in an ESM project", () => {
  expect(node(esm, "main.js")).toBe(ALL_RIGHT);
});

test("both clients run in a CommonJS project, by require()", () => {
  expect(node(cjs, "main.js")).toBe(ALL_RIGHT);
});

test("the sandbox answers, beside the packages that it needs", () => {
  const hosted = join(folder, "hosted");
  cpSync(esm, hosted, { recursive: true });
  mkdirSync(join(hosted, "node_modules/@hono"));
  for (const name of ["hono", "@hono/node-server", "ajv", "ajv-formats"]) {
    symlinkSync(join(projectRoot, "node_modules", name), join(hosted, "node_modules", name), "junction");
  }
  const program = `
    import { createPersona } from "sharewright/persona";
    import { createSandbox } from "sharewright/sandbox";
    const sandbox = createSandbox();
    const { apiKey } = sandbox.credentials.persona.source;
    const { items } = await createPersona({ apiKey, fetch: sandbox.fetch }).cases.list();
    console.log(items.length > 0, sandbox.requests[0].verdict.kind);
  `;
  expect(node(hosted, "--input-type=module", "--eval", program)).toBe("true conforms\n");
  expect(node(hosted, "node_modules/sharewright/dist/src/sandbox/bin.js", "--version")).toMatch(/^\d+\.\d+\.\d+/);
});

test.each(["ESM", "CommonJS"])("exchanges are recorded and replayed in a project of %s", (format) => {
  const recorded = node(format === "ESM" ? esm : cjs, "recording.js", join(folder, format));
  expect(recorded).toBe("listShares.200.json retrieve-a-share-token.200.json: the same\n");
});

describe("the exports map", () => {
  const load = (specifier: string) => {
    const print = "(entry) => console.log(Object.keys(entry).sort().join(' ')), ({ code }) => console.log(code)";
    return node(esm, "--eval", `import(${JSON.stringify(specifier)}).then(${print})`).trim();
  };

  test("opens what callers import, whose names are these", () => {
    expect(load("sharewright").split(" ")).toEqual([
      "AbortedError",
      "ApiError",
      "ApiPromise",
      "AuthenticationError",
      "BinaryBody",
      "ConfigurationError",
      "ConnectionError",
      "DecodeError",
      "DownloadedFile",
      "EventStream",
      "ExpiredUrlError",
      "JsonLines",
      "LifecycleError",
      "ListPromise",
      "RateLimitError",
      "SharewrightError",
      "TimeoutError",
      "WebhookVerificationError",
      "addMoney",
      "createThrottle",
      "decimal",
      "fetchWebhookHandler",
      "memoryRateLimitStore",
      "memorySeenStore",
      "memorySyncStore",
      "money",
      "nodeWebhookHandler",
      "shareRateLimit",
      "sumByCurrency",
      "traceCalls",
      "utcDate",
      "wireLog",
    ]);
  });

  test.each([
    ["sharewright/runtime", "createTransport"],
    ["sharewright/persona", "createPersona"],
    ["sharewright/enablenow", "createEnableNow"],
    ["sharewright/persona/record", "replay"],
    ["sharewright/enablenow/record", "record"],
    ["sharewright/persona/transport", "createPersonaTransport"],
    ["sharewright/persona/resources/connect/share-tokens/redeem", "redeemShareToken"],
    ["sharewright/enablenow/resources/shares", "Shares"],
  ])("opens %s", (specifier, name) => {
    expect(load(specifier).split(" ")).toContain(name);
  });

  test("opens package.json", () => {
    expect(node(cjs, "--print", "require('sharewright/package.json').name").trim()).toBe("sharewright");
  });

  test.each([
    ["sharewright/dist/src/index.js"],
    ["sharewright/dist/generated/persona/client.js"],
    ["sharewright/generated/persona/reference.md"],
    ["sharewright/persona/index.js"],
    ["sharewright/persona/schema"],
    ["sharewright/src"],
    ["sharewright/"],
  ])("keeps %s closed", (specifier) => {
    expect(load(specifier)).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});

describe.each(compilers)("under TypeScript %s, strictly", (version, compiler) => {
  test("a consumer compiles with node's resolution, in ESM and in CommonJS, and runs", { timeout: 120_000 }, () => {
    const outDir = `out-${version}`;
    const compilerOptions = { ...strictest, module: "nodenext", outDir, rootDir: "." };
    compile(typed, compiler, { compilerOptions, include: ["*.ts", "*.cts"] });
    expect(node(typed, `${outDir}/main.js`)).toBe(ALL_RIGHT);
    expect(node(typed, `${outDir}/recording.js`, join(folder, version))).toContain("the same");
    expect(node(typed, `${outDir}/alone.js`)).toBe("cnst_1 redeemed\n");
    const use = `typeof require("./${outDir}/require.cjs").shares.list`;
    expect(node(typed, "--input-type=commonjs", "--eval", `console.log(${use})`)).toBe("function\n");
  });
});

test("a consumer compiles with a bundler's resolution", { timeout: 120_000 }, () => {
  const compilerOptions = { ...strictest, module: "esnext", moduleResolution: "bundler", noEmit: true };
  compile(typed, fastest, { compilerOptions, include: ["*.ts"] });
});

test("of a service, a function from its own path brings the compiler its own types and no other's", () => {
  const tsc = join(projectRoot, "node_modules/typescript/bin/tsc");
  const listed = node(typed, tsc, "--listFilesOnly", "--module", "nodenext", "--skipLibCheck", "alone.ts");
  const files = listed.match(/(?<=generated\/persona\/).*(?=\.d\.ts)/g) ?? [];
  expect(files).toContain("resources/connect/share-tokens/retrieve");
  expect(files.filter((file) => file.startsWith("resources/"))).toEqual(["resources/connect/share-tokens/retrieve"]);
  expect(files.filter((file) => /(^|\/)(case[^/]*|schema|client|index)$/.test(file))).toEqual([]);
});

test("a consumer compiles without the DOM library, by the types of Node alone", { timeout: 120_000 }, () => {
  const modules = join(typed, "node_modules");
  mkdirSync(join(modules, "@types"), { recursive: true });
  for (const name of ["@types/node", "undici-types"]) {
    if (!existsSync(join(modules, name)))
      symlinkSync(join(projectRoot, "node_modules", name), join(modules, name), "junction");
  }
  writeFileSync(
    join(typed, "no-dom.ts"),
    'import { createPersona } from "sharewright/persona";\nexport const { files } = createPersona({ apiKey: "x" });\n',
  );
  const options = { ...strictest, lib: ["ES2023"], types: ["node"], module: "nodenext", noEmit: true };
  compile(typed, fastest, { compilerOptions: options, include: ["no-dom.ts"] });
});

test("a consumer compiles with the classic resolution of CommonJS", { timeout: 120_000 }, () => {
  const imports = ["", "/http", "/redis", "/persona", "/persona/transport", "/enablenow/record"].map(
    (path, index) => `import * as entry${index} from "sharewright${path}";\nexport { entry${index} };\n`,
  );
  const one = 'export { downloadFile } from "sharewright/persona/resources/files/download";\n';
  writeFileSync(join(typed, "classic.ts"), imports.join("") + one);
  const options = { ...strictest, skipLibCheck: true, module: "commonjs", moduleResolution: "node10", noEmit: true };
  compile(typed, "typescript", { compilerOptions: options, include: ["classic.ts"] });
});

test("a mistake that the types let through is noticed", { timeout: 120_000 }, () => {
  writeFileSync(
    join(typed, "mistake.ts"),
    '// @ts-expect-error\nimport { createPersona } from "sharewright/persona";\n',
  );
  const compilation = { compilerOptions: { ...strictest, module: "nodenext", noEmit: true }, include: ["mistake.ts"] };
  expect(() => compile(typed, fastest, compilation)).toThrow(/Unused '@ts-expect-error'/);
});
