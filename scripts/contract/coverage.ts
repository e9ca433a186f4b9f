// Operation × declared status × direction: what the fixtures compared, and what is missing.

import type { Covered } from "./report.js";
import type { Service } from "./service.js";

interface Cell {
  readonly status: number;
  readonly requests: number;
  readonly responses: number;
}

interface Row {
  readonly service: string;
  readonly operationId: string;
  readonly cells: readonly Cell[];
}

export interface Coverage {
  readonly rows: readonly Row[];
  readonly webhooks: readonly { readonly id: string; readonly deliveries: number }[];
  /** The pairs that no fixture compared, as `operation status direction`. */
  readonly missing: readonly string[];
}

/**
 * Every declared status needs an answer that was compared, every declared success a request too. What is sent does not
 * depend on the error that comes back, so requests of refused calls are counted and not demanded. A service that no
 * fixture belongs to is left out.
 */
export function coverageOf(services: readonly Service[], covered: readonly Covered[]): Coverage {
  const count = (id: string, status: number, side: "request" | "response") =>
    covered.filter((each) => each.operationId === id && each.status === status && each[side]).length;
  const met = services.filter(({ spec }) => {
    return covered.some(({ operationId }) => spec.operations.has(operationId) || spec.webhooks.has(operationId));
  });
  const rows = met.flatMap(({ name, spec }) =>
    [...spec.operations.values()].map((operation): Row => {
      const statuses = [...operation.responses.keys()].filter((status) => status > 0).sort((a, b) => a - b);
      const cells = statuses.map((status): Cell => {
        const requests = count(operation.id, status, "request");
        return { status, requests, responses: count(operation.id, status, "response") };
      });
      return { service: name, operationId: operation.id, cells };
    }),
  );
  const webhooks = met.flatMap(({ spec }) =>
    [...spec.webhooks.keys()].map((id) => {
      return { id, deliveries: covered.filter((each) => each.operationId === id).length };
    }),
  );
  const missing = [
    ...rows.flatMap(({ operationId, cells }) =>
      cells.flatMap(({ status, requests, responses }) => [
        ...(responses === 0 ? [`${operationId} ${status} response`] : []),
        ...(requests === 0 && status < 300 ? [`${operationId} ${status} request`] : []),
      ]),
    ),
    ...webhooks.filter(({ deliveries }) => deliveries === 0).map(({ id }) => `${id} delivery`),
  ];
  return { rows, webhooks, missing };
}

/** The table, for people: `→` requests and `←` answers that were compared. */
export function describeCoverage({ rows, webhooks, missing }: Coverage): string {
  const statuses = [...new Set(rows.flatMap(({ cells }) => cells.map(({ status }) => status)))].sort((a, b) => a - b);
  const width = Math.max(...rows.map(({ operationId }) => operationId.length), ...webhooks.map(({ id }) => id.length));
  const line = (name: string, cells: readonly string[]) =>
    [name.padEnd(width), ...cells.map((cell) => cell.padStart(7))].join(" ");
  const shown = (cells: readonly Cell[], status: number) => {
    const cell = cells.find((each) => each.status === status);
    if (cell === undefined) return "·";
    return [cell.requests > 0 && `→${cell.requests}`, `←${cell.responses || "none"}`].filter(Boolean).join(" ");
  };
  return [
    "Compared: → requests, ← answers; · is not declared",
    line("", statuses.map(String)),
    ...rows.map(({ operationId, cells }) =>
      line(
        operationId,
        statuses.map((status) => shown(cells, status)),
      ),
    ),
    ...webhooks.map(({ id, deliveries }) => line(id, [`←${deliveries}`])),
    missing.length === 0 ? "Nothing is missing." : `Missing:\n${missing.map((name) => `  ${name}`).join("\n")}`,
  ].join("\n");
}
