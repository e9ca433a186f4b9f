import { expect, test } from "vitest";
import { OverlayLimits } from "../../../scripts/load/overlay/overlay-limits.js";
import { document, lines, loadFiles } from "../spec.js";

const json = (value: unknown) => JSON.stringify(value, null, 2);

const API = json(
  document({
    tags: [{ name: "a" }, { name: "b" }, { name: "c" }],
    components: {
      schemas: { Toy: { type: "object", properties: { "it's": { type: "string", description: "Old." } } } },
    },
  }),
);

function overlay(actions: readonly object[], version = "1.0.0"): string {
  return json({ overlay: version, info: { title: "Ours", version: "1" }, actions });
}

async function apply(text: string, api = API) {
  const loaded = await loadFiles({ "api.json": api, "ours.yaml": text }, { overlays: ["ours.yaml"] });
  return { ...loaded, problems: lines(loaded.problems) };
}

test.each([
  [
    "an object is merged",
    { target: "$.info", update: { "x-a": { b: 1 }, title: "Dolls" } },
    { info: { title: "Dolls", version: "1", "x-a": { b: 1 } } },
  ],
  [
    "every match is updated, and each gets a value of its own",
    { target: "$.paths.*.get", update: { "x-pagination": { style: "cursor" } } },
    { paths: { "/toys": { get: { operationId: "listToys", "x-pagination": { style: "cursor" } } } } },
  ],
  [
    "a list grows",
    { target: "$.tags", update: { name: "d" } },
    { tags: [{ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" }] },
  ],
  ["items go by what they say", { target: "$.tags[?@.name != 'b']", remove: true }, { tags: [{ name: "b" }] }],
  ["a member goes", { target: "$.tags", remove: true }, { tags: undefined }],
  [
    "a key in quotes is found",
    { target: "$.components.schemas.Toy.properties['it\\'s']", update: { description: "New." } },
    { components: { schemas: { Toy: { properties: { "it's": { type: "string", description: "New." } } } } } },
  ],
  ["a single value is replaced", { target: "$.info.title", update: "Dolls" }, { info: { title: "Dolls" } }],
  [
    "`__proto__` is a key like any other",
    { target: "$.info", update: JSON.parse('{ "__proto__": { "a": 1 } }') },
    { info: { title: "Toys" } },
  ],
])("%s", async (_title, action, wanted) => {
  const { document: loaded, problems } = await apply(overlay([action]));
  expect(problems).toEqual([]);
  for (const [key, value] of Object.entries(wanted)) {
    if (value === undefined) expect(loaded).not.toHaveProperty(key);
    else expect(loaded).toMatchObject({ [key]: value });
  }
  expect((loaded as { tags?: unknown[] }).tags ?? []).toHaveLength(
    (wanted as { tags?: unknown[] }).tags?.length ?? ("tags" in wanted ? 0 : 3),
  );
  expect(({} as { a?: number }).a).toBeUndefined();
});

test("1.1 copies, and actions come one after the other", async () => {
  const { document: loaded, problems } = await apply(
    overlay(
      [
        { target: "$.components.schemas", update: { Doll: {} } },
        { target: "$.components.schemas.Doll", copy: "$.components.schemas.Toy" },
        { target: "$.components.schemas.Toy", remove: true },
      ],
      "1.1.0",
    ),
  );
  expect(problems).toEqual([]);
  expect((loaded as { components: object }).components).toEqual({
    schemas: { Doll: { type: "object", properties: { "it's": { type: "string", description: "Old." } } } },
  });
});

test("the document is changed before it is upgraded: targets are written in its own words", async () => {
  const swagger = json({ swagger: "2.0", info: { title: "T", version: "1" }, paths: {}, definitions: { Toy: {} } });
  const { document: loaded } = await apply(
    overlay([{ target: "$.definitions.Toy", update: { "x-nullable": true, type: "string" } }]),
    swagger,
  );
  expect(loaded).toMatchObject({ components: { schemas: { Toy: { type: ["string", "null"] } } } });
});

test("an action that matches nothing is a warning at its target, and the others are carried out", async () => {
  const text = overlay([
    { target: "$.paths['/dolls']", update: {} },
    { target: "$.info", update: { title: "Dolls" } },
  ]);
  const { document: loaded, problems } = await apply(text);
  expect(problems).toEqual(["ours.yaml:9:7 warning overlay-target $.paths['/dolls'] matches nothing in the document."]);
  expect(loaded).toMatchObject({ info: { title: "Dolls" } });
});

test("a problem in what an overlay adds leads to the overlay", async () => {
  const text = overlay([
    {
      target: "$.paths['/toys'].get",
      update: { parameters: [{ name: "a", in: "query", schema: { $ref: "#/nowhere" } }] },
    },
  ]);
  const line = text.split("\n").findIndex((each) => each.includes('"schema"')) + 1;
  const { problems } = await apply(text);
  expect(problems).toEqual([expect.stringMatching(new RegExp(`^ours\\.yaml:${line}:\\d+ error no-unresolved-refs`))]);
});

test.each([
  ["no overlay", json({ hello: "world" }), "1:1 error overlay ours.yaml: it is no overlay of version 1.0 or 1.1."],
  [
    "of a later version",
    overlay([{ target: "$", update: {} }], "2.0.0"),
    "2:3 error overlay ours.yaml: it is no overlay",
  ],
  ["without info", json({ overlay: "1.0.0", actions: [] }), "1:1 error overlay ours.yaml: it has no `info`"],
  ["without actions", overlay([]), "7:3 error overlay ours.yaml: it has no list of `actions`."],
  ["an action without a target", overlay([{ update: {} }]), "8:5 error overlay ours.yaml: an action needs a `target`"],
  [
    "an action that does nothing",
    overlay([{ target: "$.info" }]),
    "8:5 error overlay ours.yaml: an action needs one of",
  ],
  [
    "no JSONPath",
    overlay([{ target: "$.[", update: {} }]),
    "9:7 error overlay ours.yaml: $.[ cannot be followed as a JSONPath expression",
  ],
  [
    "the whole removed",
    overlay([{ target: "$", remove: true }]),
    "8:5 error overlay ours.yaml: the document itself cannot be removed.",
  ],
  [
    "an object made a word",
    overlay([{ target: "$.info", update: "x" }]),
    "8:5 error overlay ours.yaml: $.info: an object can only be updated by an object.",
  ],
  [
    "a copy of several",
    overlay([{ target: "$.info", copy: "$.tags.*" }]),
    "10:7 error overlay ours.yaml: $.tags.* matches 3 values",
  ],
  [
    "each copy twice as large as the one before",
    overlay([
      { target: "$", update: { "x-all": {} } },
      ...Array.from({ length: 40 }, (_, n) => [
        { target: "$['x-all']", update: { [`n${n}`]: {} } },
        { target: `$['x-all'].n${n}`, copy: "$['x-all']" },
      ]).flat(),
    ]),
    "200:5 error overlay ours.yaml: $['x-all'].n18: the overlay adds more than a million values.",
  ],
  ["bad YAML", "overlay: [\n", "2:1 error yaml The YAML cannot be read"],
])("an overlay that is malformed is refused: %s", async (_title, text, start) => {
  const { document: loaded, problems } = await apply(text);
  expect(problems).toEqual([expect.stringContaining(`ours.yaml:${start}`)]);
  expect(loaded).toBeUndefined();
});

test("an expression that finds no end is refused", async () => {
  const limits = new OverlayLimits(100);
  expect(limits.timed(() => /^(a+)+$/.test("aaa!"))).toBe(false);
  expect(() => limits.timed(() => /^(a+)+$/.test(`${"a".repeat(60)}!`))).toThrow("it found no end within 0.1 seconds");
});

test("an overlay adds a million values, and no more", () => {
  const list = Array.from({ length: 999 }, () => 1);
  const limits = new OverlayLimits();
  expect(limits.mayAdd(list, 999)).toBe(true);
  expect(limits.mayAdd(list, 1)).toBe(true);
  expect(limits.mayAdd([1], 1)).toBe(false);
});

test("an extension that is misspelt is an error with its place, one of somebody else's is left alone", async () => {
  const update = { "x-methode": "all", "x-internal": true, example: { "x-methode": 1 }, "x-resource": "toys" };
  const { problems } = await apply(overlay([{ target: "$.paths.*.get", update }]));
  expect(problems).toEqual([
    expect.stringMatching(/^ours\.yaml:\d+:\d+ .*`x-methode` is not in the vocabulary.* Did you mean `x-method`\?/),
  ]);
});
