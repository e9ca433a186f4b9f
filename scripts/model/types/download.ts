// The model of files that answers refer to by signed URLs.

import type { Docs } from "./node.js";

export interface Download {
  /** `download` */
  readonly method: string;
  /** `downloadFile` */
  readonly functionName: string;
  /** The file of the function: `resources/files/download`. */
  readonly file: string;
  /** Resource and method, as in `files.download`. */
  readonly name: string;
  /** The only origin that URLs may have. */
  readonly origin: string;
  /** Where a fresh URL is to be had when one has expired. */
  readonly renewal: string;
  readonly docs: Docs;
}
