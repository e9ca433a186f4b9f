import { expect, test } from "vitest";
import { messages, places, placesInFiles } from "./lint-spec.js";

const rule = "extension-known";

test("a misspelt extension is refused and the right one suggested", async () => {
  const found = await messages(rule, "x-enveloppe: data");
  expect(found).toEqual([
    "`x-enveloppe` is not in the vocabulary. Did you mean `x-envelope`? Rename or remove it, or add it to scripts/vocabulary.",
  ]);
  expect(await messages(rule, "x-envelope: data")).toEqual([]);
});

test("an extension like none of ours is refused without a suggestion, Redocly's own included", async () => {
  const found = await messages(rule, "tags: [{ name: Things, x-displayName: Stuff }]");
  expect(found).toEqual([
    "`x-displayName` is not in the vocabulary. Rename or remove it, or add it to scripts/vocabulary.",
  ]);
});

test("an extension in a place it has no meaning in is refused", async () => {
  const found = await messages(
    rule,
    "servers: [{ url: https://api.test, x-envelope: data, x-environment: production }]",
  );
  expect(found).toEqual([
    "`x-envelope` means nothing on a server. Move it to where it may stand: root, operation, schema.",
  ]);
});

test("extensions are found on every kind of object, and beside a $ref", async () => {
  const spec = (extension: string) => `
components:
  schemas:
    Plain: { type: string }
    Beside: { $ref: "#/components/schemas/Plain", ${extension}: secret }
  responses:
    Done: { description: Done., headers: { Trace: { description: Id., ${extension}: secret } } }
`;
  expect(await messages(rule, spec("x-sensitiv"))).toHaveLength(2);
  expect(await messages(rule, spec("x-sensitive"))).toEqual([
    "`x-sensitive` means nothing on a header. Move it to where it may stand: schema.",
  ]);
});

test("x-unconfirmed may stand anywhere", async () => {
  const fact = "x-unconfirmed: [{ name: a, question: Why?, assumed: true }]";
  expect(await messages(rule, `tags: [{ name: Things, ${fact} }]\n${fact}`)).toEqual([]);
});

test("a property or example member whose name starts with x- is no extension", async () => {
  const found = await messages(
    rule,
    `
components:
  schemas:
    Scan: { type: object, properties: { x-ray: { type: string } }, example: { x-ray: clear } }
`,
  );
  expect(found).toEqual([]);
});

test("the finding stands on the line of the key", async () => {
  expect(await places(rule, "tags: []\nx-enveloppe: data\n")).toEqual(["openapi.yaml:2 sharewright/extension-known"]);
});

test("in a spec of several files the finding names the file it is in", async () => {
  const found = await placesInFiles(rule, {
    "openapi.yaml": "components: { schemas: { Thing: { $ref: Thing.yaml } } }\n",
    "Thing.yaml": "type: object\ndescription: A thing.\nx-garanteed: [name]\n",
  });
  expect(found).toEqual(["Thing.yaml:3 sharewright/extension-known"]);
});
