// A call that is not granted, before it has the vendor's form.

/** The reason why a call is refused. */
export interface Fault {
  /** The mistake of this call, for people. */
  readonly detail?: string;
  /** The kind of fault in a few words, when the status does not say it. */
  readonly title?: string;
  /** JSON pointer to the offending member of the body. */
  readonly pointer?: string;
  /** The offending parameter, its inner names behind dots: `page.size`. */
  readonly parameter?: string;
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** Thrown by a handler, and by what stands before it; the service gives it the vendor's form. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly faults: readonly Fault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, faults: readonly Fault[] = [], headers: Readonly<Record<string, string>> = {}) {
    super(faults[0]?.detail ?? String(status));
    this.status = status;
    this.faults = faults;
    this.headers = headers;
  }
}

/** A refusal with one fault, or with several. */
export function refuse(status: number, ...faults: readonly (string | Fault)[]): Refusal {
  return new Refusal(
    status,
    faults.map((fault) => (typeof fault === "string" ? { detail: fault } : fault)),
  );
}
