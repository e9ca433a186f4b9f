// Where operations stand: each in a file of its own, whatever it is called.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { printService } from "../../../scripts/print/print.js";
import { compileAll } from "../../corpus/compile.js";
import { answer, build, type Json, ref, spec } from "../model/spec.js";

const runtime = resolve(import.meta.dirname, "../../../src/index.js");

/** The files of the resources, and what a compiler says of the tree. */
async function tree(document: Json): Promise<{ readonly files: readonly string[]; readonly said: string }> {
  const folder = mkdtempSync(join(tmpdir(), "sharewright-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { tree: files } = await printService(build(document), document, { runtime });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, "toys", path)), { recursive: true });
    writeFileSync(join(folder, "toys", path), text);
  }
  const said = compileAll(folder, ["toys"], "typescript");
  const resources = [...files.keys()].filter((path) => path.startsWith("resources/"));
  return { files: resources.map((path) => path.slice("resources/".length)), said };
}

const id = { name: "id", in: "path", required: true, schema: { type: "string" } };

/** A method of a resource, named by the spec. */
function method(resource: string, name: string, responses: Json = { "204": answer() }): Json {
  return {
    operationId: `${resource} ${name}`,
    "x-resource": resource,
    "x-method": name,
    parameters: [id],
    responses,
  };
}

test("methods of one file name, of a child, of the waits and of the language each have a file", {
  timeout: 120_000,
}, async () => {
  const toy = {
    type: "object",
    required: ["id", "state"],
    properties: { id: { type: "string" }, state: { type: "string", "x-extensible-enum": ["new", "sold"] } },
    "x-lifecycle": {
      property: "state",
      initial: "new",
      terminal: ["sold"],
      states: { new: {}, sold: {} },
      transitions: [{ from: "new", to: "sold" }],
      waiters: { sold: { poll: "toys get", until: ["sold"] } },
    },
  };
  const paths = {
    "/toys/{id}": {
      get: method("toys", "get", { "200": answer(ref("Toy")) }),
      delete: method("toys", "delete"),
    },
    "/toys/{id}/a": {
      post: method("toys", "windUp"),
      put: method("toys", "wind_up"),
      delete: method("toys", "windUP"),
    },
    "/toys/{id}/b": { post: method("toys", "waiters"), put: method("toys", "index") },
    "/toys/{id}/c": {
      post: method("toys", "Parts"),
      get: method("toys.parts", "get"),
      put: method("toys.parts", "delete"),
    },
  };
  const { files, said } = await tree(spec({ schemas: { Toy: toy }, paths }));
  expect(files).toEqual([
    "toys.ts",
    "toys/delete.ts",
    "toys/get.ts",
    "toys/index.ts",
    "toys/parts.ts",
    "toys/parts/delete.ts",
    "toys/parts/get.ts",
    "toys/parts2.ts", // The method, beside the child.
    "toys/waiters.ts", // The method of that name,
    "toys/waiters2.ts", // and the waits.
    "toys/wind-up.ts",
    "toys/wind-up2.ts",
    "toys/wind-up3.ts",
  ]);
  expect(said).toBe("");
});
