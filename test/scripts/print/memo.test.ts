import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildService } from "../../../scripts/model/build.js";
import { Memo } from "../../../scripts/print/memo.js";
import { emitService } from "../../../scripts/print/print.js";
import { emitSchema } from "../../../scripts/print/schema/schema.js";
import { bundled } from "../model/spec.js";

test("a text is printed once, and cut out of the output from then on", () => {
  const first = new Memo();
  const a = first.print(["a", { size: 1 }], () => "Über");
  const output = new Map([["file.md", first.file("file.md", ["# Head", a, first.print(["b"], () => "last")], "\n")]]);
  expect(output.get("file.md")).toBe("# Head\nÜber\nlast");

  const second = new Memo(first.places, (file) => output.get(file));
  const never = () => expect.unreachable();
  expect(second.print(["a", { size: 1 }], never).text).toBe("Über");
  expect(second.print(["b"], never).text).toBe("last");
  expect(second.print(["a", { size: 2 }], () => "new").text).toBe("new");
});

test("what stands in a file that is gone is printed again, and a key is no member that every object has", () => {
  const first = new Memo();
  first.file("file.md", [first.print(["a"], () => "old")]);
  const second = new Memo(first.places);
  expect(second.print(["a"], () => "new").text).toBe("new");
  expect(second.earlier("file.md")).toBeUndefined();
  class Named extends Memo {
    override key(): string {
      return "constructor";
    }
  }
  expect(new Named(first.places).print([], () => "printed").text).toBe("printed");
});

describe("after any edit of a document, the files are those of a run that knows nothing of an earlier one", () => {
  type Json = { [member: string]: Json | Json[] | string } | Json[] | string;
  type Tree = ReadonlyMap<string, string>;

  async function printed(document: unknown, memo = new Memo(), options: { command?: string } = {}): Promise<Tree> {
    const { service } = buildService({ name: "persona", document, recorded: false });
    if (service === undefined) throw new Error("The model refused the document.");
    const schema = Promise.resolve(emitSchema(JSON.stringify(document), "specs/persona", "", memo));
    return emitService(service, document, { extras: false, memo, schema, ...options });
  }

  /** The pointers of all values. */
  function places(node: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
    if (typeof node !== "object" || node === null) return [at];
    return [at, ...Object.entries(node).flatMap(([key, inner]) => places(inner, [...at, key]))];
  }

  /** A copy in which a text is another, and anything else is gone. */
  function edited(document: unknown, at: readonly string[]): unknown {
    const copy = structuredClone(document) as Json;
    const parent = at.slice(0, -1).reduce<Json>((node, key) => (node as Record<string, Json>)[key] as Json, copy);
    const key = at[at.length - 1] as string;
    const value = (parent as Record<string, unknown>)[key];
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else if (typeof value === "string") (parent as Record<string, string>)[key] = `${value}x`;
    else delete (parent as Record<string, unknown>)[key];
    return copy;
  }

  test("of a summary, with little more printed than what it stands in", async () => {
    const document = (await bundled("persona")) as { paths: Record<string, { post: { summary: string } }> };
    const memo = new Memo();
    const before = await printed(document, memo);
    const changed = structuredClone(document);
    const path = changed.paths["/connect/share-tokens/{share-token-id}/redeem"];
    if (path !== undefined) path.post.summary = "Take a Share Token";

    const made: string[] = [];
    class Told extends Memo {
      override print(parts: readonly unknown[], make: () => string) {
        return super.print(parts, () => {
          made.push(String(parts[0]));
          return make();
        });
      }
    }
    const after = await printed(changed, new Told(memo.places, (file) => before.get(file)));
    expect(after).toEqual(await printed(changed));
    const files = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(files).toEqual([
      "reference.md",
      "resources/connect/share-tokens.ts",
      "resources/connect/share-tokens/redeem.ts",
      "schema.ts",
    ]);
    expect(made.length).toBeLessThan(8);
  });

  test("anywhere", { timeout: 120_000 }, async () => {
    const document = await bundled("persona");
    const memo = new Memo();
    const before = await printed(document, memo);
    const all = places(document).filter(({ length }) => length > 1);
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), async (at) => {
        const changed = edited(document, at);
        const alone = await printed(changed).catch(() => undefined);
        // What the model cannot take is another test's.
        fc.pre(alone !== undefined);
        expect(await printed(changed, new Memo(memo.places, (file) => before.get(file)))).toEqual(alone);
        tried += 1;
      }),
      { numRuns: Number(process.env.MEMO_RUNS ?? 20) },
    );
    expect(tried).toBeGreaterThan(10);
  });

  test("and of the command, which stands in every file", async () => {
    const document = await bundled("persona");
    const memo = new Memo();
    const before = await printed(document, memo);
    const again = new Memo(memo.places, (file) => before.get(file));
    const after = await printed(document, again, { command: "make clients" });
    expect(after).toEqual(await printed(document, new Memo(), { command: "make clients" }));
    expect(after).not.toEqual(before);
  });
});
