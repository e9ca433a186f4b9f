// A client of somebody else's API, generated into a project that has the package and nothing besides.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compile, compilers, strictest } from "./compilers.js";
import { installPackage } from "./pack.js";
import { projectRoot } from "./project-root.js";

const folder = mkdtempSync(join(tmpdir(), "sharewright-spec-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const toys = {
  openapi: "3.0.3",
  info: { title: "Toys API", version: "1" },
  servers: [{ url: "https://toys.test" }],
  paths: {
    "/toys/{id}": {
      get: {
        operationId: "toys/get",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: {
          "200": {
            description: "It.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Toy" } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Toy: {
        type: "object",
        required: ["id"],
        properties: { id: { type: "string" }, color: { type: "string", nullable: true } },
      },
    },
  },
};

const caller = `import { createToys, type Toy } from "./toys/index.js";
const toy: Toy = await createToys().toys.get("1");
export const color: string | null | undefined = toy.color;
// @ts-expect-error: an id is text.
createToys().toys.get({});
`;

beforeAll(() => {
  installPackage(folder, { type: "module" });
  writeFileSync(join(folder, "toys.json"), JSON.stringify(toys));
  writeFileSync(join(folder, "caller.ts"), caller);
  const args = [
    "--import",
    import.meta.resolve("tsx"),
    join(projectRoot, "scripts/cli.ts"),
    "generate",
    "--spec",
    "toys.json",
    "--out",
    "toys",
    "--no-lint",
  ];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: expect.stringMatching(/^toys .*: 1 operations, \d+ files\n$/),
  });
});

test.each(compilers)(
  "type-checks by itself beside the package, under TypeScript %s",
  { timeout: 120_000 },
  (_, compiler) => {
    const compilerOptions = { ...strictest, module: "nodenext", verbatimModuleSyntax: true, noEmit: true };
    expect(() => compile(folder, compiler, { compilerOptions, include: ["caller.ts", "toys"] })).not.toThrow();
  },
);
