import { setHeader } from "../transport/headers.js";
import type { Message } from "../transport/message.js";
import type { Authentication, Authorize } from "../transport/route.js";
import { reveal, type Secret } from "./credential.js";

/** No credentials at all. */
export function anonymous(): Authorize {
  return () => false;
}

/** HTTP bearer authentication (RFC 6750) with a key, or a function that gives the current one. */
export function bearer(key: Secret): Authentication {
  return keyed(key, putBearer);
}

/** A key that `put` places on a request. `put` returns true if the request had another one before, or none. */
export function keyed(key: Secret, put: (request: Message, value: string) => boolean): Authentication {
  return ({ limits }) =>
    (request, refused) => {
      if (typeof key !== "string") return reveal(key, limits.timeoutMs).then((value) => putSecret(request, value, put));
      if (!refused) putSecret(request, key, put);
      return false;
    };
}

/** Places a credential by `put`, and remembers that it is one. */
export function putSecret(request: Message, value: string, put: (request: Message, value: string) => boolean): boolean {
  request.secrets = [...(request.secrets ?? []), value];
  return put(request, value);
}

/** True if the request had another token before, or none. */
export function putBearer(request: Message, token: string): boolean {
  return putHeader(request, "authorization", `Bearer ${token}`);
}

/** True if the header had another value before, or none. */
export function putHeader({ headers, ownHeaders }: Message, name: string, value: string): boolean {
  if (ownHeaders?.has(name.toLowerCase())) return false;
  const changed = headers.get(name) !== value;
  setHeader(headers, name, value);
  return changed;
}
