// A type → the expression that makes its validator, in the functions of Valibot. What the service may add later passes: members
// that the spec does not know, and values of open enums.

import type { MemberNode, TypeNode } from "../../model/types/node.js";
import { literal, propertyKey } from "../../print/typescript/escape.js";
import type { FileBuilder } from "../../print/typescript/source-file.js";

/** The context that all validators of one file share. */
export interface ValidatorFile extends FileBuilder {
  /** Refers to the validator of a declared type. */
  readonly named: (name: string) => string;
  /** The type behind a name, as far as it is no name itself. */
  readonly resolve: (type: TypeNode) => TypeNode;
}

/** A function of Valibot, called. */
export function valibot({ imports }: FileBuilder, name: string, ...parts: readonly string[]): string {
  return `${imports.packageValue(name, "valibot")}(${parts.join(", ")})`;
}

export function validatorOf(type: TypeNode, input: boolean, file: ValidatorFile): string {
  const of = (inner: TypeNode): string => validatorOf(inner, input, file);
  switch (type.kind) {
    case "primitive":
      return valibot(file, primitives[type.name]);
    case "literal":
      return valibot(file, "literal", literal(type.value));
    case "extensible":
      return valibot(file, "string");
    case "array":
      return valibot(file, "array", of(type.items));
    case "tuple":
      return tuple(type, of, file);
    case "object":
      return object(type, input, file);
    case "union":
      return union(type, of, file);
    case "intersection":
      return intersection(type, input, of, file);
    case "named":
      return file.named(type.name);
    case "runtime":
      return runtimeValue(type, file);
    case "reference": {
      const resource = type.resource && valibot(file, "exactOptional", of(type.resource));
      const members = [`type: ${of(type.type)}`, `id: ${valibot(file, "string")}`];
      if (resource !== undefined) members.push(`resource: ${resource}`);
      return valibot(file, "looseObject", `{ ${members.join(", ")} }`);
    }
  }
}

const primitives = {
  string: "string",
  number: "number",
  boolean: "boolean",
  null: "null_",
  unknown: "unknown",
  never: "never",
  void: "undefined_",
  undefined: "undefined_",
} as const;

/** A value that is only looked at as far as JavaScript knows it. */
function checked(type: TypeNode, condition: string, file: FileBuilder): string {
  const check = `${file.imports.packageValue("custom", "valibot")}<${file.types.text(type)}>`;
  return `${check}((value) => ${condition})`;
}

const isObject = `typeof value === "object" && value !== null`;

function object(type: TypeNode & { kind: "object" }, input: boolean, file: ValidatorFile): string {
  const { members, rest } = type;
  if (members.length === 0 && rest === undefined) return checked(type, isObject, file);
  if (members.length === 0 && rest !== undefined) {
    return valibot(file, "record", valibot(file, "string"), validatorOf(rest, input, file));
  }
  // Valibot would look at what every object inherits under such a name.
  const own = members.filter(({ name }) => !(name in Object.prototype));
  const entries = entriesOf(own, input, file);
  const open = rest === undefined || (rest.kind === "primitive" && rest.name === "unknown");
  const made = open
    ? valibot(file, "looseObject", entries)
    : valibot(file, "objectWithRest", entries, validatorOf(rest, input, file));
  return own.length === members.length ? made : narrowed(made, type, input, file);
}

/** A validator of which Valibot's types know less than it looks at, or that looks at less than the type says. */
function narrowed(made: string, type: TypeNode, input: boolean, { imports, types }: FileBuilder): string {
  return `(${made} as unknown as ${imports.packageType("GenericSchema", "valibot")}<unknown, ${types.text(type, input)}>)`;
}

/** `{ id: string(), color: exactOptional(string()) }` */
export function entriesOf(members: readonly MemberNode[], input: boolean, file: ValidatorFile): string {
  const entries = entryTexts(members, input, file);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** `id: string()` and `color: exactOptional(string())` */
export function entryTexts(members: readonly MemberNode[], input: boolean, file: ValidatorFile): readonly string[] {
  return members.map(({ name, type, optional }) => {
    const validator = validatorOf(type, input, file);
    // An optional member of an input also takes an explicit `undefined`.
    const made = optional ? valibot(file, input ? "optional" : "exactOptional", validator) : validator;
    return `${propertyKey(name)}: ${made}`;
  });
}

function tuple(
  { items, rest, optional = 0 }: TypeNode & { kind: "tuple" },
  of: (type: TypeNode) => string,
  file: FileBuilder,
): string {
  const all = items.map(of);
  const whole =
    rest === undefined
      ? valibot(file, "tuple", `[${all.join(", ")}]`)
      : valibot(file, "tupleWithRest", `[${all.join(", ")}]`, of(rest));
  if (optional === 0) return whole;
  const shorter = Array.from({ length: optional }, (_, index) => all.slice(0, all.length - 1 - index));
  const exact = shorter.map((part) => valibot(file, "strictTuple", `[${part.join(", ")}]`));
  return valibot(file, "union", `[${[whole, ...exact].join(", ")}]`);
}

function union(type: TypeNode & { kind: "union" }, of: (type: TypeNode) => string, file: ValidatorFile): string {
  const all = type.of.flatMap((part): readonly TypeNode[] => (part.kind === "union" ? part.of : [part]));
  if (all.some((part) => part.kind === "primitive" && part.name === "unknown")) return valibot(file, "unknown");
  const isNull = (part: TypeNode): boolean => part.kind === "primitive" && part.name === "null";
  const rest = all.filter((part) => !isNull(part));
  if (rest.length < all.length && rest.length > 0) {
    const [only] = rest;
    const inner = rest.length === 1 && only !== undefined ? of(only) : union({ kind: "union", of: rest }, of, file);
    return valibot(file, "nullable", inner);
  }
  const values = all.flatMap((part) =>
    part.kind === "literal" && typeof part.value !== "boolean" ? [part.value] : [],
  );
  const others = all.filter((part) => part.kind !== "literal" || typeof part.value === "boolean").map(of);
  const closed =
    values.length > 1
      ? [valibot(file, "picklist", `[${values.map((value) => literal(value)).join(", ")}]`)]
      : values.map((value) => valibot(file, "literal", literal(value)));
  const choices = [...new Set([...closed, ...others, ...ofOtherTypes(type, all, file)])];
  if (choices.length === 0) return valibot(file, "never");
  return choices.length === 1 ? (choices[0] as string) : valibot(file, "union", `[${choices.join(", ")}]`);
}

/** A service that answers with resources of several types may add one: what names a type of none of them passes. */
function ofOtherTypes(type: TypeNode, parts: readonly TypeNode[], file: ValidatorFile): readonly string[] {
  const known = parts.map((part) => typeOfResource(file.resolve(part)));
  if (known.length === 0 || !known.every((each) => each !== undefined)) return [];
  const names = [...new Set(known)].map((name) => literal(name)).join(", ");
  return [
    checked(
      type,
      `${isObject} && "type" in value && typeof value.type === "string" && ![${names}].includes(value.type)`,
      file,
    ),
  ];
}

function typeOfResource(type: TypeNode): string | undefined {
  if (type.kind !== "object" || !type.members.some(({ name }) => name === "id")) return undefined;
  const tag = type.members.find(({ name }) => name === "type")?.type;
  return tag?.kind === "literal" && typeof tag.value === "string" ? tag.value : undefined;
}

/**
 * One part of an intersection after the other. Valibot's own `intersect` puts together what they give, and refuses a member
 * that is called `constructor`.
 */
function intersection(
  type: TypeNode & { kind: "intersection" },
  input: boolean,
  of: (type: TypeNode) => string,
  file: ValidatorFile,
): string {
  const parts = type.of.filter((part) => part.kind !== "primitive" || part.name !== "unknown");
  const made = [...new Set(parts.map(of))];
  if (made.length === 0) return valibot(file, "unknown");
  if (made.length === 1) return made[0] as string;
  if (parts.every((part) => file.resolve(part).kind === "object")) {
    const [first = "", ...others] = made;
    // Valibot's types want each part to fit the one before it, which says nothing of the members of the next.
    const next = others.map((each) => `${each} as never`);
    return narrowed(valibot(file, "pipe", first, ...next), type, input, file);
  }
  const check = `${file.imports.packageValue("custom", "valibot")}<${file.types.text(type, input)}>`;
  return `${check}((value) => ${made.map((each) => valibot(file, "is", each, "value")).join(" && ")})`;
}

function runtimeValue(type: TypeNode & { kind: "runtime" }, file: FileBuilder): string {
  switch (type.name) {
    case "Decimal":
      return checked(type, `typeof value === "string"`, file);
    case "Int64":
      // A client's option says in which of the three forms it comes.
      return checked(
        type,
        `typeof value === "bigint" || Number.isInteger(value) || (typeof value === "string" && /^-?\\d+$/.test(value))`,
        file,
      );
    default:
      return checked(type, isObject, file);
  }
}
