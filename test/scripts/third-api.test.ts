// A third API, from its spec to a call: a folder in specs, an entry in redocly.yaml, one run.

import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { generateApis as generate } from "../../scripts/run/generate-apis.js";
import { createProject, type Project, REDOCLY, TOYS } from "./project.js";

const main = resolve(import.meta.dirname, "../..");

const ZOO: Readonly<Record<string, string>> = {
  ...TOYS,
  "redocly.yaml": `${REDOCLY.replace("openapi.yaml }", "openapi.yaml, x-sharewright: { runtime: ../../src/index } }")}  zoo: { root: specs/zoo/openapi.yaml, x-sharewright: { runtime: ../../src/index } }\n`,
  "specs/zoo/openapi.yaml": `openapi: 3.1.0
info: { title: City Zoo API, version: 1.0.0, license: { name: MIT, identifier: MIT } }
servers: [{ url: https://api.zoo.test/v1 }]
security: [{ key: [] }]
paths:
  /animals:
    get:
      operationId: listAnimals
      summary: List animals
      parameters:
        - { name: kind, in: query, explode: false, schema: { type: array, items: { type: string } } }
        - { name: page, in: query, schema: { type: integer } }
      x-pagination: { style: page, page: page, items: /results, current: /page, pages: /pages }
      responses:
        "200":
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [results, page, pages]
                properties:
                  results: { type: array, items: { $ref: schemas/Animal.yaml } }
                  page: { type: integer }
                  pages: { type: integer }
        "404": { description: None. }
    post:
      operationId: addAnimal
      summary: Add an animal
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: schemas/Animal.yaml } } }
      responses:
        "201":
          description: It.
          content: { application/json: { schema: { $ref: schemas/Animal.yaml } } }
        "409": { description: It is there already. }
  /animals/{animal-id}/feed:
    post:
      operationId: feedAnimal
      summary: Feed an animal
      parameters:
        - { name: animal-id, in: path, required: true, schema: { type: string } }
      responses:
        "204": { description: Fed. }
        "404": { description: None. }
components:
  securitySchemes:
    key: { type: http, scheme: bearer }
`,
  "specs/zoo/schemas/Animal.yaml": `type: object
required: [name]
properties:
  name: { type: string, description: What it is called. }
  kind: { enum: [bird, fish] }
`,
};

/** What a caller of the third API writes, in TypeScript. */
const CALLER = `import { type Animal, createZoo } from "./generated/zoo/index.js";

const zoo = createZoo({ apiKey: "key" });
export const added: Animal = await zoo.animals.create({ name: "Bo", kind: undefined });
export const all: Animal[] = [];
for await (const animal of zoo.animals.list({ kind: ["bird"] })) all.push(animal);
export const fed: void = await zoo.animals.feed("an-1");
// @ts-expect-error: a name is needed.
zoo.animals.create({ kind: "fish" });
// @ts-expect-error: it is a bird or a fish.
zoo.animals.create({ name: "Bo", kind: "tree" });
`;

async function generated(): Promise<Project> {
  const project = createProject(ZOO);
  symlinkSync(join(main, "src"), join(project.root, "src"));
  mkdirSync(join(project.root, "node_modules", "@types"), { recursive: true });
  // The recorder beside the client needs Node's types.
  for (const name of ["openapi-fetch", "openapi-typescript-helpers", "@types/node", "undici-types"]) {
    symlinkSync(join(main, "node_modules", name), join(project.root, "node_modules", name));
  }
  expect(await generate({ root: project.root })).toMatchObject({ ok: true, problems: [] });
  return project;
}

test("its client type-checks by our strictest options, and so does its caller", async () => {
  const project = await generated();
  const compilerOptions = { types: [], skipLibCheck: false };
  project.write({
    "package.json": '{ "type": "module" }',
    "caller.ts": CALLER,
    "tsconfig.json": JSON.stringify({
      extends: join(main, "tsconfig.json"),
      compilerOptions,
      include: ["caller.ts", "generated"],
      exclude: [],
    }),
  });
  const tsc = join(main, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", project.root], { encoding: "utf8" });
  expect(stdout).toBe("");
});

test("its client makes the calls that the spec asks for", async () => {
  const project = await generated();
  const { createZoo, feedAnimal, createZooTransport } = await import(join(project.root, "generated/zoo/index.ts"));
  const calls: unknown[] = [];
  const answers: readonly (readonly [number, unknown?])[] = [
    [201, { name: "Bo" }],
    [200, { results: [{ name: "Bo" }], page: 1, pages: 2 }],
    [200, { results: [{ name: "Cy" }], page: 2, pages: 2 }],
    [204],
    [204],
  ];
  const fetch = async (url: string, init: RequestInit) => {
    const request = new Request(url, init);
    const { pathname, search, origin } = new URL(request.url);
    const [status, body] = answers[calls.length] ?? [500];
    const sent = await request.text();
    const authorization = request.headers.get("authorization");
    calls.push([`${request.method} ${origin}${pathname}${search}`, sent && JSON.parse(sent), authorization]);
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: body === undefined ? {} : { "content-type": "application/json" },
    });
  };
  const zoo = createZoo({ apiKey: "key", fetch });
  expect(await zoo.animals.create({ name: "Bo" })).toEqual({ name: "Bo" });
  const all = [];
  for await (const animal of zoo.animals.list({ kind: ["bird", "fish"] })) all.push(animal);
  expect(all).toEqual([{ name: "Bo" }, { name: "Cy" }]);
  expect(await zoo.animals.feed("a/1")).toBeUndefined();
  expect(await feedAnimal(createZooTransport({ apiKey: "other", fetch }), "a 2")).toBeUndefined();
  expect(calls).toEqual([
    ["POST https://api.zoo.test/v1/animals", { name: "Bo" }, "Bearer key"],
    ["GET https://api.zoo.test/v1/animals?kind=bird,fish", "", "Bearer key"],
    ["GET https://api.zoo.test/v1/animals?kind=bird,fish&page=2", "", "Bearer key"],
    ["POST https://api.zoo.test/v1/animals/a%2F1/feed", "", "Bearer key"],
    ["POST https://api.zoo.test/v1/animals/a%202/feed", "", "Bearer other"],
  ]);
});
