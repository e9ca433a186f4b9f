// `vocabulary.schema.json`, which travels in the package. `VOCABULARY=write` writes it anew.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { vocabularySchema, vocabularySchemaText } from "../../../scripts/vocabulary/schema-document.js";
import { projectRoot } from "../../package/project-root.js";

const file = join(projectRoot, "scripts/vocabulary.schema.json");

test("the schema is that of the vocabulary", () => {
  if (process.env.VOCABULARY === "write") writeFileSync(file, vocabularySchemaText());
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(vocabularySchemaText()));
});

test("our own documents satisfy it, and a misshapen extension at any place does not", () => {
  const ajv = new Ajv2020({ strict: false });
  const validate = ajv.compile(vocabularySchema() as object);
  for (const name of ["persona", "enablenow"]) {
    const document = load(readFileSync(join(projectRoot, `specs/${name}/openapi.yaml`), "utf8"));
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  }
  const overlay = (update: object) => ({ overlay: "1.1.0", actions: [{ target: "$.paths.*.get", update }] });
  expect(validate(overlay({ "x-method": "retrieve" }))).toBe(true);
  expect(validate(overlay({ "x-method": 5 }))).toBe(false);
  expect(validate(overlay({ responses: { 200: { "x-sensitive": 5 } } }))).toBe(false);
});
