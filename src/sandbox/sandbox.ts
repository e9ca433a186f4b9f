// A stateful emulator of the services behind one fetch, in process or on a port.
//
// HOW A SERVICE IS WRITTEN. A folder under services/ exports one `Service` (service.ts has the interface) and is listed in
// services/services.ts. What the document says is not repeated there: routes, schemas, envelope, paging, casing of keys,
// idempotency, limits, signatures, lifecycles and assumptions are read from it. What remains is
//
//   - who calls, and the vendor's form of an error: `authenticate`, `problem`, `invalid`, `headers`;
//   - a handler for each operationId. It gets a valid call and answers with plain data:
//
//       export const shelves: Handlers<operations, Caller> = {
//         "retrieve-a-shelf": ({ path, store, refuse }) => {
//           const record = store.collection<Shelf>("shelf").get(path["shelf-id"]);
//           if (record === undefined) throw refuse(404);
//           return { record };
//         },
//         "close-a-shelf": ({ path, store, lifecycle, operation, assume, refuse }) => {
//           const record = ...;
//           const by = { by: operation.id };
//           if (!lifecycle("Shelf").allows(record, "closed", by)) throw refuse(assume<number>("wrong-state-status"), "…");
//           lifecycle("Shelf").move(record, "closed", by);
//           return { record };
//         },
//         "list-shelves": ({ store, query, page }) => ({
//           page: page(store.collection<Shelf>("shelf").newestFirst(), undefined, ({ colour }) => colour === query.colour),
//         }),
//       };
//
//     `path`, `query` and `body` are typed by the generated `operations` (import its type from schema.js), in the spec's
//     spelling whatever the caller's. `{ record }` is shown by the presenter of the record's `type` and then enveloped,
//     cut down by `fields`, completed by `include` and re-cased. `{ value }` stands in the envelope as it is, `{}` is no
//     body. The status is the lowest success of the operation unless the answer has one. A handler is not asynchronous,
//     and refuses before it changes anything; records are plain JSON, changed in place;
//   - presenters: how a caller sees a record, by the record's `type`. A collection is named like the type of its records,
//     so that relationships lead from one to the other;
//   - timers: what happens later. `clock.schedule(at, "ship", { id }, "shelf/…")` has `timers.ship` called with the clock
//     at that moment. A timer looks up its record again, and asks the lifecycle;
//   - events: `announce(event, receiver, body)` sends a webhook to a receiver by its name. `erase(resource)` takes what a
//     redacted resource was out of logs, kept answers and webhooks on their way;
//   - `seed` and `control`: what is there at the start, and what people do in the vendor's dashboard.
//
// All state is in the store, the clock and the ids. A variable of a module, or of a closure over one, is a bug.

import { assemble } from "./assemble.js";
import { createDocumentSandbox, type DocumentOptions, type DocumentSandbox } from "./document-sandbox.js";
import type { Sandbox, SandboxOptions } from "./options.js";
import { type Controls, type Credentials, services } from "./services/services.js";

/**
 * Makes a sandbox: of the two services, or of a document.
 *
 * @throws {TypeError} if an option makes no sense, or the document is none.
 * @throws if the state cannot be used.
 */
export function createSandbox(options: DocumentOptions): DocumentSandbox;
export function createSandbox(options?: SandboxOptions): Sandbox;
export function createSandbox(options: SandboxOptions | DocumentOptions = {}): Sandbox | DocumentSandbox {
  return "document" in options
    ? createDocumentSandbox(options)
    : assemble<Credentials, Controls>(Object.values(services), options);
}
