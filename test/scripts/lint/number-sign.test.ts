// A project in a folder whose name has a `#`, at which a URI ends.

import { join } from "node:path";
import { expect, test } from "vitest";
import { lintSpec } from "../../../scripts/lint/lint.js";
import { readRegistry } from "../../../scripts/load/registry.js";
import { createProject } from "../project.js";

const files = {
  "redocly.yaml": `
extends: [minimal]
rules: { no-invalid-media-type-examples: error }
apis:
  toys: { root: openapi.yaml }
`,
  "openapi.yaml": `openapi: 3.1.0
info: { title: Toys, version: 1.0.0 }
servers: [{ url: https://toys.test }]
paths:
  /toys:
    get:
      responses:
        "200":
          description: A toy.
          content: { application/json: { schema: { $ref: schemas/Toy.yaml }, example: { owner: { name: Ada } } } }
        "404":
          description: None.
          content: { application/json: { schema: { $ref: schemas/Toy.yaml }, example: { owner: { name: Bob } } } }
`,
  "schemas/Toy.yaml": "type: object\nproperties: { owner: { $ref: Owner.yaml } }\n",
  "schemas/Owner.yaml": "type: object\nproperties: { name: { type: string } }\n",
};

async function lintIn(folder: string) {
  const project = createProject();
  project.write(Object.fromEntries(Object.entries(files).map(([path, text]) => [join(folder, path), text])));
  const [job] = readRegistry(join(project.root, folder)).jobs;
  if (job?.lint === undefined) throw new Error("nothing to lint");
  const { problems } = await lintSpec({ ...job, lint: job.lint });
  return problems.filter(({ code }) => code === "path" || code === "no-invalid-media-type-examples");
}

test("lint reports one warning that the path is the reason, and no error for each example", async () => {
  expect(await lintIn("issue #7")).toEqual([
    {
      code: "path",
      severity: "warning",
      message: "2 examples could not be validated, because the path of the specs has a `#` in it.",
      remedy: "Nothing for the clients. To have the examples validated, move the project to a path without `#`.",
    },
  ]);
});

test("the same project at another path has no finding", async () => {
  expect(await lintIn("issue 7")).toEqual([]);
});
