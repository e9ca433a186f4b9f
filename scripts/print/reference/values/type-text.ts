// Types in a table: on one line, in a reader's words and not in a compiler's.

import type { TypeNode } from "../../../model/types/node.js";
import type { Operation } from "../../../model/types/operation.js";
import { pageType } from "../../resource/pager.js";
import { literal, typeKey } from "../../typescript/escape.js";
import { code, toHeading } from "../markdown.js";

export function typeText(type: TypeNode): string {
  switch (type.kind) {
    case "primitive":
    case "named":
      return type.name;
    case "literal":
      return literal(type.value);
    case "extensible":
      return [...type.known.map(literal), "string"].join(" | ");
    case "array":
      return `${operand(type.items)}[]`;
    case "tuple": {
      const rest = type.rest === undefined ? [] : [`...${operand(type.rest)}[]`];
      return `[${[...type.items.map(typeText), ...rest].join(", ")}]`;
    }
    case "object": {
      const members = type.members.map(
        ({ name, optional, type }) => `${typeKey(name)}${optional ? "?" : ""}: ${typeText(type)}`,
      );
      const rest = type.rest === undefined ? [] : [`[key: string]: ${typeText(type.rest)}`];
      return `{ ${[...members, ...rest].join("; ")} }`;
    }
    case "runtime":
      return type.of === undefined ? type.name : `${type.name}<${typeText(type.of)}>`;
    case "union":
      return type.of.map(typeText).join(" | ");
    case "intersection":
      return type.of.map(operand).join(" & ");
    case "reference":
      return `Reference<${[type.type, ...(type.resource === undefined ? [] : [type.resource])].map(typeText).join(", ")}>`;
  }
}

function operand(type: TypeNode): string {
  const several = type.kind === "union" || type.kind === "extensible" || type.kind === "intersection";
  return several ? `(${typeText(type)})` : typeText(type);
}

/** A type as a cell. A type in `described` links to its section. */
export function typeCell(
  type: TypeNode,
  described: ReadonlySet<string>,
  wrap = (text: string): string => text,
): string {
  const text = code(wrap(typeText(type)));
  const [first] = namesIn(type).filter((name) => described.has(name));
  return first !== undefined && namesIn(type).length === 1 ? toHeading(text, first) : text;
}

/** The result of awaiting a call. */
export function resultCell({ value, pager }: Operation, described: ReadonlySet<string>): string {
  return typeCell(value, described, (text) => (pager === undefined ? text : `${pageType(pager)}<${text}>`));
}

/** The declared names a type is made of, each once. */
export function namesIn(type: TypeNode | undefined): readonly string[] {
  return [...new Set(walk(type))];
}

function walk(type: TypeNode | undefined): readonly string[] {
  switch (type?.kind) {
    case "named":
      return [type.name];
    case "array":
      return walk(type.items);
    case "tuple":
      return [...type.items.flatMap(walk), ...walk(type.rest)];
    case "object":
      return [...type.members.flatMap((member) => walk(member.type)), ...walk(type.rest)];
    case "union":
    case "intersection":
      return type.of.flatMap(walk);
    case "runtime":
      return walk(type.of);
    case "reference":
      return [...walk(type.type), ...walk(type.resource)];
    default:
      return [];
  }
}
