/**
 * Whether a promise of one request must not be awaited by another. Cloudflare Workers tie every promise and timer to the
 * request that made it, and drop them when that request ends, although modules and their variables live on.
 */
export function isolatesRequests(): boolean {
  return "WebSocketPair" in globalThis;
}

/** Time between two looks at a state that another request changes. */
export const pollMs = 10;
