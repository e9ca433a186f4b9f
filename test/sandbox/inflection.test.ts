import fc from "fast-check";
import { expect, test } from "vitest";
import {
  inflect,
  inflectAttributes,
  kebabCase,
  pointerAsSent,
  toSpecCase,
} from "../../src/sandbox/answer/inflection.js";

const resource = {
  data: {
    attributes: { "created-at": 1, fields: { "Kept-As_it": { "is-so": 2 } }, list: [{ "byte-size": 3 }] },
    relationships: { "case-template": { data: null } },
  },
};

test("an answer has the casing that is asked for, but for what is data", () => {
  const inside = { fields: { "Kept-As_it": { "is-so": 2 } } };
  expect(inflect(resource, "camel", ["fields"])).toEqual({
    data: {
      attributes: { createdAt: 1, ...inside, list: [{ byteSize: 3 }] },
      relationships: { caseTemplate: { data: null } },
    },
  });
  expect(inflect(resource, "snake", ["fields"])).toEqual({
    data: {
      attributes: { created_at: 1, ...inside, list: [{ byte_size: 3 }] },
      relationships: { case_template: { data: null } },
    },
  });
  expect(inflect(resource, "kebab", ["fields"])).toBe(resource);
});

test("a casing may reach no further than attributes", () => {
  expect(inflectAttributes(resource, "camel", ["fields"])).toEqual({
    data: {
      attributes: { createdAt: 1, fields: { "Kept-As_it": { "is-so": 2 } }, list: [{ byteSize: 3 }] },
      relationships: { "case-template": { data: null } },
    },
  });
});

test("a request in any casing becomes the spec's spelling", () => {
  expect(["caseTemplateId", "case_template_id", "case-template-id", "_pagination", "id"].map(kebabCase)).toEqual([
    ...["case-template-id", "case-template-id", "case-template-id", "_pagination", "id"],
  ]);
  const key = fc
    .array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 4 })
    .map((words) => words.join("-"));
  const body = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.integer(),
      fc.array(tie("node"), { maxLength: 3 }),
      fc.dictionary(key, tie("node"), { maxKeys: 3 }),
    ),
  })).node;
  fc.assert(
    fc.property(body, fc.constantFrom("camel" as const, "snake" as const, "kebab" as const), (value, inflection) => {
      expect(toSpecCase(inflect(value, inflection, []), [])).toEqual(toSpecCase(value, []));
    }),
  );
});

test("two spellings of one name are both kept, and no key sets a prototype", () => {
  expect(toSpecCase({ "a-b": 1, aB: 2, a_b: 3 }, [])).toEqual({ "a-b": 1, aB: 2, a_b: 3 });
  const hostile = toSpecCase(JSON.parse('{"__proto__":{"polluted":true}}'), []) as Record<string, unknown>;
  expect([Object.getPrototypeOf(hostile), hostile.polluted]).toEqual([Object.prototype, undefined]);
});

test("a pointer reads as the caller spelled the members; what is missing keeps the spec's spelling", () => {
  const body = { data: { attributes: { objectIds: ["a"], "a/b": 1 } } };
  expect(pointerAsSent(body, "/data/attributes/object-ids/0")).toBe("/data/attributes/objectIds/0");
  expect(pointerAsSent(body, "/data/attributes/case-template-id")).toBe("/data/attributes/case-template-id");
  expect(pointerAsSent(body, "/data/attributes/a~1b")).toBe("/data/attributes/a~1b");
  expect(pointerAsSent(body, "")).toBe("");
});
