// Calls that are answered with one status as it is assumed, and with another where an alternative is chosen.

import { expect, test } from "vitest";
import { document } from "../../../generated/persona/document.js";
import { assumptionsOf } from "../../../src/sandbox/world/assumptions.js";
import { openCaller, type Sent } from "./pairs/caller.js";

/** What happens before, and the call whose status is looked at. */
export type Play = (caller: ReturnType<typeof openCaller>) => Promise<readonly [operation: string, sent: Sent]>;

export type StatusRow = readonly [name: string, usual: number, other: number, play: Play];

export const meta = (given: object) => ({ meta: given });

export function statusesDiffer(rows: readonly StatusRow[]): void {
  test.each(rows)("%s: %i, or else %i", async (name, usual, other, play) => {
    const statusOf = async (caller: ReturnType<typeof openCaller>) => caller.status(...(await play(caller)));
    expect(await statusOf(openCaller())).toBe(usual);
    expect(await statusOf(openCaller({ assume: { [name]: alternativeOf(name, other) } }))).toBe(other);
  });
}

/** The alternative that has this status, or else the only one there is. */
function alternativeOf(name: string, status: number) {
  const { alternatives = [] } = assumptionsOf(document as never).get(name) ?? {};
  return alternatives.find((each) => each === status) ?? alternatives[0] ?? "";
}
