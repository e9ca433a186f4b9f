// `x-sync` → the model of a copy of a list that is kept up to date.

import { posix } from "node:path";
import { isObject, type Json } from "../document/json.js";
import { pathOf, type Schema, type SpecDocument, texts } from "../document/resolve.js";
import { stringify } from "../document/stringify.js";
import type { Problem } from "../problem/problem.js";
import { fileName, identifier, type NameScope, typeName } from "./naming/names.js";
import type { PlacedOperation } from "./naming/place-operations.js";
import { itemsOf } from "./response/envelope.js";
import type { Types } from "./schema/types.js";
import type { Operation } from "./types/operation.js";
import type { Sync } from "./types/sync.js";

interface Context {
  readonly document: SpecDocument;
  readonly types: Types;
  /** Names of all that is exported, and of files. */
  readonly scope: NameScope;
  readonly files: NameScope;
}

/** The operations, with a sync where the document has one. */
export function withSyncs(
  operations: ReadonlyMap<PlacedOperation, Operation>,
  context: Context,
): { readonly operations: ReadonlyMap<PlacedOperation, Operation>; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const all = new Map(operations);
  const taken = new Set([...operations.values()].map(({ name }) => name));
  for (const [placed, operation] of operations) {
    const declared = placed.operation["x-sync"];
    if (!isObject(declared)) continue;
    const fault = faultOf(declared, placed, operation, { ...context, taken });
    if (fault === undefined) all.set(placed, { ...operation, sync: syncOf(declared, operation, context) });
    else
      problems.push({
        code: "sync-mismatch",
        severity: "error",
        message: `x-sync does not match the operation: ${fault}.`,
        remedy: "Correct x-sync, or the parameter or schema it names.",
        pointer: `${placed.pointer}/x-sync`,
        operationId: operation.id,
      });
  }
  return { operations: all, problems };
}

function faultOf(
  declared: Json,
  placed: PlacedOperation,
  operation: Operation,
  context: Context & { readonly taken: ReadonlySet<string> },
): string | undefined {
  const { document } = context;
  if (operation.pager === undefined || operation.httpMethod !== "GET") return "it is no GET that answers in pages";
  const beside = operation.name.slice(0, -operation.method.length) + stringify(declared.method ?? "sync");
  if (context.taken.has(beside)) return `there is another operation \`${beside}\``;
  const known = operation.query.map(({ wire }) => wire);
  const names = [stringify(declared.since), ...Object.keys(isObject(declared.order) ? declared.order : {})];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) return `there is no query parameter \`${unknown}\``;
  const entry = entrySchema(placed, operation, document);
  const pending = isObject(declared.pending) ? [stringify(declared.pending.member)] : [];
  const pointers = [stringify(declared.id), stringify(declared.time), ...pending, ...texts(declared.match)];
  const lost = pointers.find(
    (pointer) => entry === undefined || document.schemaAt(entry, pathOf(pointer)) === undefined,
  );
  return lost === undefined ? undefined : `an entry has nothing at \`${lost}\``;
}

function entrySchema({ operation }: PlacedOperation, { pager }: Operation, document: SpecDocument): Schema | undefined {
  const responses = isObject(operation.responses) ? operation.responses : {};
  const success = Object.entries(responses).find(([status]) => status.startsWith("2"))?.[1];
  const response = document.resolve(success);
  const media = isObject(response) && isObject(response.content) ? Object.values(response.content)[0] : undefined;
  const body = isObject(media) ? (media.schema as Schema | undefined) : undefined;
  const list = body && pager && wireItems(document, body, pager.items);
  return list === undefined ? undefined : itemsOf(document, list);
}

/** The list of a body; a pager has the caller's names of its members. */
function wireItems(document: SpecDocument, body: Schema, items: readonly string[]): Schema | undefined {
  return items.length === 0 ? body : document.schemaAt(body, items);
}

function syncOf(declared: Json, operation: Operation, { types, scope, files }: Context): Sync {
  const { functionName, decode, query, pager } = operation;
  const method = stringify(declared.method ?? "sync");
  const name = scope.reserve(`${method}${typeName(functionName.replace(/^list(?=[A-Z])/, ""))}`);
  const memberOf = (wire: string): string => query.find((each) => each.wire === wire)?.name ?? identifier(wire);
  // Flattened, a resource's attributes are its own members.
  const path = (pointer: string): readonly string[] => {
    const parts = pathOf(pointer);
    return (decode === "jsonapi" && parts[0] === "attributes" ? parts.slice(1) : parts).map((part) =>
      types.memberName(part),
    );
  };
  const order = isObject(declared.order)
    ? Object.fromEntries(Object.entries(declared.order).map(([wire, value]) => [memberOf(wire), stringify(value)]))
    : undefined;
  const since = memberOf(stringify(declared.since));
  const cursor =
    pager !== undefined && "after" in pager
      ? pager.after
      : pager !== undefined && "parameter" in pager
        ? pager.parameter
        : [];
  return {
    method,
    functionName: name,
    inputName: types.reserve(`${typeName(name)}Input`),
    file: files.reserve(`${posix.dirname(operation.file)}/${fileName(method)}`),
    since,
    order,
    id: path(stringify(declared.id)),
    time: path(stringify(declared.time)),
    pending: isObject(declared.pending)
      ? {
          member: path(stringify(declared.pending.member)),
          value: declared.pending.value as string | number | boolean | null,
        }
      : undefined,
    match: texts(declared.match).map(path),
    overlapDays: Number(declared.overlapDays),
    taken: [...new Set([since, ...Object.keys(order ?? {}), ...cursor.slice(0, 1)])],
  };
}
