// The section of an operation.

import type { NameScope } from "../../model/naming/names.js";
import { waitersOf } from "../../model/types/lifecycle.js";
import type { TypeNode } from "../../model/types/node.js";
import type { Operation, Unconfirmed } from "../../model/types/operation.js";
import type { Service } from "../../model/types/service.js";
import { pagingParameterOf, wordsOf } from "../resource/pager.js";
import { assumption, otherwise } from "./assumptions.js";
import { prose } from "./blocks.js";
import { callBlock, clientPath } from "./call.js";
import type { OperationDetails } from "./details.js";
import { type CommonError, errorKey, thrown } from "./errors.js";
import { code, fenced, inline, listed, table, toHeading, toPage } from "./markdown.js";
import { argumentsTable, samplesOf } from "./values/arguments.js";
import type { Declarations } from "./values/sample.js";
import { resultCell, typeCell } from "./values/type-text.js";

export interface OperationSection {
  readonly service: Service;
  readonly operation: Operation;
  readonly details: OperationDetails;
  readonly declarations: Declarations;
  /** Types that have a section of their own. */
  readonly described: ReadonlySet<string>;
  /** Errors that mean the same wherever they are declared. */
  readonly errors: ReadonlyMap<string, CommonError>;
  /** Names that calls use themselves. */
  readonly scope: NameScope;
}

export function operationSection(section: OperationSection): string {
  const { service, operation, details, declarations, described, scope } = section;
  const { docs } = operation;
  const samples = samplesOf(operation, details, declarations);
  const parts = [
    `### ${code(clientPath(service, operation))}`,
    identity(operation),
    docs.deprecated ? "**Deprecated.**" : undefined,
    docs.description === undefined ? docs.summary && prose(docs.summary) : prose(docs.description),
    fenced("ts", callBlock(service, operation, samples, declarations, scope)),
    argumentsTable(operation, declarations, described),
    note(operation, declarations),
    outcomes(section),
    behaviour(section),
    assumptions(operation.unconfirmed),
  ];
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

/** The names an operation goes by. */
function identity({ httpMethod, path, id, functionName, docs }: Operation): string {
  const names = [
    code(`${httpMethod} ${path}`),
    `operation ${code(id)}`,
    `function ${code(functionName)}`,
    toPage("vendor's page", docs.link),
  ];
  return names.filter((name) => name !== undefined).join(" · ");
}

/** The rules for the input as a whole. */
function note({ input }: Operation, declarations: Declarations): string | undefined {
  const docs = input?.type.kind === "named" ? declarations.get(input.type.name)?.docs : undefined;
  return docs === undefined || docs.notes.length === 0 ? undefined : prose(docs.notes.join(" "));
}

function outcomes({ operation, details, described, errors }: OperationSection): string {
  const declared = operation.outcomes ?? operation.successes.map((status) => ({ statuses: [status] }));
  const text = (status: number | string): string => inline(details.responses[String(status)]?.description ?? "");
  const successes = declared.flatMap((outcome) =>
    outcome.statuses.map((status) => {
      const gives = "value" in outcome ? typeCell(outcome.value, described) : resultCell(operation, described);
      return [status === "any" ? "2xx" : String(status), gives, text(status === "any" ? "2XX" : status)];
    }),
  );
  const failures = operation.failures.flatMap(({ statuses, ranges = [], body }) => {
    const own = statuses.filter((status) => !errors.has(errorKey(status, body, details)));
    const usual = statuses.filter((status) => !own.includes(status));
    return [
      ...(usual.length === 0 ? [] : [failureRow(usual, body, described, toHeading("as everywhere", "Errors"))]),
      ...own.map((status) => failureRow([status], body, described, text(status))),
      ...ranges.map((range) =>
        range === "default"
          ? failureRow(["others"], body, described, text(range))
          : failureRow([`${range}xx`], body, described, text(`${range}XX`)),
      ),
    ];
  });
  return table(["Status", "Gives", "Meaning"], [...successes, ...failures]);
}

function failureRow(
  statuses: readonly (number | string)[],
  body: TypeNode,
  described: ReadonlySet<string>,
  meaning: string,
): readonly string[] {
  return [statuses.join(", "), thrown(body, described), meaning];
}

function behaviour({ service, operation }: OperationSection): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Paging", paging(operation)],
    ["Idempotency", repeating(service, operation)],
    ["Rate limit", rateLimit(operation)],
    ["Lifecycle", lifecycle(service, operation)],
    ["Waits", waits(service, operation)],
  ];
  return facts
    .filter(([, text]) => text !== undefined)
    .map(([name, text]) => `- **${name}**: ${text}`)
    .join("\n");
}

function paging({ pager, body }: Operation): string | undefined {
  if (pager === undefined) return undefined;
  const path = pagingParameterOf(pager);
  // The paging parameters of a search are in the query, after its body, unless they are in the body itself.
  const root = body === undefined || ("inBody" in pager && pager.inBody) ? "input" : "options.query";
  const by = path === undefined ? "" : `, ${code([root, ...path].join("."))}`;
  return `by ${wordsOf[pager.kind].way}${by}. Awaiting gives one page, ${code("for await")} every item.`;
}

/**
 * Whether the client repeats a call by itself; RFC 9110, section 9.2.2, says for which methods it may. Nothing for reads: the
 * head of the fact sheet says of them all that they are retried.
 */
function repeating({ idempotency }: Service, { idempotent, httpMethod }: Operation): string | undefined {
  if (idempotent && idempotency !== undefined) {
    return `carries ${code(idempotency.header)}, the same over all attempts, and is retried. ${code("idempotencyKey")} in the options chooses it.`;
  }
  if (["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"].includes(httpMethod)) return undefined;
  if (httpMethod === "PUT" || httpMethod === "DELETE")
    return `carries no key; ${code(httpMethod)} is safe to repeat, and is retried.`;
  return `carries no key, and is never retried: a second ${code(httpMethod)} may act twice.`;
}

/** A product quota; the limit of the service, which counts all calls, stands in the head of the fact sheet. */
function rateLimit({ quota }: Operation): string | undefined {
  return quota === undefined ? undefined : `counts against the quota ${code(quota)} too.`;
}

/** The transitions that an operation makes, with those to one state together. */
function lifecycle({ lifecycles }: Service, { id }: Operation): string | undefined {
  const moves = lifecycles.flatMap(({ resource, property, transitions }) => {
    const own = transitions.filter(({ by }) => by === id);
    const ways = [...new Set(own.map(({ to }) => to))].map((to) => {
      const from = own.filter((transition) => transition.to === to).map((transition) => code(transition.from));
      return `${listed(from, "or")} → ${code(to)}`;
    });
    const place = `${resource}.${property}`;
    return ways.length === 0 ? [] : [`${toHeading(code(place), place)} ${ways.join(", ")}`];
  });
  return moves.length === 0 ? undefined : `${moves.join("; ")}.`;
}

/** The waits that repeat an operation. */
function waits({ lifecycles }: Service, operation: Operation): string | undefined {
  const found = waitersOf(lifecycles, operation).map(({ lifecycle: { resource, property }, waiter }) => {
    return toHeading(code(waiter.method), `${resource}.${property}`);
  });
  return found.length === 0 ? undefined : `repeated by ${listed(found)}.`;
}

function assumptions(unconfirmed: readonly Unconfirmed[]): string | undefined {
  if (unconfirmed.length === 0) return undefined;
  const items = unconfirmed.map((each) => {
    const others = otherwise(each);
    return `- ${inline(each.question)} Assumed: ${assumption(each.assumed)}.${others && ` Otherwise: ${others}.`}`;
  });
  return ["No source says:", items.join("\n")].join("\n\n");
}
