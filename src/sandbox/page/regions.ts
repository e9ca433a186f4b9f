// The parts of the page that change, each under the id of its element: drawn with the page, and drawn anew while it is open.

import type { AnySandbox, Board } from "./board.js";
import type { Markup } from "./markup.js";
import { clock, faults } from "./views/controls.js";
import { requests } from "./views/requests.js";
import { section } from "./views/section.js";
import { webhooks } from "./views/webhooks.js";

export type Regions = ReadonlyMap<string, () => Markup>;

export function createRegions(sandbox: AnySandbox, boards: readonly Board[]): Regions {
  return new Map([
    ["region-clock", () => clock(sandbox)],
    ...boards.map((board): [string, () => Markup] => [regionOf(board), () => section(board, sandbox)]),
    ["region-faults", () => faults(sandbox, boards)],
    ["region-requests", () => requests(sandbox)],
    ["region-webhooks", () => webhooks(sandbox)],
  ]);
}

export function regionOf({ service }: Board): string {
  return `region-${service}`;
}
