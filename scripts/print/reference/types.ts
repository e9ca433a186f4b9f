// A section for each type that responses are made of.

import type { Declaration } from "../../model/types/node.js";
import { operationsOf, type Service } from "../../model/types/service.js";
import { prose } from "./blocks.js";
import { code, table } from "./markdown.js";
import { membersOf } from "./values/arguments.js";
import { limitsCell, meaningCell } from "./values/notes.js";
import type { Declarations } from "./values/sample.js";
import { namesIn, typeCell } from "./values/type-text.js";

/**
 * Names of the types with a section: all types in responses and events, and the parts of inputs that have no members to
 * show at the operation.
 */
export function describedTypes({ root, webhooks }: Service, declarations: Declarations): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const declaration = declarations.get(name);
    if (declaration === undefined || found.has(name)) return;
    found.add(name);
    for (const inner of namesIn(declaration.type)) visit(inner);
  };
  for (const { value, failures } of operationsOf(root)) {
    for (const type of [value, ...failures.map(({ body }) => body)]) for (const name of namesIn(type)) visit(name);
  }
  for (const { type } of webhooks?.events ?? []) {
    for (const member of membersOf(type, declarations)) for (const name of namesIn(member.type)) visit(name);
  }
  const expanded = new Set<string>();
  const expand = (name: string): void => {
    if (expanded.has(name)) return;
    expanded.add(name);
    const members = membersOf({ kind: "named", name }, declarations);
    if (members.length === 0) visit(name);
    for (const member of members) for (const inner of namesIn(member.type)) expand(inner);
  };
  for (const { input, options } of operationsOf(root)) {
    const given = [input?.type, options.query, options.headers, options.cookies];
    for (const name of given.flatMap(namesIn)) expand(name);
  }
  return found;
}

export function typeSections(declarations: Declarations, described: ReadonlySet<string>): string | undefined {
  const shown = [...described].sort().flatMap((name) => declarations.get(name) ?? []);
  if (shown.length === 0) return undefined;
  return ["## Types", ...shown.map((declaration) => section(declaration, declarations, described))].join("\n\n");
}

function section(declaration: Declaration, declarations: Declarations, described: ReadonlySet<string>): string {
  const { name, type, docs } = declaration;
  const members = membersOf(type, declarations);
  const rows = members.map((member) => [
    code(member.name),
    typeCell(member.type, described),
    member.optional ? "" : "yes",
    limitsCell(member.docs),
    meaningCell(member.docs),
  ]);
  const present = declaration.input ? "Required" : "Always there";
  const parts = [
    `### ${code(name)}`,
    docs.description && prose(docs.description),
    members.length === 0 ? typeCell(type, described) : table(["Member", "Type", present, "Limits", "Meaning"], rows),
    type.kind === "object" && members.length > 0 && type.rest !== undefined
      ? "There may be further members."
      : undefined,
  ];
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}
