// The sandbox of a document alone. What only the two services need is not loaded.

import { isObject } from "../json.js";
import { assemble } from "./assemble.js";
import type { Resources } from "./engine/records/record.js";
import type { Sandbox, SandboxOptions } from "./options.js";
import type { Service } from "./service.js";
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

export type DocumentSandbox = Sandbox<Readonly<Record<string, unknown>>, DocumentControl>;

/**
 * Makes a sandbox of a document.
 *
 * @throws {TypeError} if an option makes no sense, or the document is none.
 * @throws if the state cannot be used.
 */
export function createDocumentSandbox({
  document,
  operations,
  service,
  name = nameOf(document),
  webhooks,
  ...rest
}: DocumentOptions): DocumentSandbox {
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
