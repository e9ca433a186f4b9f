// The input of the search for a pager.

import type { Json } from "../../document/json.js";
import type { Parameter, Schema, SpecDocument } from "../../document/resolve.js";
import type { ResponseHeaders } from "../response/response-headers.js";
import type { Types } from "../schema/types.js";

export interface PagerInput {
  readonly document: SpecDocument;
  readonly operation: Json;
  /** As the path item spells it: `get`. */
  readonly httpMethod: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly types: Types;
  readonly pointer: string;
  /** Headers that the document's responses declare. */
  readonly headers: ResponseHeaders;
}
