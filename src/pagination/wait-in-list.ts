import { type Lifecycle, type WaitOptions, type WaitStates, waitBy } from "../call/waiter.js";
import { DecodeError } from "../errors.js";
import type { Operation } from "../operation.js";
import type { Transport } from "../transport/service.js";
import { list, type Page } from "./list.js";

/**
 * Waits for a resource that no call reads by itself: a list is read again and again, with a query that leaves the one
 * resource in it.
 */
export function waitUntilInList<T, Reached extends T>(
  transport: Transport,
  operation: Operation,
  query: object,
  lifecycle: Lifecycle,
  states: WaitStates,
  options?: WaitOptions<T>,
): Promise<Reached> {
  return waitBy<T, Reached>(transport, lifecycle, states, options, async (each, caller) => {
    const { value, rateLimit } = await list<T, unknown, Page<T>>(
      transport,
      operation,
      [],
      query,
      each,
      caller,
    ).withResponse();
    const [found] = value.items;
    if (found !== undefined) return { value: found, rateLimit };
    const { name } = transport.service;
    throw new DecodeError(
      `${name}: the ${lifecycle.resource} is not in ${operation.name}, so there is nothing to wait for.`,
    );
  });
}
