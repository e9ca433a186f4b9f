// The arguments of a call: as rows of a table, and as the values of an example.

import { noDocs } from "../../../model/docs.js";
import type { MemberNode, TypeNode } from "../../../model/types/node.js";
import type { Operation } from "../../../model/types/operation.js";
import { pagingParameterOf } from "../../resource/pager.js";
import { propertyKey } from "../../typescript/escape.js";
import type { OperationDetails } from "../details.js";
import { code, table } from "../markdown.js";
import { defaultCell, limitsCell, meaningCell } from "./notes.js";
import { accepted, callersBody, type Declarations, exampleMembers, type Value } from "./sample.js";
import { typeCell } from "./type-text.js";

/** Members of the options that an operation adds. */
const places = ["query", "headers", "cookies"] as const;

/** The number of rows after which a table does not repeat the members of types that it has shown. */
const roomy = 500;

/** The state of a table under construction. */
interface Shown {
  rows: number;
  /** Names of the types whose members have rows. */
  readonly types: Set<string>;
}

/** A table of everything an operation takes, under the caller's names. */
export function argumentsTable(
  operation: Operation,
  declarations: Declarations,
  described: ReadonlySet<string>,
): string | undefined {
  const { ids, input, options } = operation;
  const arguments_: readonly (MemberNode & { readonly root: string })[] = [
    ...ids.map(({ name, type, docs }) => ({ root: "", name, type, docs, optional: false })),
    ...membersOf(input?.type, declarations).map((member) => ({ ...member, root: "input" })),
    ...places.flatMap((place) =>
      membersOf(options[place], declarations).map((member) => ({ ...member, root: `options.${place}` })),
    ),
    ...choice(input?.type, input?.required ?? false, declarations),
  ];
  if (arguments_.length === 0) return undefined;
  const shown: Shown = { rows: 0, types: new Set() };
  const rows = arguments_.flatMap(({ root, ...member }) =>
    memberRows(root, member, declarations, described, shown, []),
  );
  return table(["Argument", "Type", "Required", "Limits", "Default", "Meaning"], rows);
}

/** An input that is no object with members is one row. */
function choice(
  type: TypeNode | undefined,
  required: boolean,
  declarations: Declarations,
): readonly (MemberNode & { readonly root: string })[] {
  if (type === undefined || membersOf(type, declarations).length > 0) return [];
  const docs = (type.kind === "named" && declarations.get(type.name)?.docs) || noDocs;
  return [{ root: "", name: "input", type, docs, optional: !required }];
}

/** A member, and below it the members inside it. */
function memberRows(
  root: string,
  { name, type, optional, docs }: MemberNode,
  declarations: Declarations,
  described: ReadonlySet<string>,
  shown: Shown,
  around: readonly string[],
): readonly (readonly string[])[] {
  const path = step(root, name);
  const meaning = meaningCell(docs);
  const row = [
    code(path),
    typeCell(type, described),
    optional ? "" : "yes",
    limitsCell(docs),
    defaultCell(docs),
    meaning,
  ];
  shown.rows += 1;
  const outer = besideFile(type);
  const several = outer.kind === "array";
  const inner = besideFile(several ? outer.items : outer);
  if (inner.kind === "named") {
    if (around.includes(inner.name) || (shown.rows > roomy && shown.types.has(inner.name))) return [row];
    shown.types.add(inner.name);
  }
  const inside = inner.kind === "named" ? [...around, inner.name] : around;
  const members = membersOf(inner, declarations).flatMap((member) =>
    memberRows(several ? `${path}[]` : path, member, declarations, described, shown, inside),
  );
  return [row, ...members];
}

function step(root: string, name: string): string {
  const key = propertyKey(name);
  if (root === "") return name;
  return key.startsWith('"') ? `${root}[${key}]` : `${root}.${key}`;
}

/** The types that may be passed in place of a file, where the input is one file. */
function besideFile(type: TypeNode): TypeNode {
  if (type.kind !== "union") return type;
  const others = type.of.filter((each) => each.kind !== "runtime" || each.name !== "FileInput");
  return others.length === 1 && others.length < type.of.length ? (others[0] as TypeNode) : type;
}

export function membersOf(type: TypeNode | undefined, declarations: Declarations): readonly MemberNode[] {
  if (type?.kind === "named") return membersOf(declarations.get(type.name)?.type, declarations);
  return type?.kind === "object" ? type.members : [];
}

/** One way to call an operation. */
export interface Sample {
  /** The example's title, if the spec gives one. */
  readonly summary: string | undefined;
  readonly ids: readonly Value[];
  readonly input: Value | undefined;
  /** Whether an input goes before the options. */
  readonly takesInput: boolean;
  /** The required options. */
  readonly options: { readonly [place: string]: Value };
}

/** The spec's examples, or one of our making. */
export function samplesOf(
  operation: Operation,
  details: OperationDetails,
  declarations: Declarations,
): readonly [Sample, ...Sample[]] {
  const { ids, input, options, body } = operation;
  const given = ids.map(({ name, wire, type, docs }) =>
    accepted(type, details.parameters.get(wire), { declarations, hint: { name, docs } }),
  );
  const takesInput = input !== undefined;
  const held = places.flatMap((place): [string, Value][] => {
    const type = options[place];
    const value = type && required(type, declarations);
    return value === undefined ? [] : [[place, value]];
  });
  const more = { takesInput, options: Object.fromEntries(held) };
  if (body === undefined || input === undefined) {
    const value = input && queryInput(operation, details, input.type, declarations);
    const empty = isEmpty(value) && input?.required !== true;
    return [{ summary: undefined, ids: given, input: empty ? undefined : value, ...more }];
  }
  const bodies = details.bodies.map(({ summary, value }) => {
    const caller = accepted(input.type, callersBody(body, value), { declarations });
    const silent = isEmpty(caller) && !input.required;
    return { summary, ids: given, input: silent ? undefined : caller, ...more };
  });
  const [first = ours(operation, input.type, given, more, declarations), ...others] = bodies;
  return [first, ...others];
}

function ours(
  { input }: Operation,
  type: TypeNode,
  ids: readonly Value[],
  more: Pick<Sample, "takesInput" | "options">,
  declarations: Declarations,
): Sample {
  const optional = exampleMembers(membersOf(type, declarations), declarations);
  const value = accepted(type, Object.keys(optional).length > 0 ? optional : undefined, { declarations });
  return { summary: undefined, ids, input: isEmpty(value) && input?.required !== true ? undefined : value, ...more };
}

/** The members of a query that have examples, else the most useful ones. The paging parameters are left to the pager. */
function queryInput(
  { query, pager }: Operation,
  { parameters }: OperationDetails,
  type: TypeNode,
  declarations: Declarations,
): Value {
  const [paging] = (pager && pagingParameterOf(pager)) ?? [];
  const shown = query.filter(({ name, wire }) => name !== paging && parameters.has(wire));
  const examples = Object.fromEntries(shown.map(({ name, wire }) => [name, parameters.get(wire)]));
  const members = membersOf(type, declarations).filter(({ name }) => name !== paging);
  return accepted(type, shown.length > 0 ? examples : exampleMembers(members, declarations), { declarations });
}

/** The required members of a query; undefined if there are none. */
function required(type: TypeNode, declarations: Declarations): Value | undefined {
  const value = accepted(type, {}, { declarations });
  return isEmpty(value) ? undefined : value;
}

function isEmpty(value: Value | undefined): boolean {
  return value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}
