// Types as text in TypeScript.

import type { MemberNode, TypeNode } from "../../model/types/node.js";
import { blockComment, docComment } from "./comment.js";
import { literal, stringLiteral, typeKey } from "./escape.js";
import { globalType } from "./global.js";
import type { Imports } from "./imports.js";
import type { PrintedMember, PrintedMembers } from "./statement.js";

/** Prints types for one file: every name it uses is imported there. */
export class TypePrinter {
  readonly #imports: Imports;

  constructor(imports: Imports) {
    this.#imports = imports;
  }

  /** @param depth how many objects it stands in inside of its text: their members are indented as much. */
  text(type: TypeNode, input = false, depth = 0): string {
    switch (type.kind) {
      case "primitive":
        return type.name;
      case "literal":
        return literal(type.value);
      case "array":
        return `${this.#operand(type.items, input, depth)}[]`;
      case "tuple":
        return this.#tuple(type, input, depth);
      case "object":
        return this.#object(type.members, type.rest, input, depth);
      case "extensible":
      case "union":
        return alternatives(this.#choices(type, input, depth));
      case "intersection":
        return [...new Set(type.of.map((part) => this.#operand(part, input, depth, "&")))].join(" & ");
      case "named":
        return this.#imports.declared(type.name);
      case "runtime": {
        const name = this.#imports.runtime(type.name);
        const types = [type.of, type.events].flatMap((each) =>
          each === undefined ? [] : this.text(each, false, depth),
        );
        return types.length === 0 ? name : `${name}<${types.join(", ")}>`;
      }
      case "reference": {
        const types = [type.type, ...(type.resource === undefined ? [] : [type.resource])];
        return `${this.#imports.runtime("Reference")}<${types.map((each) => this.text(each, false, depth)).join(", ")}>`;
      }
    }
  }

  /** The members of an interface. */
  members(members: readonly MemberNode[], rest: TypeNode | undefined, input: boolean, depth = 0): PrintedMembers {
    const named = members.map(
      (member): PrintedMember => ({
        key: typeKey(member.name),
        optional: member.optional,
        type: this.#memberType(member, input, depth),
        docs: docComment(member.docs, [], indentOf(depth)),
      }),
    );
    return { named, rest: rest && this.#rest(members, rest, input, depth) };
  }

  /** An index signature covers the named members as well, so its type includes theirs. */
  #rest(members: readonly MemberNode[], rest: TypeNode, input: boolean, depth: number): string {
    if (rest.kind === "primitive" && rest.name === "unknown") return "unknown";
    const types = [rest, ...members.map((member) => member.type)];
    const inherited = input ? members.flatMap(inheritedOf) : [];
    const all = [...types.flatMap((type) => this.#choices(type, input, depth)), ...inherited];
    return alternatives(members.some((member) => member.optional) ? [...all, "undefined"] : all);
  }

  /** An optional member of an input also takes an explicit `undefined`, whatever the caller's compiler options. */
  #memberType(member: MemberNode, input: boolean, depth: number): string {
    const { type, optional } = member;
    if (!optional || !input || (type.kind === "primitive" && type.name === "unknown")) {
      return this.text(type, input, depth);
    }
    return alternatives([...this.#choices(type, input, depth), ...inheritedOf(member), "undefined"]);
  }

  #choices(type: TypeNode, input: boolean, depth: number): readonly string[] {
    if (type.kind === "union") return type.of.flatMap((part) => this.#choices(part, input, depth));
    if (type.kind === "extensible") return [...type.known.map(stringLiteral), "(string & {})"];
    const text = this.text(type, input, depth);
    return [type.kind === "intersection" && text.includes(" & ") ? `(${text})` : text];
  }

  #tuple({ items, rest, optional = 0 }: TypeNode & { kind: "tuple" }, input: boolean, depth: number): string {
    const all = items.map((item, index) =>
      index < items.length - optional ? this.text(item, input, depth) : `${this.#operand(item, input, depth)}?`,
    );
    if (rest !== undefined) all.push(`...${this.#operand(rest, input, depth)}[]`);
    return `[${all.join(", ")}]`;
  }

  /** A type that stands beside or before an operator. */
  #operand(type: TypeNode, input: boolean, depth: number, operator?: "&"): string {
    if (type.kind === "union" || type.kind === "extensible") {
      const choices = new Set(this.#choices(type, input, depth));
      return choices.size > 1 ? `(${[...choices].join(" | ")})` : [...choices].join();
    }
    const text = this.text(type, input, depth);
    return type.kind === "intersection" && operator !== "&" ? `(${text})` : text;
  }

  #object(members: readonly MemberNode[], rest: TypeNode | undefined, input: boolean, depth: number): string {
    if (members.length === 0 && rest === undefined) return globalType("Record", "string", "never");
    const printed = this.members(members, rest, input, depth + 1);
    const lines = printed.named.map(({ key, optional, type, docs }) => ({
      docs,
      text: `${key}${optional ? "?" : ""}: ${type}`,
    }));
    if (printed.rest !== undefined) lines.push({ docs: undefined, text: `[key: string]: ${printed.rest}` });
    if (lines.every(({ docs }) => docs === undefined)) return `{ ${lines.map(({ text }) => text).join("; ")} }`;
    // ts-morph indents all lines but the first by the depth of the type.
    const margin = "  ".repeat(depth);
    const parts = lines.flatMap(({ docs, text }) => [
      ...(docs === undefined ? [] : [`${margin}${blockComment(docs, margin.length)}`]),
      `${margin}${text};`,
    ]);
    return `{\n${parts.join("\n")}\n${margin.slice(2)}}`;
  }
}

/** Members that TypeScript knows of every object. */
const inheritedNames = new Set([
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);

/** An object without such a member inherits one, which the compiler compares with the type of the optional member. */
function inheritedOf({ name, optional }: MemberNode): readonly string[] {
  return optional && inheritedNames.has(name) ? [`${globalType("Object")}[${stringLiteral(name)}]`] : [];
}

/** Alternatives, each once. */
function alternatives(types: readonly string[]): string {
  return [...new Set(types)].join(" | ");
}

/** Where a member's comment starts; in an object inside of another, the formatter may move it further in. */
function indentOf(depth: number): number {
  return depth === 0 ? 2 : 2 * (depth + 1) + 6;
}
