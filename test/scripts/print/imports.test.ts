import { expect, test } from "vitest";
import { moduleNames } from "../../../scripts/print/typescript/imports.js";
import { type FileBuilder, sourceFile } from "../../../scripts/print/typescript/source-file.js";
import { context } from "./service.js";

/** Specifiers of what a file imports, with the names. */
function imported(path: string, fill: (file: FileBuilder) => void, more: { runtime?: string } = {}) {
  const files = { Toy: "types/toy", ToyInput: "resources/shop/toys" };
  const { statements } = sourceFile({ ...context(files), ...more }, path, fill);
  return statements.map((statement) => {
    const { kind: _, moduleSpecifier, ...names } = statement as typeof statement & { moduleSpecifier: string };
    return [moduleSpecifier, names];
  });
}

test("each file is imported once, its types marked", () => {
  const found = imported("resources/shop/toys", ({ imports }) => {
    imports.declared("Toy");
    imports.value("cursorPager", "pagination");
    imports.runtimeValue("call");
    imports.runtime("ApiPromise");
    imports.type("paths", "schema");
    imports.value("getToy", "resources/shop/toys/get");
  });
  expect(found).toEqual([
    [
      "../../../../src/runtime/index.js",
      { namedImports: [{ name: "ApiPromise", isTypeOnly: true }, { name: "call" }] },
    ],
    ["../../pagination.js", { namedImports: [{ name: "cursorPager" }] }],
    ["../../schema.js", { isTypeOnly: true, namedImports: [{ name: "paths" }] }],
    ["../../types/toy.js", { isTypeOnly: true, namedImports: [{ name: "Toy" }] }],
    ["./toys/get.js", { namedImports: [{ name: "getToy" }] }],
  ]);
});

test("what a file declares itself is not imported", () => {
  const found = imported("resources/shop/toys", ({ imports }) => {
    expect(imports.declared("ToyInput")).toBe("ToyInput");
    imports.value("here", "resources/shop/toys");
  });
  expect(found).toEqual([]);
});

test("a neighbour is reached by a dot, the runtime by its package where it is one", () => {
  const found = imported(
    "types/doll",
    ({ imports }) => {
      imports.declared("Toy");
      imports.runtime("Reference");
    },
    { runtime: "sharewright" },
  );
  expect(found.map(([specifier]) => specifier)).toEqual(["./toy.js", "sharewright/runtime"]);
});

test("an entry of the runtime's package is reached by its name, from any folder", () => {
  const found = imported(
    "resources/toys",
    ({ imports }) => {
      imports.value("createHttp", "sharewright/http");
      imports.value("toyPager", "sharewrights/pagination");
    },
    { runtime: "sharewright" },
  );
  expect(found.map(([specifier]) => specifier)).toEqual(["../sharewrights/pagination.js", "sharewright/http"]);
});

test("however few folders lie above the service's, the runtime is as far away as it is", () => {
  const found = imported("index", ({ imports }) => imports.runtime("Page"), { runtime: "../../../../../../src/index" });
  expect(found.map(([specifier]) => specifier)).toEqual(["../../../../../../src/runtime/index.js"]);
});

test("a type that is a value as well is exported once, as a value", () => {
  expect(moduleNames("namedExports", ["A", "B"], ["A"])).toEqual({
    namedExports: [{ name: "A" }, { name: "B", isTypeOnly: true }],
  });
});
