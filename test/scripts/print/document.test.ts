import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { emitDocument } from "../../../scripts/print/machine-document.js";

/** What importing the file gives. */
async function imported(document: unknown): Promise<unknown> {
  const { code } = transformSync(emitDocument(document, "specs/shop"), { loader: "ts" });
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)).document;
}

const json = (value: unknown) => JSON.parse(JSON.stringify(value));

describe("the spec as a module", () => {
  test("holds what a program needs of the document, without prose and examples", async () => {
    expect(
      await imported({
        info: { title: "Shop", description: "Sells toys." },
        paths: {
          "/toys": {
            get: {
              summary: "List toys",
              description: "All.",
              externalDocs: { url: "https://shop.test" },
              "x-method": "list",
            },
          },
        },
        components: {
          examples: { toy: { value: 1 } },
          schemas: { Toy: { example: 1, examples: [1], type: "object" } },
        },
      }),
    ).toEqual({
      info: { title: "Shop" },
      paths: { "/toys": { get: { summary: "List toys", "x-method": "list" } } },
      components: { schemas: { Toy: { type: "object" } } },
    });
  });

  test("keeps members that happen to be called description or example", async () => {
    const schema = {
      properties: { description: { type: "string" }, examples: { type: "array" }, externalDocs: {} },
      required: ["description"],
      const: { description: "data" },
      default: { example: 1 },
      enum: [{ examples: [] }],
    };
    expect(await imported({ components: { schemas: { description: schema } } })).toEqual({
      components: { schemas: { description: schema } },
    });
  });

  test("is the same data however hostile, and sets no prototype", async () => {
    const document = JSON.parse(
      '{"__proto__":{"a":1},"x-a":"*/ $ `c` \\"d\\" \\\\ \\u2028 \\u202e \\ud800","e f":[null,true,-1.5,[],{}],"1":"{\\n"}',
    );
    const result = await imported(document);
    expect(json(result)).toEqual(json(document));
    expect(Object.keys(result as object)).toContain("__proto__");
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });
});
