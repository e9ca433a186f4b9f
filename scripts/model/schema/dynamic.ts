// `$dynamicRef` (JSON Schema 2020-12, section 8.2.3.2): it is bound by the outermost schema on the way that has its anchor.

import { isObject } from "../../document/json.js";
import type { Schema } from "../../document/resolve.js";
import type { Bound } from "./components.js";

/** The bindings inside a schema: those around it, and its own anchors of other names. */
export function boundIn(schema: Schema, around: Bound): Bound {
  const own = [...anchorsOf(schema)].filter(([name]) => !around.has(name));
  return own.length === 0 ? around : new Map([...around, ...own]);
}

/** The anchors of a schema, and of what it defines for itself. */
export function anchorsOf(schema: Schema): Bound {
  const defined = [schema.$defs, schema.definitions].flatMap((each) => (isObject(each) ? Object.values(each) : []));
  return new Map(
    [schema, ...defined].flatMap((each): [string, Schema][] =>
      isObject(each) && typeof each.$dynamicAnchor === "string" ? [[each.$dynamicAnchor, each as Schema]] : [],
    ),
  );
}
