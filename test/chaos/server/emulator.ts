import type { IncomingHttpHeaders } from "node:http";

/** A request, read to its end. `path` is relative to the service. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One service, as far as a run needs it. */
export interface Emulator {
  /** The intended call that a request belongs to, whichever attempt of it this is. */
  subject(request: Received): string;
  /** What the service does with a request that reaches it. */
  answer(request: Received): Answer;
  unauthorized(): Answer;
  busy(headers: Readonly<Record<string, string>>): Answer;
  /** Forgets everything but the ledger. */
  clear(): void;
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}

/** A parsed JSON object; empty when the text is none. */
export function parseObject(text: string): Record<string, unknown> {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}

export function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
