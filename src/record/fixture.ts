// A fixture: one exchange, as a file.

export interface Fixture {
  /** Where it comes from. */
  readonly source: string;
  readonly operationId: string;
  readonly request: {
    readonly method: string;
    /** Path, prefix included, with the query behind it. */
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    /** A body that is a file, in base64. A recording holds an empty one. */
    readonly file?: string;
  };
  /** The how-manieth of its recording it is: in this order a replay answers one request sent several times. */
  readonly exchange?: number;
}
