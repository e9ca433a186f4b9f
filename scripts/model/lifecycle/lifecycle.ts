// `x-lifecycle` → the states of a resource, the moves between them, the types they give it, and the waits for them.

import { isObject, type Json } from "../../document/json.js";
import { type Schema, text, texts } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import type { Problem } from "../../problem/problem.js";
import { title, typeName } from "../naming/names.js";
import type { Types } from "../schema/types.js";
import type { Lifecycle, Transition } from "../types/lifecycle.js";
import type { StateTypes } from "../types/node.js";
import type { LifecycleContext } from "./context.js";
import { stateTypesOf } from "./state-types.js";
import { readWaiters } from "./waiters.js";

export function readLifecycles(context: LifecycleContext): {
  readonly lifecycles: readonly Lifecycle[];
  /** By the name of the resource's type. */
  readonly states: ReadonlyMap<string, StateTypes>;
  readonly problems: readonly Problem[];
} {
  const { document, types, scope } = context;
  const components = isObject(document.root.components) ? document.root.components : {};
  const schemas = isObject(components.schemas) ? components.schemas : {};
  const states = new Map<string, StateTypes>();
  const problems: Problem[] = [];
  const lifecycles = Object.entries(schemas).flatMap(([name, schema]) => {
    const declared = isObject(schema) ? (schema as Schema)["x-lifecycle"] : undefined;
    if (!isObject(declared)) return [];
    const declaration = types.component(name);
    const lifecycle = read(declaration?.name ?? typeName(name), text((schema as Schema).title), declared, types);
    const split = declaration && stateTypesOf(lifecycle, declaration, scope, types.declarations);
    if (split !== undefined) states.set(lifecycle.resource, split);
    const path = ["components", "schemas", name, "x-lifecycle", "waiters"];
    const found = readWaiters({ declared, lifecycle, states: split, path, context });
    problems.push(...found.problems);
    return [{ ...lifecycle, waiters: found.waiters }];
  });
  return { lifecycles, states, problems };
}

function read(resource: string, named: string | undefined, declared: Json, types: Types): Lifecycle {
  const states = isObject(declared.states) ? declared.states : {};
  const transitions = Array.isArray(declared.transitions) ? declared.transitions.filter(isObject) : [];
  return {
    resource,
    title: named ?? title(resource),
    property: types.memberName(stringify(declared.property)),
    initial: stringify(declared.initial),
    terminal: texts(declared.terminal),
    failed: texts(declared.failed),
    reason: memberName(declared.reason, types),
    states: Object.entries(states).map(([name, state]) => ({
      name,
      description: isObject(state) ? text(state.description) : undefined,
      guarantees: texts(isObject(state) ? state.guarantees : undefined).map((wire) => types.memberName(wire)),
    })),
    transitions: transitions.map((transition) => readTransition(transition, types)),
    waiters: [],
  };
}

function readTransition(transition: Json, types: Types): Transition {
  return {
    from: stringify(transition.from),
    to: stringify(transition.to),
    by: text(transition.by),
    at: memberName(transition.at, types),
  };
}

function memberName(value: unknown, types: Types): string | undefined {
  const wire = text(value);
  return wire === undefined ? undefined : types.memberName(wire);
}
