import type { Location, Oas3Rule, UserContext } from "@redocly/openapi-core";
import { didYouMean } from "../../problem/nearest.js";
import { checkShape } from "../../vocabulary/check.js";
import type { Lifecycle } from "../../vocabulary/extensions/lifecycle.js";
import { eachExtension } from "../extensions.js";
import { operationOf } from "../operation.js";
import { type LintedResource, resourceOf } from "../resource.js";
import { keyword, type Resolve } from "../schema.js";

/** A mention of an operation, kept until every operation has been seen. */
interface Mention {
  readonly operationId: string;
  /** Whether it is called again and again, and so must not change anything. */
  readonly polled: boolean;
  /** Query parameter that it must have. */
  readonly find?: string | undefined;
  readonly location: Location;
}

/** One declaration feeds types, waiters, sandbox and tests, so it must agree with itself and with the schema around it. */
export const lifecycleSound: Oas3Rule = () => {
  /** HTTP method and query parameters of each operation, by operationId. */
  const operations = new Map<string, { readonly method: string; readonly query: readonly string[] }>();
  const mentions: Mention[] = [];
  return {
    ...eachExtension(({ name, value, place, owner, location }, ctx) => {
      if (name !== "x-lifecycle" || place !== "schema" || checkShape(name, place, value).length > 0) return;
      const lifecycle = value as Lifecycle;
      checkStates(lifecycle, location, ctx);
      checkTransitions(lifecycle, location, ctx);
      checkMembers(lifecycle, resourceOf(ctx.resolve, owner), location, ctx);
      mentions.push(...mentionsOf(lifecycle, location));
    }),
    PathItem: {
      Operation(node, { key, resolve, location, parentLocations }, parents) {
        const { operationId } = node;
        if (operationId === undefined) return;
        const item = { value: parents.PathItem, location: parentLocations.PathItem };
        const { parameters } = operationOf(resolve, { value: node, location }, item);
        const query = parameters.filter(({ value }) => value.in === "query").map(({ value }) => String(value.name));
        operations.set(operationId, { method: String(key), query });
      },
    },
    Root: {
      leave(_, { report }) {
        for (const { operationId, polled, find, location } of mentions) {
          const operation = operations.get(operationId);
          const { method = "", query = [] } = operation ?? {};
          if (operation === undefined) {
            const message = `No operation has the operationId \`${operationId}\`.${didYouMean(operationId, operations.keys())}`;
            report({ message, location });
          } else if (polled && method !== "get") {
            const message = `\`${operationId}\` is a ${method.toUpperCase()}. Poll with a GET: it is sent many times.`;
            report({ message, location });
          } else if (find !== undefined && !query.includes(find)) {
            const message = `\`${operationId}\` has no query parameter \`${find}\` to find the resource by.${didYouMean(find, query)}`;
            report({ message, location });
          }
        }
      },
    },
  };
};

function mentionsOf({ transitions, waiters = {} }: Lifecycle, location: Location): readonly Mention[] {
  return [
    ...transitions.flatMap(({ by }, index) =>
      by === undefined
        ? []
        : [{ operationId: by, polled: false, location: location.child(["transitions", index, "by"]) }],
    ),
    ...Object.entries(waiters).map(([name, { poll, find }]) => ({
      operationId: poll,
      polled: true,
      find,
      location: location.child(["waiters", name, "poll"]),
    })),
  ];
}

/** Every name of a state is that of a declared one. */
function checkStates(lifecycle: Lifecycle, location: Location, { report }: UserContext): void {
  const states = Object.keys(lifecycle.states);
  const check = (state: string, path: readonly (string | number)[]): void => {
    if (states.includes(state)) return;
    report({
      message: `\`${state}\` is not one of the \`states\` of this lifecycle.${didYouMean(state, states)} Correct it or declare the state.`,
      location: location.child([...path]),
    });
  };
  check(lifecycle.initial, ["initial"]);
  for (const [index, state] of lifecycle.terminal.entries()) check(state, ["terminal", index]);
  for (const [index, { from, to }] of lifecycle.transitions.entries()) {
    check(from, ["transitions", index, "from"]);
    check(to, ["transitions", index, "to"]);
  }
  for (const [name, { until, stop = [] }] of Object.entries(lifecycle.waiters ?? {})) {
    for (const [index, state] of until.entries()) check(state, ["waiters", name, "until", index]);
    for (const [index, state] of stop.entries()) {
      check(state, ["waiters", name, "stop", index]);
      if (!until.includes(state)) continue;
      report({
        message: `The waiter \`${name}\` would both wait for \`${state}\` and stop there. Take it off \`until\` or off \`stop\`.`,
        location: location.child(["waiters", name, "stop", index]),
      });
    }
  }
  for (const [index, state] of (lifecycle.failed ?? []).entries()) {
    check(state, ["failed", index]);
    if (states.includes(state) && !lifecycle.terminal.includes(state)) {
      report({
        message: `The failed state \`${state}\` is not terminal. List it under \`terminal\` too, or take it off \`failed\`.`,
        location: location.child(["failed", index]),
      });
    }
  }
}

/** Terminal states end, the others lead on, and all can be reached. */
function checkTransitions(lifecycle: Lifecycle, location: Location, { report }: UserContext): void {
  for (const [index, { from }] of lifecycle.transitions.entries()) {
    if (!lifecycle.terminal.includes(from)) continue;
    report({
      message: `A transition leaves the terminal state \`${from}\`. Remove it, or take \`${from}\` off \`terminal\`.`,
      location: location.child(["transitions", index, "from"]),
    });
  }
  const reached = new Set([lifecycle.initial]);
  // Iterating a set also visits the entries that are added on the way.
  for (const state of reached) {
    for (const { from, to } of lifecycle.transitions) if (from === state) reached.add(to);
  }
  for (const state of Object.keys(lifecycle.states)) {
    const place = location.child(["states", state]).key();
    if (!lifecycle.terminal.includes(state) && !lifecycle.transitions.some(({ from }) => from === state)) {
      report({
        message: `No transition leaves the state \`${state}\`. Add one, or list the state under \`terminal\`.`,
        location: place,
      });
    }
    if (!reached.has(state)) {
      report({
        message: `No transitions lead from \`${lifecycle.initial}\` to the state \`${state}\`. Add what is missing, or remove the state.`,
        location: place,
      });
    }
  }
}

/** The schema has the members that the lifecycle names, and the property the same values. */
function checkMembers(lifecycle: Lifecycle, resource: LintedResource, location: Location, ctx: UserContext): void {
  const members = new Map([...resource.attributes, ...resource.relationships]);
  const check = (name: string | undefined, path: readonly (string | number)[], known = resource.attributes): void => {
    if (name === undefined || known.has(name)) return;
    ctx.report({
      message: `The schema declares no property \`${name}\`.${didYouMean(name, known.keys())} Correct it or declare the property.`,
      location: location.child([...path]),
    });
  };
  check(lifecycle.property, ["property"]);
  check(lifecycle.reason, ["reason"]);
  for (const [index, { at }] of lifecycle.transitions.entries()) check(at, ["transitions", index, "at"]);
  for (const [state, { guarantees = [] }] of Object.entries(lifecycle.states)) {
    for (const [index, name] of guarantees.entries()) check(name, ["states", state, "guarantees", index], members);
  }
  checkValues(lifecycle, resource, location, ctx.resolve, ctx);
}

function checkValues(
  { property, states }: Lifecycle,
  { attributes }: LintedResource,
  location: Location,
  resolve: Resolve,
  { report }: UserContext,
): void {
  const schema = attributes.get(property);
  if (!schema) return;
  const values = keyword(resolve, schema, "x-extensible-enum");
  if (!values || !Array.isArray(values.value)) {
    report({
      message: `\`${property}\` has a lifecycle but no \`x-extensible-enum\`. List the states there: ${Object.keys(states).join(", ")}.`,
      location: schema.location.key(),
    });
    return;
  }
  const known = new Set(values.value.map(String));
  for (const state of Object.keys(states)) {
    if (known.has(state)) continue;
    report({
      message: `The state \`${state}\` is missing from the \`x-extensible-enum\` of \`${property}\`. Add it there, or remove the state.`,
      location: location.child(["states", state]).key(),
    });
  }
  for (const [index, value] of values.value.entries()) {
    if (Object.hasOwn(states, String(value))) continue;
    report({
      message: `\`${value}\` is a value of \`${property}\` but not a state of its lifecycle. Declare the state, or remove the value.`,
      location: values.location.child([index]),
    });
  }
}
