// Calls that ask a throttle for their turn, at a moment that stands still.

import { createThrottle, type RateLimitRequest, type Throttle } from "../../../src/transport/limits/throttle.js";
import { names } from "./throttle-service.js";

export const start = Date.parse("2026-11-22T12:00:00Z");
export const name = "shop: items.list";

/** A throttle without jitter, and one call answered already. */
export function informed(headers: Headers, status = 200): Throttle {
  const throttle = createThrottle(names, Date.now, () => 0);
  throttle.acquire({ name });
  throttle.observe(headers, status);
  return throttle;
}

/** Asks for `count` calls; the list holds the milliseconds from now at which each of them went. */
export function ask(throttle: Throttle, count: number, call: Partial<RateLimitRequest> = {}): number[] {
  const began = Date.now();
  const went: number[] = [];
  for (let index = 0; index < count; index++) {
    const turn = throttle.acquire({ name, ...call });
    if (turn === undefined) went.push(Date.now() - began);
    else turn.then(() => went.push(Date.now() - began));
  }
  return went;
}
