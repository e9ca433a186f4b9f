// The argument of a handler, made from a request that is known to be valid.

import type { SpecOperation } from "../document/operation.js";
import type { Engine } from "../engine/engine.js";
import type { ResourceRecord } from "../engine/records/record.js";
import type { Call, Caller, CompleteService, Resource, TypedRecord, World } from "../service.js";
import { cursorOf, cursorPage, numberedPageOf, UnknownCursor } from "./pagination.js";
import { refuse } from "./refusal.js";

/** The part that differs from one call to the next. */
export interface Particulars {
  readonly operation: SpecOperation;
  readonly caller: Caller;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly headers: Headers;
  readonly search: URLSearchParams;
  readonly files: Call["files"];
  readonly limits: Call["limits"];
}

export function createCalls(
  service: CompleteService,
  world: World,
  engine: Engine,
): (particulars: Particulars) => Call {
  // Named one by one, below too: spreading the world into each call would take longer than most handlers.
  const { spec, store, resources, clock, ids, assume, lifecycle, announce, receivers, erase, requests, deliveries } =
    world;
  const { pagination } = spec;
  const cursors = service.cursors?.(world);
  return ({ operation, caller, path, query, body, headers, search, files, limits }) => {
    const call: Call = {
      operation,
      caller,
      path,
      query,
      body,
      headers,
      search,
      files,
      limits,
      refuse,
      spec,
      store,
      resources,
      clock,
      ids,
      assume,
      lifecycle,
      announce,
      receivers,
      erase,
      requests,
      deliveries,
      byDocument: () => engine.handler(operation)(call),
      record: <R extends object>() => engine.record(call) as ResourceRecord<R>,
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
      present: (record) => {
        const presenter = service.presenters[record.type];
        return presenter === undefined ? asItIs(record) : presenter(record as never, caller, world);
      },
    };
    return call;
  };
}

/** A record of the engine, as callers get it. */
function asItIs(record: TypedRecord): Resource | undefined {
  return "resource" in record ? (record as ResourceRecord).resource : undefined;
}
