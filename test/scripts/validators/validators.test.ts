import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build as bundle } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateApis } from "../../../scripts/run/generate-apis.js";
import { compile, fastest, strictest } from "../../package/compilers.js";
import { createProject, TOYS } from "../project.js";
import { type Generated, generateFiles, load } from "./generated-files.js";
import { zoo } from "./zoo.js";

interface Validator {
  readonly "~standard": { validate(value: unknown): { readonly issues?: readonly { readonly path?: unknown }[] } };
}

let generated: Generated;
let types: Readonly<Record<string, Validator>>;

beforeAll(async () => {
  generated = await generateFiles(zoo(), "zoo");
  writeFileSync(
    join(generated.folder, "all.ts"),
    [...generated.tree.keys()]
      .filter((path) => path.startsWith("validators/"))
      .map((path) => `export * from "./${path.replace(/\.ts$/, ".js")}";`)
      .join("\n"),
  );
  types = (await load(generated, "all.ts")) as typeof types;
});

afterAll(() => generated.remove());

function passes(validator: string, value: unknown): boolean {
  const found = types[validator];
  if (found === undefined) throw new Error(`There is no ${validator}. There are: ${Object.keys(types).join(", ")}`);
  return found["~standard"].validate(value).issues === undefined;
}

const keeper = { id: "k1", name: "Ada", likes: ["otter"] };
const otter = { id: "a1", kind: "otter", status: "well", weight: 12.5, keeper, friends: [] };

test.each([
  ["what the type says", {}, true],
  ["a member that the spec does not know", { color: "brown" }, true],
  ["a value that an open enum does not know", { keeper: { ...keeper, likes: ["capybara"] } }, true],
  ["a value that a closed enum does not have", { diet: "rocks" }, false],
  ["a value of a closed enum", { diet: "fish" }, true],
  ["a number as text", { weight: "12.5" }, false],
  ["null where it may be", { nick: null }, true],
  ["null where it may not", { weight: null }, false],
  ["a type that leads back to itself", { friends: [{ ...otter, friends: [otter] }] }, true],
  ["what is wrong deep inside of one", { friends: [{ ...otter, friends: [{ ...otter, weight: "1" }] }] }, false],
  ["all parts of a type", { vet: { ...keeper, license: "v1", deputy: { ...keeper, license: "v2" } } }, true],
  ["the first part of a type alone", { vet: keeper }, false],
  ["the second part of a type alone", { vet: { license: "v1" } }, false],
  ["a map of numbers", { visits: { monday: 3, constructor: 4 } }, true],
  ["a map of numbers with a text in it", { visits: { monday: "3" } }, false],
  ["a pair", { place: [1, 2] }, true],
  ["a pair of which one is wrong", { place: [1, "2"] }, false],
  ["a member that every object inherits, and this one lacks", { constructor: undefined }, true],
])("%s", (_, more, expected) => {
  const animal = JSON.parse(JSON.stringify({ ...otter, ...more })) as object;
  expect(passes("animalValidator", animal)).toBe(expected);
});

test("a resource is held against the type of the state that it is in", () => {
  const loan = { id: "l1", status: "asked", returnedAt: null };
  expect(passes("loanValidator", loan)).toBe(true);
  expect(passes("loanValidator", { ...loan, status: "returned" })).toBe(false);
  expect(passes("loanValidator", { ...loan, status: "returned", returnedAt: "2026-01-01" })).toBe(true);
  expect(passes("loanValidator", { ...loan, status: "a state of tomorrow" })).toBe(true);
  expect(passes("loanValidator", { ...loan, status: 5 })).toBe(false);
});

test("an optional member of an input may be there and undefined, one of an answer may not", () => {
  expect(passes("createAnimalRequestValidator", { kind: "otter", nick: undefined })).toBe(true);
  expect(passes("animalValidator", { ...otter, diet: undefined })).toBe(false);
});

test("what a list gives is held against its page", () => {
  expect(passes("listAnimalsAnswer", { items: [otter], hasNext: false })).toBe(true);
  expect(passes("listAnimalsAnswer", { items: [{ ...otter, id: 5 }] })).toBe(false);
});

test("validators compile, and what each gives is assignable to its type; one that gives something else does not", () => {
  writeFileSync(
    join(generated.folder, "agreement.ts"),
    `import type { Keeper } from "./types/keeper.js";
import { keeperValidator } from "./validators/types/keeper.js";
type Output = NonNullable<(typeof keeperValidator)["~standard"]["types"]>["output"];
export const same: [Output] extends [Keeper] ? ([Keeper] extends [Output] ? true : false) : false = true;
`,
  );
  const compilerOptions = { ...strictest, skipLibCheck: true, module: "nodenext", noEmit: true, types: ["node"] };
  const check = () => compile(generated.folder, fastest, { compilerOptions, include: ["**/*.ts"] });
  expect(check).not.toThrow();
  const path = join(generated.folder, "validators/types/keeper.ts");
  writeFileSync(path, readFileSync(path, "utf8").replaceAll("string()", "unknown()").replace(" string ", " unknown "));
  expect(check).toThrow("Type 'unknown' is not assignable to type 'string'");
}, 120_000);

test("one validator brings itself and its own along, and a client without any grows by next to nothing", async () => {
  const bytes = async (code: string): Promise<string> => {
    const { outputFiles } = await bundle({
      stdin: { contents: code, resolveDir: generated.folder, loader: "ts" },
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
      logLevel: "error",
    });
    return outputFiles[0]?.text ?? "";
  };
  const one = await bytes(`export { keeperValidator } from "./validators/types/keeper.js";`);
  expect(one.length).toBeLessThan(4_000);
  expect(one).not.toContain("weight");
  const client = await bytes(`export { createZoo } from "./index.js";`);
  expect(client).not.toContain("does not fit its type");
  expect(client).not.toContain("loose_object");
});

test("a project that has not installed Valibot is warned, with the command that does", async () => {
  const project = createProject({
    ...TOYS,
    "redocly.yaml":
      "apis:\n  toys: { root: specs/toys/openapi.yaml, x-sharewright: { plugins: [validators], format: none } }\n",
  });
  const { ok, problems } = await generateApis({ root: project.root, lint: false });
  expect(ok).toBe(true);
  expect(problems).toContainEqual(
    expect.objectContaining({
      code: "plugin-peer",
      severity: "warning",
      message: "The files of `validators` import valibot, which this project has not installed.",
      remedy: "npm install valibot",
    }),
  );
  expect(project.read("generated/toys/validators.ts")).toContain('"toys.list": listToysAnswer');
});
