// Additions that a service may make at any time: unknown members, and values beyond the known ones of an open set.

import { isObject, objectOf } from "../spec/json.js";
import { type Alternatives, childOf, isExtensible, isOpen, narrowed, placeOf } from "../spec/schema-places.js";
import type { Node, Spec } from "../spec/spec.js";

const unknownValue = "sharewright_unknown_value";

export interface Extended {
  readonly body: unknown;
  readonly members: number;
  readonly values: number;
}

/** A body, in the spec's spelling, with an unknown member in every object that may have one, and unknown values. */
export function withUnknowns(spec: Spec, schema: Node, body: unknown): Extended {
  let members = 0;
  let values = 0;
  const extend = (value: unknown, place: Alternatives): unknown => {
    if (typeof value === "string" && isExtensible(place)) {
      values += 1;
      return unknownValue;
    }
    if (Array.isArray(value)) return value.map((item) => extend(item, childOf(spec, place, 0)));
    if (!isObject(value)) return value;
    const meant = narrowed(spec, place, value);
    const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
      key,
      extend(inner, childOf(spec, meant, key)),
    ]);
    // A closed object gets one as well: an answer's schema must not be closed, and this is how it is found out.
    // Each has a name of its own, so that none stands in for another that was lost.
    const name = spec.inflected ? `unknown-member-${members + 1}` : `unknownMember${members + 1}`;
    if (!isOpen(childOf(spec, meant, name))) return objectOf(entries);
    members += 1;
    return objectOf([...entries, [name, { "inner-key": [null, members, "ü"], deep: {} }]]);
  };
  return { body: extend(body, placeOf(spec, schema)), members, values };
}
