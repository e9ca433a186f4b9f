import type { Oas3Rule } from "@redocly/openapi-core";
import { didYouMean } from "../../problem/nearest.js";
import { checkShape } from "../../vocabulary/check.js";
import type { Pagination } from "../../vocabulary/extensions/pagination.js";
import type { Sync } from "../../vocabulary/extensions/sync.js";
import { hasParameter, type Operation, operationOf } from "../operation.js";
import { keyword, type Located, type Resolve, schemaAt, typesOf, type UncheckedObject } from "../schema.js";

interface Finding {
  readonly path: readonly string[];
  readonly message: string;
}

/** A sync reads for years; a parameter or a member that is not there would lose entries without an error. */
export const syncSound: Oas3Rule = () => {
  let everywhere: unknown;
  return {
    Root: (root) => {
      everywhere = (root as unknown as UncheckedObject)["x-pagination"];
    },
    PathItem: {
      Operation(node, { key, resolve, location, parentLocations, report }, parents) {
        const { "x-sync": declared, "x-pagination": own } = node as unknown as UncheckedObject;
        if (declared === undefined || checkShape("x-sync", "operation", declared).length > 0) return;
        const item = { value: parents.PathItem, location: parentLocations.PathItem };
        const operation = operationOf(resolve, { value: node, location }, item);
        const sync = declared as Sync;
        if (key !== "get") {
          const message = `\`x-sync\` stands on a ${String(key).toUpperCase()}. A list is read with a GET.`;
          report({ message, location: location.child(["x-sync"]).key() });
        }
        const findings = [
          ...parameterFindings(resolve, operation, sync),
          ...memberFindings(resolve, entriesOf(resolve, operation, own ?? everywhere), sync),
        ];
        for (const { path, message } of findings) report({ message, location: location.child(["x-sync", ...path]) });
      },
    },
  };
};

function* parameterFindings(resolve: Resolve, operation: Operation, { since, order = {} }: Sync): Iterable<Finding> {
  const names = operation.parameters.filter(({ value }) => value.in === "query").map(({ value }) => String(value.name));
  const missing = (name: string) => `There is no query parameter \`${name}\`.${didYouMean(name, names)}`;
  if (!hasParameter(resolve, operation, since)) yield { path: ["since"], message: missing(since) };
  for (const [name, value] of Object.entries(order)) {
    if (!hasParameter(resolve, operation, name)) yield { path: ["order", name], message: missing(name) };
    const parameter = operation.parameters.find((each) => each.value.name === name);
    const allowed = parameter && valuesOf(resolve, parameter);
    if (allowed !== undefined && !allowed.includes(value)) {
      const message = `\`${name}\` does not take \`${value}\`.${didYouMean(value, allowed)} It takes: ${allowed.join(", ")}.`;
      yield { path: ["order", name], message };
    }
  }
}

function valuesOf(resolve: Resolve, { value, location }: Located<UncheckedObject>): readonly string[] | undefined {
  const values = keyword(resolve, { value: value.schema, location: location.child(["schema"]) }, "enum")?.value;
  return Array.isArray(values) ? values.map(String) : undefined;
}

/** Schemas of an entry, where the pagination says in which member the list is. */
function entriesOf(resolve: Resolve, { bodies }: Operation, pagination: unknown): readonly Located[] {
  const { items } = (pagination ?? {}) as Partial<Pagination>;
  if (items === undefined) return [];
  return bodies.flatMap((body) => {
    const list = schemaAt(resolve, body, items);
    return (list && keyword(resolve, list, "items")) ?? [];
  });
}

function* memberFindings(
  resolve: Resolve,
  entries: readonly Located[],
  { id, time, pending, match = [] }: Sync,
): Iterable<Finding> {
  const pointers: readonly (readonly [path: readonly string[], pointer: string])[] = [
    [["id"], id],
    [["time"], time],
    ...(pending === undefined ? [] : [[["pending", "member"], pending.member] as const]),
    ...match.map((pointer, index) => [["match", String(index)], pointer] as const),
  ];
  for (const entry of entries) {
    for (const [path, pointer] of pointers) {
      if (schemaAt(resolve, entry, pointer)) continue;
      yield { path, message: `An entry of the list declares nothing at \`${pointer}\`.` };
    }
    const state = pending && schemaAt(resolve, entry, pending.member);
    if (state === undefined || pending === undefined) continue;
    const types = typesOf(resolve, state);
    const type = pending.value === null ? "null" : typeof pending.value;
    if (types.size === 0 || types.has(type) || (type === "number" && types.has("integer"))) continue;
    const message = `\`${pending.member}\` is ${[...types].join(" or ")} and never ${JSON.stringify(pending.value)}: no entry would be pending.`;
    yield { path: ["pending", "value"], message };
  }
}
