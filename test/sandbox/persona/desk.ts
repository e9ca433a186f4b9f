// A sandbox, its two organizations' clients, and what the seeds call things.

import { expect } from "vitest";
import { createPersona, type Persona } from "../../../generated/persona/index.js";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../../src/sandbox/index.js";

export interface Desk {
  readonly sandbox: Sandbox;
  readonly source: Persona;
  readonly destination: Persona;
  /** Names of the events that the source was told of, the oldest first. */
  events(): readonly string[];
  /** A call as an earlier client makes it, in kebab-case. */
  raw(method: string, address: string, body?: unknown, headers?: Record<string, string>): Promise<Raw>;
}

export interface Raw {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of it says what it is.
  readonly body: any;
}

export function openDesk(options: SandboxOptions = {}): Desk {
  const sandbox = createSandbox({ now: "2026-11-01T09:00:00Z", ...options });
  // A throttle would wait for the end of limits that count; tests that have some mean to reach them.
  const throttle = options.limits === undefined && options.running !== true ? {} : { throttle: false as const };
  const client = (side: "source" | "destination") => {
    const { apiKey } = sandbox.credentials.persona[side];
    return createPersona({ apiKey, fetch: sandbox.fetch, retry: false, ...throttle });
  };
  return {
    sandbox,
    source: client("source"),
    destination: client("destination"),
    events: () => sandbox.webhooks.filter(({ receiver }) => receiver === "source").map(({ event }) => event),
    raw: async (method, address, body, headers) => {
      const response = await sandbox.fetch(`https://api.withpersona.com/api/v1${address}`, {
        method,
        headers: {
          authorization: `Bearer ${sandbox.credentials.persona.source.apiKey}`,
          "content-type": "application/json",
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
  };
}

export const template = "ctmpl_2C7WDSErKHDLbP3wEjXcQkZG";
export const queue = "cqueue_4PWjDEzULi8ZCiwRZuFdT2jV5F";
export const inquiry = "inq_gpmPXPCMz2Db17unpLQqiJ2NqUEoGa";
export const account = "act_Dj5j8hmmrx9gvXkkwqdCTGZv";
export const underReview = "case_SPVUZgbiohnarEPKb9Cmjb5S";
export const redacted = "case_3QUi2HyqxbiryjatHgt5qmbh";
export const declined = "case_DendjkBKhfhw9LhFaLb1XFHo";
export const open = "case_9VixHsUKwX4YiLrGrF6774JU";
export const mara = "mara.lind@northfold.example";

/** What a refused call was told: its status, and each error's title, details and pointer. */
export async function refusal(call: PromiseLike<unknown>): Promise<readonly unknown[]> {
  const error = await Promise.resolve(call).then(
    () => expect.fail("The call was granted."),
    (reason) => reason,
  );
  const errors = error.body.errors as { title: string; details?: string; source?: { pointer: string } }[];
  return [error.status, ...errors.map(({ details, title, source }) => [details ?? title, source?.pointer])];
}
