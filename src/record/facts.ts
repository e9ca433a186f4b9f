// What generated code tells about a service, so that its exchanges can be recorded: facts only, as data.

/** What the spec says about a value, in JSON Schema's words. Whatever says nothing to redaction is left out. */
export interface Shape {
  /** Name of the shape meant, in {@link RecordedService.shapes}. */
  readonly ref?: string;
  /** The value, and all that is in it, is personal, financial or secret. */
  readonly sensitive?: true;
  readonly type?: string | readonly string[];
  /** The only values there are (`enum`, `const`), or those known today (`x-extensible-enum`). */
  readonly words?: readonly (string | number | boolean | null)[];
  /** There may be other values than `words`. */
  readonly open?: true;
  readonly format?: string;
  readonly contentEncoding?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: Shape };
  /** Members that `properties` does not name; absent, nothing is known of them. */
  readonly rest?: Shape;
  /** No other members than those of `properties`. */
  readonly closed?: true;
  readonly items?: Shape;
  readonly all?: readonly Shape[];
  /** One of these: the first that fits. */
  readonly any?: readonly Shape[];
}

export interface RecordedOperation {
  readonly id: string;
  readonly method: string;
  /** Path template, relative to the server: `/connect/share-tokens/{share-token-id}`. */
  readonly path: string;
  /** Path parameters by name. */
  readonly ids?: { readonly [name: string]: Shape };
  /** Query parameters by name, as on the wire. */
  readonly query?: { readonly [name: string]: Shape };
  readonly body?: Shape;
  readonly answers: readonly RecordedAnswer[];
}

/** What an operation answers under the statuses that the spec declares. */
export interface RecordedAnswer {
  readonly statuses: readonly number[];
  /** Absent: no JSON body. */
  readonly body?: Shape;
}

/** A service as far as recording has to know it. */
export interface RecordedService {
  readonly name: string;
  /** Path of the server's URL, which stands before every template: `/api/v1`. */
  readonly prefix: string;
  /** Whether names may come in any casing. */
  readonly inflected?: true;
  /** Request headers worth keeping. */
  readonly requestHeaders: readonly string[];
  /** Response headers worth keeping. */
  readonly responseHeaders: readonly string[];
  /** Headers, parameters and cookies that hold a key. */
  readonly credentials?: readonly string[];
  readonly operations: readonly RecordedOperation[];
  readonly shapes: { readonly [name: string]: Shape };
}
