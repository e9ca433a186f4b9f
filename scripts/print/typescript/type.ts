// Types as TypeScript spells them.

import type { MemberNode, TypeNode } from "../../model/types/node.js";
import { memberComment } from "./comment.js";
import { literal, stringLiteral, typeKey } from "./escape.js";
import type { Imports } from "./imports.js";
import { alternatives, group, type Layout, list } from "./layout.js";
import { memberLayout } from "./statement.js";

/** Prints types for one file: every name it uses is imported there. */
export class TypePrinter {
  readonly #imports: Imports;

  constructor(imports: Imports) {
    this.#imports = imports;
  }

  layout(type: TypeNode, input = false): Layout {
    switch (type.kind) {
      case "primitive":
        return type.name;
      case "literal":
        return literal(type.value);
      case "extensible":
        return alternatives("|", [...type.known.map(stringLiteral), "(string & {})"]);
      case "array":
        return this.#array(type.items, input);
      case "tuple":
        return list(
          "[",
          [
            ...type.items.map((item, index) =>
              index < type.items.length - (type.optional ?? 0)
                ? this.layout(item, input)
                : group(
                    ...(this.#choices(item, input).length > 1
                      ? ["(", this.layout(item, input), ")"]
                      : [this.layout(item, input)]),
                    "?",
                  ),
            ),
            ...(type.rest === undefined
              ? []
              : [["...", this.#array(type.rest, input)] as const].map((parts) => group(...parts))),
          ],
          "]",
        );
      case "object":
        return this.#object(type.members, type.rest, input);
      case "union":
        // A long type or null: broken inside its own brackets, with the null behind them.
        if (type.of.length === 2 && type.of[0]?.kind === "reference" && isNull(type.of[1])) {
          return group(this.layout(type.of[0], input), " | null");
        }
        return alternatives(
          "|",
          type.of.flatMap((part) => this.#choices(part, input)),
        );
      case "intersection":
        return group(...type.of.flatMap((part, index) => [index > 0 ? " & " : "", this.#operand(part, input)]));
      case "named":
        return this.#imports.declared(type.name);
      case "runtime": {
        const name = this.#imports.runtime(type.name);
        return type.of === undefined ? name : group(name, list("<", [this.layout(type.of)], ">"));
      }
      case "reference":
        return group(
          this.#imports.runtime("Reference"),
          list(
            "<",
            [type.type, ...(type.resource === undefined ? [] : [type.resource])].map((each) => this.layout(each)),
            ">",
          ),
        );
    }
  }

  /** Members as an interface has them. */
  members(members: readonly MemberNode[], rest: TypeNode | undefined, input: boolean): readonly PrintedMember[] {
    const named = members.map((member) => ({
      key: typeKey(member.name),
      optional: member.optional,
      type: this.#memberType(member, input),
      comment: memberComment(member.docs),
    }));
    return rest === undefined
      ? named
      : [
          ...named,
          { key: "[key: string]", optional: false, type: this.#rest(members, rest, input), comment: undefined },
        ];
  }

  /** An index signature speaks for the named members as well, so its type has room for theirs. */
  #rest(members: readonly MemberNode[], rest: TypeNode, input: boolean): Layout {
    if (members.length === 0 || (rest.kind === "primitive" && rest.name === "unknown")) return this.layout(rest, input);
    const types = [rest, ...members.map((member) => member.type)];
    const all = types.flatMap((type) => this.#choices(type, input));
    return alternatives("|", members.some((member) => member.optional) ? [...all, "undefined"] : all);
  }

  /** An optional member of an input also takes an explicit `undefined`, whatever the caller's compiler options. */
  #memberType({ type, optional }: MemberNode, input: boolean): Layout {
    if (!optional || !input || (type.kind === "primitive" && type.name === "unknown")) return this.layout(type, input);
    return alternatives("|", [...this.#choices(type, input), "undefined"]);
  }

  #choices(type: TypeNode, input: boolean): readonly Layout[] {
    if (type.kind === "union") return type.of.flatMap((part) => this.#choices(part, input));
    if (type.kind === "extensible") return [...type.known.map(stringLiteral), "(string & {})"];
    if (type.kind === "intersection") return [group("(", this.layout(type, input), ")")];
    return [this.layout(type, input)];
  }

  #array(items: TypeNode, input: boolean): Layout {
    const choices = this.#choices(items, input);
    if (choices.length === 1 && items.kind !== "intersection") return group(choices[0] as Layout, "[]");
    const inner = items.kind === "intersection" ? [this.layout(items, input)] : bare(choices);
    return group(
      "(",
      { kind: "line", flat: "", depth: 1 },
      { kind: "nest", parts: inner },
      { kind: "line", flat: "", depth: 0 },
      ")[]",
    );
  }

  #operand(type: TypeNode, input: boolean): Layout {
    const several = type.kind === "union" || type.kind === "extensible";
    return several ? group("(", this.layout(type, input), ")") : this.layout(type, input);
  }

  #object(members: readonly MemberNode[], rest: TypeNode | undefined, input: boolean): Layout {
    if (members.length === 0 && rest === undefined) return "Record<string, never>";
    const printed = this.members(members, rest, input);
    return list("{", printed.map(memberLayout), "}", { separator: ";", padded: true });
  }
}

function isNull(type: TypeNode | undefined): boolean {
  return type?.kind === "primitive" && type.name === "null";
}

/** Alternatives whose brackets stand around them already: broken with them, they start where they are. */
function bare(choices: readonly Layout[]): readonly Layout[] {
  return choices.flatMap((choice, index): Layout[] => [
    index === 0 ? { kind: "broken", text: "| " } : { kind: "line", flat: " ", depth: 0 },
    index === 0 ? "" : "| ",
    choice,
  ]);
}

export interface PrintedMember {
  readonly key: string;
  readonly optional: boolean;
  readonly type: Layout;
  /** The whole comment, for the column it starts in. */
  readonly comment: ((indent: number) => string | undefined) | undefined;
}
