// The model of what can be recorded: what the exchanges of a service hold.

/** What the spec says about a value, as far as recording an exchange has to know. */
export interface Shape {
  /** Key in {@link Recording.shapes}. */
  readonly ref?: string;
  readonly [fact: string]: ShapeFact | undefined;
}

export type ShapeFact =
  | string
  | number
  | boolean
  | null
  | Shape
  | readonly ShapeFact[]
  | { readonly [name: string]: ShapeFact };

export interface RecordedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Path parameters by name. */
  readonly ids: Readonly<Record<string, Shape>>;
  /** Query parameters by name, as on the wire. */
  readonly query: Readonly<Record<string, Shape>>;
  readonly body: Shape | undefined;
  /** Declared statuses; null for an answer without a JSON body. */
  readonly answers: readonly (readonly [status: number, body: Shape | null])[];
}

/** What exchanges with the service hold, told to the recorder. */
export interface Recording {
  /** Path of the first server's URL, which stands before every template. */
  readonly prefix: string;
  /** Headers worth keeping: those that the spec declares, without the credentials and the key of one attempt. */
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
  /** Headers, parameters and cookies that hold a key, where a recorder would not know it by their names. */
  readonly credentials?: readonly string[];
  readonly operations: readonly RecordedOperation[];
  readonly shapes: Readonly<Record<string, Shape>>;
}
