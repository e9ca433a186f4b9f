// References that JSON Schema and OpenAPI 3.2 allow beside JSON pointers.

import { describe, expect, test } from "vitest";
import { document, lines, loadFiles } from "../spec.js";

const json = (value: unknown) => JSON.stringify(value);
const body = (schema: object) => ({
  responses: { "200": { description: "All.", content: { "application/json": { schema } } } },
});
const text = { type: "string" };

/** What the reference of the body, or another in the document, became. */
async function settled(schemas: object, ref: string, root: object = {}, files: Record<string, string> = {}) {
  const spec = document({ ...root, components: { schemas } }, body({ $ref: ref }));
  const loaded = await loadFiles({ "api.json": json(spec), ...files });
  type Tree = Record<string, never>;
  const { paths, components } = (loaded.document ?? {}) as Record<string, Tree>;
  const answer = (paths as { "/toys": { get: ReturnType<typeof body> } } | undefined)?.["/toys"].get.responses["200"];
  return {
    ref: (answer?.content["application/json"].schema as { $ref?: string } | undefined)?.$ref,
    schemas: components?.schemas as unknown as Record<string, { properties: Record<string, object> }> | undefined,
    errors: lines(loaded.problems),
  };
}

describe("a reference leads", () => {
  test.each<[string, string, object, object?]>([
    ["to an anchor", "#toy", { Toy: { $anchor: "toy", ...text } }],
    ["to a dynamic anchor", "#toy", { Toy: { $dynamicAnchor: "toy", ...text } }],
    ["to an id by its path", "/schemas/toy", { Toy: { $id: "/schemas/toy", ...text } }],
    ["to an id as a whole", "https://x.test/toy", { Toy: { $id: "https://x.test/toy", ...text } }],
    ["to an anchor of an id", "https://x.test/toy#t", { Toy: { $id: "https://x.test/toy", $anchor: "t", ...text } }],
    [
      "to the document by its own name",
      "https://a.test/api#/components/schemas/Toy",
      { Toy: text },
      { $self: "https://a.test/api" },
    ],
    ["to it by a relative name", "api#/components/schemas/Toy", { Toy: text }, { $self: "https://a.test/api" }],
  ])("%s", async (_, ref, schemas, root) => {
    const found = await settled(schemas, ref, { openapi: "3.2.0", ...root });
    expect([found.errors, found.ref]).toEqual([[], "#/components/schemas/Toy"]);
  });

  test("against the id around it: to another id, to definitions and anchors inside", async () => {
    const part = { ...text, $anchor: "part" };
    const toy = {
      $id: "/schemas/toy",
      properties: { box: { $ref: "box" }, name: { $ref: "#/$defs/name" }, part: { $ref: "#part" } },
      $defs: { name: text, "a/b": part },
    };
    const { errors, schemas } = await settled({ Toy: toy, Box: { $id: "/schemas/box", ...text } }, "/schemas/toy");
    expect([errors, schemas?.Toy?.properties]).toEqual([
      [],
      {
        box: { $ref: "#/components/schemas/Box" },
        name: { $ref: "#/components/schemas/Toy/$defs/name" },
        part: { $ref: "#/components/schemas/Toy/$defs/a~1b" },
      },
    ]);
  });

  test("from the root all the same, where the id around it has no such place", async () => {
    const toy = { $id: "https://x.test/toy", properties: { box: { $ref: "#/components/schemas/Box" } } };
    const { errors, schemas } = await settled({ Toy: toy, Box: text }, "#/components/schemas/Toy");
    expect([errors, schemas?.Toy?.properties.box]).toEqual([[], { $ref: "#/components/schemas/Box" }]);
  });

  test("to a file whose name is percent-encoded, and to ids in it", async () => {
    const file = {
      $id: "https://x.test/toy",
      properties: { name: { $ref: "#name" } },
      $defs: { n: { $anchor: "name", ...text } },
    };
    const { errors, ref } = await settled({}, "my%20toy.json", {}, { "my toy.json": json(file) });
    expect([errors, ref]).toEqual([[], "#/components/schemas/my toy"]);
  });
});

describe("from file to file a reference leads", () => {
  const parts = {
    "parts/toys.yaml": json({
      $defs: {
        Toy: { $anchor: "toy", type: "object", properties: { wheel: { $ref: "more/wheels.yaml#wheel" } } },
      },
    }),
    "parts/more/wheels.yaml": json({ $id: "https://toys.test/wheels", $defs: { W: { $anchor: "wheel", ...text } } }),
  };

  test("to an anchor of another file, and from there to one of a third", async () => {
    const { ref, schemas, errors } = await settled({}, "parts/toys.yaml#toy", {}, parts);
    expect([ref, errors]).toEqual(["#/components/schemas/Toy", []]);
    expect(schemas?.Toy?.properties.wheel).toEqual({ $ref: "#/components/schemas/W" });
  });

  test("to an id that another file has", async () => {
    const schemas = { Toy: { $ref: "parts/toys.yaml#toy" } };
    const { ref, errors } = await settled(schemas, "https://toys.test/wheels#wheel", {}, parts);
    expect([ref, errors]).toEqual(["#/components/schemas/W", []]);
  });

  test("nowhere, which is found at its place, where the other file has no such anchor", async () => {
    const { errors } = await settled({}, "parts/toys.yaml#car", {}, parts);
    expect(errors).toEqual([expect.stringMatching(/^api\.json:1:\d+ error bundler Can't resolve \$ref: parts\/toys/)]);
  });

  test("to itself, by other files, which is told with its place and its way", async () => {
    const circle = { "a.yaml": json({ $ref: "b.yaml" }), "b.yaml": "# B\n$ref: a.yaml\n" };
    const { errors } = await settled({}, "a.yaml", {}, circle);
    expect(errors).toEqual([
      expect.stringMatching(
        /^api\.json:1:[1-9]\d+ error no-unresolved-refs a\.yaml refers to itself, and so to nothing: by a\.yaml, b\.yaml\.$/,
      ),
    ]);
  });
});

test("what an example calls an id is none", async () => {
  const example = { $id: "/schemas/toy", $anchor: "toy" };
  const { errors } = await settled({ Toy: { ...text, example } }, "#toy");
  expect(errors).toEqual([expect.stringContaining("Can't resolve $ref: there is no #toy.")]);
});

test("a percent-encoded way out of the folder is one all the same", async () => {
  const { errors } = await settled({}, "%2e%2e/toy.json");
  expect(errors).toEqual([expect.stringContaining("toy.json lies outside of the spec's folder")]);
});
