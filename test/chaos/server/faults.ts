// Which faults there are, and which request meets one: no network here.

import { random } from "./random.js";

/** What can happen to a request, and whether the service has carried it out by then. */
export const faults = {
  "drop-before": { does: "ends the connection before the request is processed", processed: false },
  "drop-after": { does: "ends the connection instead of the answer", processed: true },
  "reset-body": { does: "resets the connection in the middle of the answer's body", processed: true },
  "cut-length": { does: "ends the body before its Content-Length", processed: true },
  "cut-chunked": { does: "ends a chunked body without its last chunk", processed: true },
  "cut-close": { does: "ends in mid-JSON a body that only the connection's end delimits", processed: true },
  "hang-before": { does: "never answers, nothing was processed", processed: false },
  "hang-after": { does: "never answers, though the request was processed", processed: true },
  "page-before": { does: "a proxy's HTML with 500, 502 or 503, the service never saw the request", processed: false },
  "page-after": { does: "a proxy's HTML with 502, the service has processed the request", processed: true },
  "busy-retry-after": { does: "429 with Retry-After", processed: false },
  "busy-rate-limit": { does: "429 with RateLimit-* headers", processed: false },
  "busy-bare": { does: "429 without a word on when to come back", processed: false },
  "expired-token": { does: "401 for the credentials this request carries, until it carries others", processed: false },
  "slow-body": { does: "sends the answer in full, in slow pieces", processed: true },
  "redirect-before": { does: "308 to another address, the service never saw the request", processed: false },
  "redirect-after": { does: "302 or 303, the service has processed the request", processed: true },
  "refused-cut": { does: "422 whose body ends before its Content-Length", processed: false },
  "busy-odd": { does: "429 with a Retry-After that is a moment, negative, past or given twice", processed: false },
  "odd-rate-limit": { does: "the answer, with a budget that is used up until a moment or for ever", processed: true },
  "odd-token": { does: "a token that is empty or framed by spaces, or whose lifetime is odd", processed: true },
} as const satisfies Readonly<Record<string, { readonly does: string; readonly processed: boolean }>>;

export type FaultKind = keyof typeof faults;

export const faultKinds = Object.keys(faults) as readonly FaultKind[];

/** The fault that a request meets, if any. `attempt` counts the requests about one subject, from 1. */
export type FaultPlan = (subject: string, attempt: number) => FaultKind | undefined;

/** The subject of a request for a token. */
export const tokenRequest = "POST /cfa/connect/token";

/** What goes wrong with the answer to a request for a token, and with no other. */
export const tokenFaults: readonly FaultKind[] = ["odd-token"];

/** These stop all calls of a client for a second, and so the run: each comes once where another comes ten times. */
export const rare: ReadonlySet<FaultKind> = new Set(["busy-rate-limit", "busy-bare", "odd-rate-limit"]);

/** At `rate`, any of `kinds` with equal chance, but for those that are rare: a pure function of seed, subject and attempt. */
export function seededPlan(seed: number, rate: number, kinds: readonly FaultKind[] = faultKinds): FaultPlan {
  return (subject, attempt) => {
    const next = random(seed, subject, attempt);
    if (next() >= rate) return undefined;
    const pick = (): FaultKind | undefined => kinds[Math.floor(next() * kinds.length)];
    // Tokens are asked for seldom: half of what goes wrong then is about the token.
    const odd = tokenFaults.find((each) => kinds.includes(each));
    if (subject === tokenRequest && odd !== undefined && next() < 0.5) return odd;
    const kind = pick();
    return kind !== undefined && rare.has(kind) && next() >= 0.1 ? pick() : kind;
  };
}
