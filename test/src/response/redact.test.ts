import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ApiError, type Issue } from "../../../src/index.js";
import { folded } from "../../../src/response/issues/spellings.js";
import {
  type BodyShape,
  call,
  createTransport,
  jsonApiIssues,
  prepareJson,
  redactMembers,
} from "../../../src/runtime/index.js";

const shape: BodyShape = { attributes: {}, meta: {}, sensitive: ["fields", "user-email", "data"] };

/** What becomes of an issue's detail when `sent` was the body. */
function detailOf(detail: string, sent: unknown, body = shape): string | undefined {
  return redactMembers([{ title: "Bad", detail }], body, JSON.stringify(sent))[0]?.detail;
}

const withFields = (fields: unknown) => ({ data: { attributes: { fields } } });

describe("what the caller sent as sensitive", () => {
  test.each<[string, unknown, string, string]>([
    ["a text", { name: "Jane" }, "Jane is no number", "[redacted] is no number"],
    [
      "a wrapped value",
      { name: { type: "string", value: "Jane" } },
      '"Jane" is no number',
      '"[redacted]" is no number',
    ],
    ["a value in a list of objects", { kids: [{ name: "Annabel" }] }, "no Annabel here", "no [redacted] here"],
    ["a number", { income: 41250 }, "41250 is too much", "[redacted] is too much"],
    ["a date", { born: "1990-02-03" }, "born 1990-02-03.", "born [redacted]."],
    ["another case", { mail: "Jane@Example.com" }, "jane@example.com is taken", "[redacted] is taken"],
    ["what a pattern would read otherwise", { note: "a.b*c(d" }, "axb? a.b*c(d!", "axb? [redacted]!"],
    ["a value inside a longer one", { a: "Jane", b: "Jane Doe" }, "Jane Doe and Jane", "[redacted] and [redacted]"],
    ["a long value inside a word", { iban: "NL91ABNA041716" }, "xNL91ABNA041716y", "x[redacted]y"],
  ])("is masked in an error: %s", (_, fields, detail, masked) => {
    expect(detailOf(detail, withFields(fields))).toBe(masked);
  });

  test.each<[string, unknown, string]>([
    ["one character", { sex: "a" }, "a field is missing"],
    ["two characters", { country: "is" }, "this is missing"],
    ["a small number", { children: 2 }, "2 of 12 are missing"],
    ["a short word inside another", { name: "Ann" }, "cannot be annulled"],
    ["a boolean", { adult: true }, "it must be true"],
    ["null", { name: null }, "it must not be null"],
  ])("leaves a message readable: %s", (_, fields, detail) => {
    expect(detailOf(detail, withFields(fields))).toBe(detail);
  });

  test("is masked in title and meta too, in its texts, names and numbers, and pointers stay", () => {
    const issue: Issue = {
      title: "Jane!",
      pointer: "/data/attributes/fields/Jane",
      meta: { of: ["Jane", 41250, 7, null], Jane: 1 },
    };
    const sent = JSON.stringify(withFields({ name: "Jane", income: 41250 }));
    expect(redactMembers([issue], shape, sent)).toEqual([
      {
        title: "[redacted]!",
        pointer: "/data/attributes/fields/Jane",
        meta: { of: ["[redacted]", "[redacted]", 7, null], "[redacted]": 1 },
      },
    ]);
  });

  test("is told from the envelope's own `data`, and from members that are not sensitive", () => {
    const sent = {
      data: { attributes: { status: "Closed", files: [{ data: "JVBERi0x" }] } },
      meta: { "user-email": "j@x.nl" },
    };
    expect(detailOf("Closed JVBERi0x j@x.nl", sent)).toBe("Closed [redacted] [redacted]");
    expect(detailOf("Closed JVBERi0x", { data: "JVBERi0x", status: "Closed" }, { sensitive: ["data"] })).toBe(
      "Closed [redacted]",
    );
  });

  test("is masked wherever it stands, whatever it is", () => {
    const secret = fc
      .string({ minLength: 6, maxLength: 40, unit: "grapheme" })
      // Of a short one only whole words are masked. Spaces make no text longer.
      .filter((text) => folded(text).length >= 6 && !"[redacted]".includes(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        expect(detailOf(before + value + after, withFields({ any: { of: [value] } }))).not.toContain(value);
      }),
    );
  });
});

test("an error's message and issues come masked from a call whose operation says what is sensitive", async () => {
  const transport = createTransport(
    { name: "shop", servers: { live: "https://shop.test" }, issues: jsonApiIssues },
    { fetch: async () => Response.json({ errors: [{ title: "Bad", detail: "Jane is no number" }] }, { status: 422 }) },
    () => () => false,
  );
  const operation = { name: "toys.name", method: "POST", path: "/toys", prepare: prepareJson } as const;
  const named = { name: "Jane" };
  const body = { required: true, sensitive: ["name"], redact: redactMembers } as const;
  const error: unknown = await call(transport, { ...operation, body }, [], named).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  expect((error as ApiError).issues).toEqual([{ title: "Bad", detail: "[redacted] is no number" }]);
  expect((error as ApiError).message).not.toContain("Jane");
  const plain = await call(transport, { ...operation, body: {} }, [], named).catch((reason: unknown) => reason);
  expect((plain as ApiError).issues).toEqual([{ title: "Bad", detail: "Jane is no number" }]);
});
