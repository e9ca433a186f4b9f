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

import { isObject } from "../json.js";
import { assemble } from "./assemble.js";
import type { Resources } from "./engine/record.js";
import type { Sandbox, SandboxOptions } from "./options.js";
import type { Service } from "./service.js";
import { type Controls, type Credentials, services } from "./services/services.js";
import type { Receiver } from "./world/receivers.js";

/** A sandbox of somebody's own document. */
export interface DocumentOptions extends Omit<SandboxOptions, "webhooks"> {
  /** OpenAPI 3.1 or newer, its references inside of it. */
  readonly document: unknown;
  /** In place of what the document alone makes of an operation, by operationId. */
  readonly operations?: Service["operations"];
  /** Settings that the document cannot express. */
  readonly service?: Omit<Service, "name" | "document" | "operations">;
  /** Its name in addresses and in the log. Default: from its title. */
  readonly name?: string;
  /** Where webhooks go, by receiver; without a `service` there is one, `default`. */
  readonly webhooks?: Readonly<Record<string, Receiver>>;
}

/** The controls of a document's sandbox beside calling it: its collections, by the name of the service. */
export type DocumentControl = Readonly<Record<string, { readonly resources: Resources }>>;

/**
 * Makes a sandbox: of the two services, or of a document.
 *
 * @throws {TypeError} if an option makes no sense, or the document is none.
 * @throws if the state cannot be used.
 */
export function createSandbox(options: DocumentOptions): Sandbox<Readonly<Record<string, unknown>>, DocumentControl>;
export function createSandbox(options?: SandboxOptions): Sandbox;
export function createSandbox(options: SandboxOptions | DocumentOptions = {}): Sandbox<unknown, unknown> {
  if (!("document" in options)) return assemble<Credentials, Controls>(Object.values(services), options);
  const { document, operations, service, name = nameOf(document), webhooks, ...rest } = options;
  return assemble([{ ...service, name, document, operations } as Service], {
    ...rest,
    atRoot: true,
    ...(webhooks !== undefined && { webhooks: { [name]: webhooks } as never }),
  });
}

export function titleOf(document: unknown): string {
  const info = isObject(document) && isObject(document.info) ? document.info : {};
  return String(info.title ?? "");
}

/** The service's name in addresses, by default. */
export function nameOf(document: unknown): string {
  const words =
    titleOf(document)
      .normalize("NFKD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 40) || "api";
}
