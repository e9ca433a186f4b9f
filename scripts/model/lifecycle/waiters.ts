// The waiters of a lifecycle: their names, the states that end them, and their results.

import { posix } from "node:path";
import { isObject, type Json } from "../../document/json.js";
import { pointerOf, texts } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import type { Problem } from "../../problem/problem.js";
import { NameScope, typeName } from "../naming/names.js";
import { union } from "../schema/composition/combine.js";
import type { FindBy, Lifecycle, Waiter } from "../types/lifecycle.js";
import type { StateTypes, TypeNode } from "../types/node.js";
import type { Operation } from "../types/operation.js";
import type { LifecycleContext } from "./context.js";

export function readWaiters(given: {
  readonly declared: Json;
  readonly lifecycle: Lifecycle;
  readonly states: StateTypes | undefined;
  /** Where the waiters stand in the document. */
  readonly path: readonly string[];
  readonly context: LifecycleContext;
}): { readonly waiters: readonly Waiter[]; readonly problems: readonly Problem[] } {
  const { declared, lifecycle, states, path, context } = given;
  const waiters: Waiter[] = [];
  const problems: Problem[] = [];
  const homes = new Map<string, string>();
  for (const [name, waiter] of Object.entries(isObject(declared.waiters) ? declared.waiters : {})) {
    if (!isObject(waiter)) continue;
    const { poll } = waiter;
    const operation = [...context.operations.values()].find(({ id }) => id === poll);
    const find = operation && findBy(waiter.find, operation, context);
    const reads = waiter.find === undefined ? isReadOf : find === undefined ? () => false : isListOf;
    if (operation === undefined || !reads(lifecycle.resource, operation)) {
      problems.push({
        code: "waiter-dropped",
        severity: "warning",
        ...(waiter.find === undefined
          ? {
              message: `The waiter \`${name}\` of ${lifecycle.resource} polls ${stringify(poll)}, which does not read one ${lifecycle.resource} by its path.`,
              remedy: "Name the GET that answers with the resource, and needs no query.",
            }
          : {
              message: `The waiter \`${name}\` of ${lifecycle.resource} polls ${stringify(poll)}, which is no list of ${lifecycle.resource} in pages with the query parameter ${stringify(waiter.find)}.`,
              remedy: "Name the GET that lists the resource, and in `find` its parameter that takes the id.",
            }),
        pointer: pointerOf(...path, name),
        operationId: operation?.id,
      });
      continue;
    }
    const until = texts(waiter.until);
    const folder = posix.dirname(operation.file);
    const file = homes.get(folder) ?? context.files.reserve(`${folder}/waiters`);
    homes.set(folder, file);
    waiters.push({
      poll: operation.id,
      find,
      method: methodsBeside(operation, context, waiters).reserve(`waitUntil${typeName(name)}`),
      functionName: context.scope.reserve(`waitUntil${lifecycle.resource}${typeName(name)}`),
      file,
      until,
      stop: stopsOf(lifecycle, until, texts(waiter.stop)),
      value: typeIn(until, lifecycle, states),
    });
  }
  return { waiters, problems };
}

function isReadOf(resource: string, { httpMethod, pager, input, value }: Operation): boolean {
  const plain = httpMethod === "GET" && pager === undefined && !input?.required;
  return plain && value.kind === "named" && value.name === resource;
}

function isListOf(resource: string, { httpMethod, pager, ids, value }: Operation): boolean {
  const paged = httpMethod === "GET" && pager !== undefined && ids.length === 0;
  return paged && value.kind === "named" && value.name === resource;
}

/** The member of a list's input that a query parameter is given as. */
function findBy(wire: unknown, { query, input }: Operation, { types }: LifecycleContext): FindBy | undefined {
  const name = query.find((parameter) => parameter.wire === wire)?.name;
  const type = input?.type;
  const object = type?.kind === "named" ? types.declarations.find((each) => each.name === type.name)?.type : type;
  const member = object?.kind === "object" ? object.members.find((each) => each.name === name) : undefined;
  return member && { name: member.name, type: member.type, docs: member.docs };
}

/** The names that the members of an operation's resource have already. */
function methodsBeside(operation: Operation, { operations }: LifecycleContext, waiters: readonly Waiter[]): NameScope {
  const path = operation.name.slice(0, -operation.method.length);
  const beside = [...operations.values()].filter(({ name }) => name.startsWith(path));
  return new NameScope([
    ...beside.map(({ name }) => name.slice(path.length).split(".")[0] ?? ""),
    ...waiters.map(({ method }) => method),
  ]);
}

/** States that end a wait without success: those it names, and those from which no wanted state can be reached. */
function stopsOf(
  { states, failed, transitions }: Lifecycle,
  until: readonly string[],
  declared: readonly string[],
): readonly string[] {
  const named = [...declared, ...failed];
  const leading = new Set(until);
  // Iterating a set also visits the entries that are added on the way.
  for (const state of leading) for (const { from, to } of transitions) if (to === state) leading.add(from);
  return states
    .map(({ name }) => name)
    .filter((name) => !until.includes(name) && (named.includes(name) || !leading.has(name)));
}

function typeIn(until: readonly string[], { resource }: Lifecycle, states: StateTypes | undefined): TypeNode {
  const types = until.map((state) => states?.known.find((type) => type.state === state)?.name ?? resource);
  return union(types.map((name) => ({ kind: "named", name })));
}
