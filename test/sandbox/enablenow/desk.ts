// Both apps at a sandbox whose clock stands, and what there is for them from the start.

import { createEnableNow, type EnableNow } from "../../../generated/enablenow/index.js";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../../src/sandbox/index.js";

export const now = "2026-11-20T09:00:00.000Z";
/** A consent of app A, of the user below; its accounts are one to live from and one to save on. */
export const consentId = "1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21";
export const accountId = "4d58c0b7-6e12-4a9f-93b4-08f1d2e7659c";
export const userId = "b7d1c2f4-90ae-4c35-8d76-2e5f13a80b49";
export const analysisId = "c36f7e90-2b48-4d15-a7e3-91d05b8f42c6";
export const jobId = "0b6e9d31-58f4-4c7a-a2d0-7f19c3e4b865";
export const shareId = "51ba1140-6763-4ed2-a687-0fe10b76219d";
export const nobody = "00000000-0000-4000-8000-000000000000";
export const redirectUrl = "https://huis.example/terug";

/** What is refused for a time is asked again in it. */
const unlimited = { retry: false, throttle: false } as const;

export interface Desk {
  readonly sandbox: Sandbox;
  /** Shares. */
  readonly a: EnableNow;
  /** Receives. */
  readonly b: EnableNow;
}

export function desk(options: SandboxOptions = {}): Desk {
  const sandbox = createSandbox({ now, ...options });
  const app = (side: "a" | "b") =>
    createEnableNow({ ...sandbox.credentials.enablenow[side], ...unlimited, fetch: sandbox.fetch });
  return { sandbox, a: app("a"), b: app("b") };
}

/** The status of a call, granted or not. */
export async function statusOf(call: PromiseLike<Response>): Promise<number> {
  return Promise.resolve(call).then(
    ({ status }) => status,
    (error) => error.status,
  );
}

/** The last verdict on an answer. */
export function verdictOf({ sandbox }: Desk): string | undefined {
  return sandbox.requests.at(-1)?.verdict.kind;
}
