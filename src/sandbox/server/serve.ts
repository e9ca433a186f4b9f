// The sandbox on a port: of the two services, or of a document.

import type { DocumentSandbox } from "../document-sandbox.js";
import type { Sandbox, SandboxOptions } from "../options.js";
import { createSandbox } from "../sandbox.js";
import { boards } from "../services/boards.js";
import { type Controls, type Credentials, services } from "../services/services.js";
import { type Listening, type ListenOptions, listen } from "./listen.js";
import { type ServeDocumentOptions, serveDocument } from "./serve-document.js";

export type ServeOptions = SandboxOptions & ListenOptions;

export type ServedSandbox<C = Credentials, Control = Controls> = Listening<Sandbox<C, Control>>;

/**
 * Serves a sandbox on the loopback interface, with a page for people at `/`.
 *
 * @throws if the port is taken.
 */
export function serveSandbox(options: ServeDocumentOptions): Promise<Listening<DocumentSandbox>>;
export function serveSandbox(options?: ServeOptions): Promise<ServedSandbox>;
export function serveSandbox(
  options: ServeOptions | ServeDocumentOptions = {},
): Promise<ServedSandbox | Listening<DocumentSandbox>> {
  if ("document" in options) return serveDocument(options);
  const { port, host, cors, ...given } = options;
  const documents = Object.values(services).map(({ document }) => document);
  return listen(createSandbox(given), { boards, documents }, { port, host, cors });
}
