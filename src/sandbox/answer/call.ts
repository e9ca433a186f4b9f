// What a handler gets, made from a request that is known to be valid.

import type { Call, Caller, Service, World } from "../service.js";
import type { SpecOperation } from "../spec.js";
import { cursorOf, cursorPage, numberedPageOf, UnknownCursor } from "./pagination.js";
import { refuse } from "./refusal.js";

/** What differs from one call to the next. */
export interface Particulars {
  readonly operation: SpecOperation;
  readonly caller: Caller;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly headers: Headers;
  readonly search: URLSearchParams;
}

export function createCalls(service: Service, world: World): (particulars: Particulars) => Call {
  // Named one by one: spreading the world into each call would take longer than most handlers.
  const { spec, store, clock, ids, assume, lifecycle, announce, receivers, erase } = world;
  const { pagination } = spec;
  const cursors = service.cursors?.(world);
  return ({ operation, caller, path, query, body, headers, search }) => ({
    ...{ operation, caller, path, query, body, headers, search, refuse },
    ...{ spec, store, clock, ids, assume, lifecycle, announce, receivers, erase },
    page: (records, cursor, matches) => {
      if (pagination === undefined) throw new Error(`${service.name}: the document has no x-pagination.`);
      if (pagination.style === "page") {
        return numberedPageOf(pagination, query, matches === undefined ? records : records.filter(matches));
      }
      const chosen = cursor ?? cursorOf(pagination, query);
      if (chosen.after !== undefined && chosen.before !== undefined && cursors !== undefined) throw cursors.both();
      try {
        return cursorPage(records, chosen, matches);
      } catch (error) {
        if (error instanceof UnknownCursor && cursors !== undefined) throw cursors.unknown(error.cursor);
        throw error;
      }
    },
    present: (record) => service.presenters[record.type]?.(record as never, caller, world),
  });
}
