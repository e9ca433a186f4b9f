// `$dynamicRef`: what a schema leaves to those that refer to it.

import { expect, test } from "vitest";
import { array, intersection, named, object, string } from "./nodes.js";
import { type Json, ref, spec, typeOf, typesIn } from "./spec.js";

const text = { type: "string" };
const item = (schema: Json) => ({ $defs: { item: { $dynamicAnchor: "item", ...schema } } });
const shelf = {
  type: "object",
  required: ["rows"],
  properties: { rows: { type: "array", items: { $dynamicRef: "#item" } } },
  ...item({ not: {} }),
};
const toy = { type: "object", properties: { name: text } };
const book = { type: "object", properties: { title: text } };
const schemas = { Toy: toy, Book: book, Shelf: shelf, ToyShelf: { ...ref("Shelf"), ...item(ref("Toy")) } };

test("is bound by the outermost anchor on the way: of a component, or of what stands in its place", () => {
  const { type, declared } = typeOf(ref("ToyShelf"), { schemas });
  expect(type).toEqual(named("ToyShelf"));
  expect(declared.ToyShelf).toEqual(object({ rows: array(named("Toy")) }));
  expect(typeOf({ ...ref("Shelf"), ...item(ref("Book")) }, { schemas }).type).toEqual(
    object({ rows: array(named("Book")) }),
  );
  const outer = { type: "object", properties: { shelf: ref("ToyShelf") }, ...item(ref("Book")) };
  expect(typeOf(outer, { schemas }).type).toEqual(object({ "shelf?": object({ rows: array(named("Book")) }) }));
});

test("is bound by the schema's own anchor where nothing is around it", () => {
  const { declared } = typeOf(ref("Shelf"), { schemas });
  expect(declared.Shelf).toEqual(object({ rows: array({ kind: "primitive", name: "never" }) }));
});

test("makes a tree's children what the tree was extended to", () => {
  const tree = {
    $dynamicAnchor: "node",
    type: "object",
    properties: { children: { type: "array", items: { $dynamicRef: "#node" } } },
  };
  const labelled = { $dynamicAnchor: "node", ...ref("Tree"), properties: { label: text } };
  const { declared } = typeOf(ref("Labelled"), { schemas: { Tree: tree, Labelled: labelled } });
  expect(declared.Labelled).toEqual(
    intersection(object({ "children?": array(named("Labelled")) }), object({ "label?": string })),
  );
  expect(typeOf(ref("Tree"), { schemas: { Tree: tree } }).declared.Tree).toEqual(
    object({ "children?": array(named("Tree")) }),
  );
});

test("is unknown where nothing binds it, and told", () => {
  const types = typesIn(spec({ schemas: { Other: { $dynamicAnchor: "item", type: "string" } } }));
  expect(types.of({ $dynamicRef: "#item" }, "output")).toEqual({ kind: "primitive", name: "unknown" });
  expect(types.problems.map(({ code, message }) => [code, message])).toEqual([
    ["schema-wider", "`$dynamicRef` to `#item` is bound by no schema on the way to it: its type is `unknown`."],
  ]);
});
