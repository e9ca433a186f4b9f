// When a share ends: a day from now by default, and as callers may write it.

import type { Fault } from "../../../answer/refusal.js";
import type { World } from "../../../service.js";
import { offsetIn } from "../time-zone.js";

const dayMs = 86_400_000;
const written = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

interface Expiration {
  readonly iso: string;
  readonly faults: readonly Fault[];
}

/** `mayBePast`: a moment that is past makes a share that has ended, instead of none. */
export function expiration(world: World, given: string, mayBePast = false): Expiration {
  const moment = written.test(given) ? momentOf(given, world.assume("expiration-without-offset")) : Number.NaN;
  if (Number.isNaN(moment)) return fault("Must be a date and time.");
  if (moment <= world.clock.now() && !mayBePast) return fault("Must lie in the future.");
  return { iso: plain(moment), faults: [] };
}

/** Of a share whose caller gives no moment; `required`: it must. */
export function usualExpiration({ clock }: World, required: boolean): Expiration {
  return required ? fault("Is missing.") : { iso: plain(clock.now() + dayMs), faults: [] };
}

function fault(detail: string): Expiration {
  return { iso: "", faults: [{ parameter: "expirationDateUtc", detail }] };
}

function momentOf(text: string, zone: string): number {
  if (/(Z|[+-]\d\d:?\d\d)$/i.test(text) && text.includes("T")) return Date.parse(text);
  const asUtc = Date.parse(text.includes("T") ? `${text}Z` : text);
  return Number.isNaN(asUtc) ? asUtc : asUtc - offsetIn(zone, asUtc);
}

/** Without fractions that are zero. */
function plain(moment: number): string {
  return new Date(moment).toISOString().replace(/\.000Z$/, "Z");
}
