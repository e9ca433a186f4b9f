import { DecodeError } from "../errors.js";
import { valueAt } from "../json.js";
import { utcDate } from "../time/utc-date.js";

/** Where an entry of a list says what a sync has to know, from generated code. */
export interface SyncFacts {
  /** Member of the query that takes the moment to read from, itself included. */
  readonly since: string;
  /** Query parameters that make the oldest entries come first; absent, the order is not known. */
  readonly order?: object;
  readonly id: readonly string[];
  readonly time: readonly string[];
  /** A member, and the value it has while an entry is pending. */
  readonly pending?: readonly [member: readonly string[], value: unknown];
  /** Members that a pending entry and the final one have in common. */
  readonly match?: readonly (readonly string[])[];
  /** How many days before the latest entry a new one may still be added. */
  readonly overlapDays: number;
}

/** One entry, as far as a sync looks at it. */
export interface Entry<T> {
  readonly item: T;
  readonly id: string;
  /** Moment of the entry, as milliseconds. */
  readonly ms: number;
  readonly isPending: boolean;
  readonly match: string;
}

export function entryOf<T>(item: T, { id, time, pending, match = [] }: SyncFacts): Entry<T> {
  const found = valueAt(item, id);
  const moment = valueAt(item, time);
  if (
    (typeof found !== "string" && typeof found !== "number" && typeof found !== "bigint") ||
    typeof moment !== "string"
  ) {
    throw new DecodeError(
      `An entry of the list lacks \`${id.join(".")}\` or \`${time.join(".")}\`, which tell entries apart.`,
    );
  }
  return {
    item,
    id: String(found),
    ms: utcDate(moment).getTime(),
    isPending: pending !== undefined && (valueAt(item, pending[0]) ?? null) === pending[1],
    match: JSON.stringify(match.map((path) => String(valueAt(item, path) ?? null))),
  };
}
