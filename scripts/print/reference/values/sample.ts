// Values for the calls of the fact sheet: the spec's examples under the caller's names, completed and corrected until
// the type accepts them, so that every call compiles whatever the examples say.

import { isObject, type Json } from "../../../document/json.js";
import { noDocs } from "../../../model/docs.js";
import type { Declaration, Docs, MemberNode, RuntimeType, TypeNode } from "../../../model/types/node.js";
import type { Body, Names } from "../../../model/types/operation.js";
import { Expression } from "../../typescript/literal.js";
import { defaultOf, leastOf } from "./notes.js";

export type Value =
  | string
  | number
  | boolean
  | null
  | Expression
  | readonly Value[]
  | { readonly [member: string]: Value };

export type Declarations = ReadonlyMap<string, Declaration>;

/** A body of the wire under the caller's names, out of its envelope. */
export function callersBody(body: Body, wire: unknown): unknown {
  if (body.kind !== "jsonapi") return renamed(wire, body.names);
  const { data, meta } = isObject(wire) ? wire : ({} as Json);
  const attributes = isObject(data) ? data.attributes : undefined;
  return {
    ...(isObject(attributes) && (renamed(attributes, body.attributes ?? {}) as Json)),
    ...(isObject(meta) && (renamed(meta, body.meta ?? {}) as Json)),
  };
}

function renamed(value: unknown, names: Names): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, names));
  if (!isObject(value)) return value;
  const known = new Map(Object.entries(names).map(([member, { wire, inner }]) => [wire, { member, inner }]));
  return Object.fromEntries(
    Object.entries(value).map(([wire, inside]) => {
      const { member, inner } = known.get(wire) ?? { member: wire, inner: {} };
      return [member, renamed(inside, inner)];
    }),
  );
}

/** The limit of invented values in one sample: a required member may hold required members, and so on. */
const most = 1_000;

/** The state of one sample. */
interface Work {
  /** The number of values that may still be invented. */
  room: number;
  /** Parts of the example as types accept them: unions within unions come back to the same part again and again. */
  readonly known: WeakMap<object, Map<TypeNode, Value>>;
}

/** The part of the value that the type accepts, completed with the required rest. */
export function accepted(type: TypeNode, value: unknown, context: SampleContext): Value {
  const { work = { room: most, known: new WeakMap() } } = context;
  const within = context.work === undefined ? { ...context, work } : context;
  if (value === undefined) {
    work.room -= 1;
    return work.room < 0 ? new Expression("undefined as never") : made(type, value, within);
  }
  if (typeof value !== "object" || value === null) return made(type, value, within);
  const known = work.known.get(value) ?? new Map<TypeNode, Value>();
  work.known.set(value, known);
  const before = known.get(type);
  if (before !== undefined) return before;
  const taken = made(type, value, within);
  known.set(type, taken);
  return taken;
}

function made(type: TypeNode, value: unknown, context: SampleContext): Value {
  switch (type.kind) {
    case "primitive":
      return primitive(type.name, value, context.hint ?? noHint);
    case "literal":
      return type.value;
    case "extensible":
      return typeof value === "string" ? value : (type.known[0] ?? "");
    case "array":
      return items(type.items, value, context);
    case "tuple":
      return type.items.map((item, index) => accepted(item, Array.isArray(value) ? value[index] : undefined, context));
    case "object":
      return object(type.members, type.rest, isObject(value) ? value : {}, context);
    case "union": {
      const choice = type.of.find((each) => fits(each, value, context)) ?? type.of[0];
      return choice === undefined ? null : accepted(choice, value, context);
    }
    case "intersection": {
      const parts = type.of.map((part) => accepted(part, value, context));
      return parts.find((part) => part instanceof Expression) ?? Object.assign({}, ...parts);
    }
    case "named": {
      const { declarations, inside = [] } = context;
      const declared = declarations.get(type.name);
      // A type that requires itself has no end; only an example can give it one.
      if (declared === undefined || (value === undefined && inside.includes(type.name))) return null;
      return accepted(declared.type, value, { ...context, inside: [...inside, type.name] });
    }
    case "runtime":
      return runtimeSample(type.name, value, context);
    case "reference":
      return { type: accepted(type.type, undefined, context), id: "id" };
  }
}

/** How a call in the fact sheet makes an exact number. */
export const decimalCall = "decimal(";

function runtimeSample(name: RuntimeType, value: unknown, context: SampleContext): Value {
  switch (name) {
    case "FileInput":
      return new Expression('new Blob(["…"])');
    case "Int64":
      return primitive("number", value, context.hint ?? noHint);
    case "Decimal":
      return new Expression(`${decimalCall}"${primitive("number", value, context.hint ?? noHint)}")`);
    default:
      return new Expression("undefined");
  }
}

export interface SampleContext {
  readonly declarations: Declarations;
  readonly hint?: Hint;
  /** Names of the types around the value. */
  readonly inside?: readonly string[];
  readonly work?: Work;
}

function items(type: TypeNode, value: unknown, context: SampleContext): Value {
  if (Array.isArray(value)) return value.map((item) => accepted(type, item, context));
  return type.kind === "named" && context.inside?.includes(type.name) ? [] : [accepted(type, undefined, context)];
}

/** Members in the order of the example; the members that it lacks come last. */
function object(
  members: readonly MemberNode[],
  rest: TypeNode | undefined,
  value: Json,
  context: SampleContext,
): Value {
  const known = new Map(members.map((member) => [member.name, member]));
  const given = Object.entries(value).flatMap(([name, inside]): [string, Value][] => {
    const { type, docs } = known.get(name) ?? { type: rest, docs: noDocs };
    return type === undefined ? [] : [[name, accepted(type, inside, { ...context, hint: { name, docs } })]];
  });
  const lacking = members
    .filter(({ name, optional }) => !optional && !Object.hasOwn(value, name))
    .map(({ name, type, docs }): [string, Value] => [
      name,
      accepted(type, undefined, { ...context, hint: { name, docs } }),
    ]);
  return Object.fromEntries([...given, ...lacking]);
}

/** Whether a value needs no correction. */
function fits(type: TypeNode, value: unknown, context: SampleContext): boolean {
  return value !== undefined && JSON.stringify(accepted(type, value, context)) === JSON.stringify(value);
}

/** Facts of a value besides its type. */
interface Hint {
  readonly name: string;
  readonly docs: Docs;
}
const noHint: Hint = { name: "value", docs: noDocs };

function primitive(name: string, value: unknown, { name: member, docs }: Hint): Value {
  switch (name) {
    case "string":
      return typeof value === "string" ? value : text(member, docs);
    case "number":
      return typeof value === "number" ? value : number(docs);
    case "boolean":
      return typeof value === "boolean" ? value : defaultOf(docs) !== true;
    case "unknown":
      return (value ?? null) as Value;
    default:
      return null;
  }
}

const formats: readonly (readonly [note: string, text: string])[] = [
  ["ISO 8601 date and time.", "2026-12-01T09:30:00Z"],
  ["ISO 8601 date.", "2026-12-01"],
  ["UUID.", "0b8f4c52-6a1d-4f0e-9c77-2d5e8a31b6f4"],
  ["URI.", "https://example.com/"],
  ["Email address.", "noor.haddad@example.com"],
  ["Base64.", "JVBERi0xLjcK"],
];

function text(name: string, docs: Docs): string {
  const [, formatted] = formats.find(([note]) => docs.notes.includes(note)) ?? [];
  return formatted ?? name.replace(/(?<=[a-z0-9])[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

function number(docs: Docs): number {
  const usual = defaultOf(docs);
  return typeof usual === "number" ? usual : (leastOf(docs) ?? 1);
}

/** The most useful members where no example chose any: at most two of those whose values the spec lists. */
export function exampleMembers(members: readonly MemberNode[], declarations: Declarations): Json {
  const found = members
    .filter(({ optional }) => optional)
    .flatMap(({ name, type }): [string, unknown][] => {
      const value = listedValue(type, declarations);
      return value === undefined ? [] : [[name, value]];
    });
  return Object.fromEntries(found.slice(0, 2));
}

function listedValue(type: TypeNode, declarations: Declarations, depth = 0): unknown {
  switch (type.kind) {
    case "extensible":
      return type.known[0];
    case "primitive":
      return type.name === "boolean" ? true : undefined;
    case "union":
      return type.of.every((choice) => choice.kind === "literal")
        ? listedValue(type.of[0] as TypeNode, declarations)
        : undefined;
    case "literal":
      return type.value;
    case "array": {
      const item = listedValue(type.items, declarations, depth);
      return item === undefined ? undefined : [item];
    }
    case "named": {
      const declared = declarations.get(type.name)?.type;
      return declared === undefined ? undefined : listedValue(declared, declarations, depth);
    }
    case "object": {
      const [first] =
        depth > 0 ? [] : type.members.filter((member) => listedValue(member.type, declarations, 1) !== undefined);
      return first && { [first.name]: listedValue(first.type, declarations, 1) };
    }
    default:
      return undefined;
  }
}
