// Bodies that are wrong in one place each: a wrong type, a required member taken out, data of another kind.

import { isObject, replaced, typeOf } from "../spec/json.js";
import { type Alternatives, childOf, placeOf, requiredAt, types, typesAt } from "../spec/schema-places.js";
import type { Node, Spec } from "../spec/spec.js";

export interface BrokenBody {
  /** The fault that was put in: `/data/type is 1`. */
  readonly fault: string;
  readonly body: unknown;
}

const wrong = { object: { wrong: true }, array: ["wrong"], string: "wrong", number: 0.5, boolean: true, null: null };

/** Every way of breaking a body, in the spec's spelling, that the schema must refuse. */
export function brokenBodies(spec: Spec, schema: Node, body: unknown): readonly BrokenBody[] {
  const broken: BrokenBody[] = [];
  const visit = (value: unknown, place: Alternatives, path: readonly (string | number)[]): void => {
    const accepted = typesAt(place);
    const at = `/${path.join("/")}`;
    // The first type that is refused will do: which wrong type it is makes no difference to the check.
    const other = types.find((type) => !accepted.has(type) && type !== typeOf(value));
    if (other !== undefined) {
      broken.push({ fault: `${at} is ${JSON.stringify(wrong[other])}`, body: replaced(body, path, wrong[other]) });
    }
    if (Array.isArray(value)) {
      // Items are alike; the first stands for all.
      if (value.length > 0) visit(value[0], childOf(spec, place, 0), [...path, 0]);
    } else if (isObject(value)) {
      for (const key of requiredAt(place, value)) {
        broken.push({ fault: `${at} has no ${key}`, body: replaced(body, [...path, key], undefined) });
      }
      for (const [key, inner] of Object.entries(value)) visit(inner, childOf(spec, place, key), [...path, key]);
    }
  };
  visit(body, placeOf(spec, schema), []);
  return [...broken, ...ofAnotherKind(spec, schema, body)];
}

/** A resource of another type than the one that the operation is about. */
function ofAnotherKind(spec: Spec, schema: Node, body: unknown): readonly BrokenBody[] {
  const data = isObject(body) ? body.data : undefined;
  const place = childOf(spec, placeOf(spec, schema), "data");
  const [path, item, at] = Array.isArray(data)
    ? ([["data", 0, "type"], data[0], childOf(spec, place, 0)] as const)
    : ([["data", "type"], data, place] as const);
  const isConstant = childOf(spec, at, "type").every((alternative) => alternative.some((each) => "const" in each));
  if (!isObject(item) || !("type" in item) || !isConstant) return [];
  return [{ fault: `/${path.join("/")} is another`, body: replaced(body, path, "sharewright/other") }];
}
