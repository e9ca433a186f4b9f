// Calls of Persona as they are on the wire: an operation, what stands in its path, and a body in the spec's spelling.

import { document } from "../../../../generated/persona/document.js";
import type { SpecOperation } from "../../../../src/sandbox/document/operation.js";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../../../src/sandbox/index.js";
import { readSpec } from "../../../../src/sandbox/spec.js";

export interface Sent {
  /** What stands in the path, in its order. */
  readonly ids?: readonly string[];
  readonly query?: string;
  readonly body?: unknown;
  /** In place of a body: text that goes out as it is. */
  readonly text?: string;
  /** In place of a body: the members of a form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

// biome-ignore lint/suspicious/noExplicitAny: whoever reads an answer says what it is.
type Body = any;

export interface Caller {
  readonly sandbox: Sandbox;
  /** @throws if the sandbox refuses the call. */
  made(operation: string, sent?: Sent): Promise<Body>;
  /** The status that a call is answered with. */
  status(operation: string, sent?: Sent): Promise<number>;
}

export const operations: ReadonlyMap<string, SpecOperation> = new Map(
  readSpec(document).operations.map((operation) => [operation.id, operation]),
);

const opened = new Map<string, Sandbox>();

export async function closeCallers(): Promise<void> {
  for (const sandbox of opened.values()) await sandbox.close();
  opened.clear();
}

/** A sandbox as it is at the start. One with the same options is used again. */
export function openCaller(options: SandboxOptions = {}): Caller {
  const key = JSON.stringify(options);
  const sandbox = opened.get(key) ?? createSandbox({ now: "2026-11-20T09:00:00.000Z", ...options });
  opened.set(key, sandbox);
  sandbox.reset();
  return callerOf(sandbox);
}

export function callerOf(sandbox: Sandbox): Caller {
  const send = async (id: string, { ids = [], query = "", body, text, form, headers = {} }: Sent = {}) => {
    const operation = operations.get(id);
    if (operation === undefined) throw new Error(`There is no operation ${id}.`);
    const left = [...ids];
    const path = operation.path.replace(/\{[^}]+\}/g, () => encodeURIComponent(left.shift() ?? ""));
    const json = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const content = form === undefined ? json : new URLSearchParams(form);
    return sandbox.fetch(`https://api.withpersona.com/api/v1${path}${query === "" ? "" : `?${query}`}`, {
      method: operation.method,
      headers: {
        authorization: `Bearer ${sandbox.credentials.persona.source.apiKey}`,
        ...(json !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(content !== undefined && { body: content }),
    });
  };
  return {
    sandbox,
    made: async (id, sent) => {
      const response = await send(id, sent);
      const text = await response.text();
      if (!response.ok) throw new Error(`${id} answered ${response.status}: ${text}`);
      return /json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text) : text;
    },
    status: async (id, sent) => (await send(id, sent)).status,
  };
}
