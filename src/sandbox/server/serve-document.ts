// The sandbox of a document alone, on a port.

import {
  createDocumentSandbox,
  type DocumentOptions,
  type DocumentSandbox,
  nameOf,
  titleOf,
} from "../document-sandbox.js";
import { documentBoard } from "../page/document-board.js";
import { type Listening, type ListenOptions, listen } from "./listen.js";

export type ServeDocumentOptions = DocumentOptions & ListenOptions;

/**
 * Serves a document's sandbox on the loopback interface, with a page for people at `/`.
 *
 * @throws if the port is taken.
 */
export function serveDocument({
  port,
  host,
  cors,
  ...options
}: ServeDocumentOptions): Promise<Listening<DocumentSandbox>> {
  const { document, name = nameOf(document) } = options;
  const shown = { boards: [documentBoard(name, titleOf(document))], documents: [document] };
  return listen(createDocumentSandbox(options), shown, { port, host, cors });
}
