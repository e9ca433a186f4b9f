// A section for every fact that no source states, with its place in the spec.

import { pathOf } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import type { Unconfirmed } from "../../model/types/operation.js";
import { operationsOf, type Service } from "../../model/types/service.js";
import { clientPath } from "./call.js";
import { code, inline, listed, table, toHeading } from "./markdown.js";

export function assumptionSection(service: Service): string | undefined {
  const { unconfirmed } = service;
  if (unconfirmed.length === 0) return undefined;
  const rows = unconfirmed.map((each) => [
    code(each.name),
    placeOf(service, each.pointer),
    inline(each.question),
    assumption(each.assumed),
    otherwise(each),
  ]);
  return [
    "## Assumptions",
    "What the vendor's pages leave open, and what this client takes for true until someone knows.",
    table(["Name", "Place", "Question", "Assumed", "Otherwise"], rows),
  ].join("\n\n");
}

/** A place in the spec, in a reader's words. */
function placeOf(service: Service, pointer: string): string {
  const operation = operationsOf(service.root).find((each) => isInside(pointer, each.pointer));
  if (operation !== undefined) {
    const path = clientPath(service, operation);
    const inside = pathOf(pointer.slice(operation.pointer.length)).join(" ");
    return [toHeading(code(path), path), code(inside)].filter((part) => part !== "").join(" ");
  }
  const [root, kind, name, ...rest] = pathOf(pointer.replace(/^#/, ""));
  if (root === undefined) return "the service";
  if (root === "webhooks") return `event ${code(kind ?? "")}`;
  if (root !== "components") return code(pointer);
  const inside = rest.filter((part, index) => part !== "properties" && !(part === "attributes" && index < 2));
  const member = (kind === "schemas" ? inside : rest).map((part) => `.${part}`).join("");
  return `${places[kind ?? ""] ?? ""} ${code(`${name}${member}`)}`.trim();
}

const places: Readonly<Record<string, string>> = {
  schemas: "type",
  parameters: "parameter",
  responses: "answer",
  securitySchemes: "authentication",
};

function isInside(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

/** The assumption: a value as code, words as words. */
export function assumption(value: Unconfirmed["assumed"]): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = stringify(value).replace(/\.$/, "");
  return /\s|^\p{Lu}\p{Ll}+$/u.test(text) ? inline(text) : code(text);
}

/** The alternative to an assumption. Between yes and no it is obvious, and left out. */
export function otherwise({ alternatives }: Unconfirmed): string {
  const others = alternatives.filter((value) => typeof value !== "boolean");
  return listed(others.map(assumption), "or");
}
