// The report of each attempt to the caller: by hooks and by a logger.

import type { SharewrightError } from "../../errors.js";
import { known } from "../../json.js";
import { maskText } from "../../response/issues/mask.js";
import type { TransportCall } from "../call.js";
import type { Message } from "../message.js";
import { isTransient } from "../retry.js";
import type { Route } from "../route.js";
import type { LogEntry, RequestEvent } from "./log.js";

/** Tells `onRequest` of an attempt. */
export function announce({ onRequest }: Route, message: Message, call: TransportCall, attempt: number): void {
  if (onRequest) quietly(() => onRequest(eventOf(message, call, attempt)));
}

function eventOf(
  { method, url }: Message,
  { service, operation, otherOrigin }: TransportCall,
  attempt: number,
): RequestEvent {
  return { service, operation, attempt, method, url: otherOrigin ?? url.replace(/\?.*/s, "") };
}

/** An error of the caller's function does not affect the call. */
function quietly(tell: () => unknown): void {
  (async () => tell())().catch(() => {});
}

/** Writes an attempt to the logger, and calls `onResponse`. */
export function report(
  { logger, onResponse, service: names }: Route,
  message: Message,
  call: TransportCall,
  attempt: number,
  got: Response | SharewrightError,
  started: number,
  retryInMs: number | undefined,
  secrets: () => readonly string[],
): void {
  if (!logger && !onResponse) return;
  const { service, operation, name } = call;
  // An answer has a status, a failure has a name.
  const { status, headers, name: error } = got as Partial<Response & SharewrightError>;
  const id = (names.requestId && headers?.get(names.requestId)) || undefined;
  const requestId = id && maskText(id, secrets());
  const level = retryInMs !== undefined ? "warn" : error || isTransient(status as number) ? "error" : "debug";
  const durationMs = Date.now() - started;
  const entry = known({ service, operation, attempt, durationMs, status, requestId, error, retryInMs }) as LogEntry;
  quietly(() => logger?.[level]?.(entry, `${name} got ${error ?? status}`));
  if (onResponse) quietly(() => onResponse({ ...entry, ...eventOf(message, call, attempt) }));
}
