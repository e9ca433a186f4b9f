// A document that says nothing of ours, its client, and fixtures of it.

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "./paths.js";

const document = `openapi: 3.0.3
info: { title: Kennel, version: "1" }
servers: [{ url: https://kennel.test/api/v2 }]
paths:
  /dogs:
    get:
      operationId: listDogs
      tags: [dogs]
      parameters:
        - { name: breed_names, in: query, schema: { type: array, items: { type: string } }, explode: false }
        - { name: min_age, in: query, schema: { type: integer } }
        - { name: offset, in: query, schema: { type: integer } }
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        "200":
          description: Dogs.
          content:
            application/json:
              schema:
                type: object
                required: [dogs, total]
                properties:
                  dogs: { type: array, items: { $ref: "#/components/schemas/Dog" } }
                  total: { type: integer }
    post:
      operationId: createDog
      tags: [dogs]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Dog" } } }
      responses:
        "201":
          description: The dog.
          content: { application/json: { schema: { $ref: "#/components/schemas/Dog" } } }
  /dogs/{dog_id}:
    get:
      operationId: getDog
      tags: [dogs]
      parameters: [{ name: dog_id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: The dog.
          content: { application/json: { schema: { $ref: "#/components/schemas/Dog" } } }
        "404": { description: None. }
components:
  schemas:
    Dog:
      type: object
      required: [dog_name]
      properties:
        dog_name: { type: string }
        age: { type: integer, nullable: true }
`;

const rex = { dog_name: "Rex", age: null };
const path = "/api/v2/dogs?breed_names=pug,poodle&min_age=3&offset=0";
const fixtures = {
  "listDogs.some": {
    operationId: "listDogs",
    request: { method: "GET", path },
    response: { status: 200, body: { dogs: [rex], total: 1 } },
  },
  "createDog.rex": {
    operationId: "createDog",
    request: { method: "POST", path: "/api/v2/dogs", body: rex },
    response: { status: 201, body: rex },
  },
  "getDog.missing": {
    operationId: "getDog",
    request: { method: "GET", path: "/api/v2/dogs/d%2F1" },
    response: { status: 404, body: { reason: "no such dog" } },
  },
};

// In the checkout, so that the client finds the runtime.
const folder = join(root, "node_modules/.cache", `kennel-${process.pid}`);

function sharewright(...args: readonly string[]) {
  const all = ["--import", import.meta.resolve("tsx"), join(root, "scripts/cli.ts"), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr };
}

const contract = (fixtures: string) =>
  sharewright("contract", "--spec", "kennel.yaml", "--out", "client", "--fixtures", fixtures);

function write(name: string, files: Readonly<Record<string, unknown>>): string {
  mkdirSync(join(folder, name), { recursive: true });
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(folder, name, `${file}.json`), JSON.stringify(content));
  return name;
}

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kennel.yaml"), document);
  const runtime = relative(join(folder, "client"), join(root, "src/index"));
  const made = sharewright("generate", "--spec", "kennel.yaml", "--out", "client", "--no-lint", "--runtime", runtime);
  if (made.status !== 0) throw new Error(made.stderr);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("fixtures of a document that names nothing by our vocabulary are compared", () => {
  const { status, stdout, stderr } = contract(write("good", fixtures));
  expect(stderr).toBe("");
  expect(stdout).toContain("3 pass, 0 differ, 0 skipped.");
  expect(stdout).toContain("getDog 200 response");
  expect(status).toBe(0);
});

test("and a fixture that says something else differs, with what and where", () => {
  const { status, stdout } = contract(
    write("bad", {
      "listDogs.wrong": {
        ...fixtures["listDogs.some"],
        request: { method: "GET", path: "/api/v2/dogs?breed_names=pug&breed_names=poodle" },
      },
      "createDog.wrong": { ...fixtures["createDog.rex"], response: { status: 201, body: { dog_name: 5 } } },
    }),
  );
  expect(stdout).toMatch(/^differs listDogs\.wrong\.json\n {8}request query at \/0: /m);
  expect(stdout).toContain('schema at /dog_name: expected "must be string", got 5');
  expect(status).toBe(1);
});
