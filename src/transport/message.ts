// One request, before the platform has it.

/** A body that the platform sends as it is. */
export interface Payload {
  /** Read once for each attempt. */
  readonly body: NonNullable<RequestInit["body"]>;
  /** Content type, if neither the operation nor the platform names it. */
  readonly type?: string | undefined;
  /** The body is a stream: it is sent as it is read. */
  readonly duplex?: "half";
  /** The body can be sent only once: the call is not repeated. */
  readonly once?: boolean;
}

/** Options of a call that matter to a body besides its input. */
export interface PayloadOptions {
  readonly onUploadProgress?: ((progress: UploadProgress) => void) | undefined;
}

/** How much of a body has been sent, in bytes. */
export interface UploadProgress {
  readonly loaded: number;
  /** Absent for a stream, which has no length. */
  readonly total?: number;
}

/** A request to the service. The platform's `Request` is made from it for each attempt, because it can be sent only once. */
export interface Message {
  /** An API key may be added to its query. */
  url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body?: Payload["body"] | undefined;
  readonly duplex?: "half";
  /** The body can be sent only once. */
  readonly once?: boolean;
  /** Names of the caller's headers, in lower case: credentials do not replace them, nor come back where one is null. */
  readonly ownHeaders?: ReadonlySet<string> | undefined;
  /** Credentials that are on it: no error repeats them. */
  secrets?: readonly string[];
}
