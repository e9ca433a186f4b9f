// `x-lifecycle` → the states of a resource and the ways between them.

import { isObject, type Schema, type SpecDocument, text } from "./document.js";
import { typeName } from "./names.js";
import type { Types } from "./schema.js";
import type { Lifecycle, Transition } from "./types.js";

export function lifecyclesOf(document: SpecDocument, types: Types): readonly Lifecycle[] {
  const components = isObject(document.root.components) ? document.root.components : {};
  const schemas = isObject(components.schemas) ? components.schemas : {};
  return Object.entries(schemas).flatMap(([name, schema]) => {
    const declared = isObject(schema) ? (schema as Schema)["x-lifecycle"] : undefined;
    return isObject(declared) ? [read(typeName(name), declared, types)] : [];
  });
}

function read(resource: string, declared: Readonly<Record<string, unknown>>, types: Types): Lifecycle {
  const states = isObject(declared.states) ? declared.states : {};
  const transitions = Array.isArray(declared.transitions) ? declared.transitions.filter(isObject) : [];
  return {
    resource,
    property: types.memberName(String(declared.property)),
    initial: String(declared.initial),
    terminal: Array.isArray(declared.terminal) ? declared.terminal.map(String) : [],
    states: Object.entries(states).map(([name, state]) => ({
      name,
      description: isObject(state) ? text(state.description) : undefined,
    })),
    transitions: transitions.map((transition) => readTransition(transition, types)),
  };
}

function readTransition(transition: Readonly<Record<string, unknown>>, types: Types): Transition {
  return {
    from: String(transition.from),
    to: String(transition.to),
    by: text(transition.by),
    at: text(transition.at) === undefined ? undefined : types.memberName(String(transition.at)),
  };
}
