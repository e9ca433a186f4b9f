// Who may call a sandbox on a port. Its keys are the same on every machine, so a page of the web must not reach it: neither
// by a name that was made to lead here, nor from its own origin.

export interface Access {
  /** The address that is listened on. */
  readonly host: string;
  /** Whether pages of other origins may call. */
  readonly cors: boolean;
  /** Hosts of the services' own servers, which a proxy may send. */
  readonly known: ReadonlySet<string>;
}

/** Why a request is refused; `undefined` if it is not. */
export function refusedAccess(request: Request, { host, cors, known }: Access): string | undefined {
  const { hostname, host: whole } = new URL(request.url);
  const isOwn = isLoopback(hostname) || hostname === host || known.has(whole);
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  if (!isOwn && !(isAddress && !isLoopback(host))) {
    return `The sandbox does not answer to the name ${hostname}. Call it as http://127.0.0.1, or start it with --host ${hostname}.`;
  }
  if (cors) return undefined;
  const origin = request.headers.get("origin");
  // Behind `null` there may be any page: one in a frame without an origin sends it.
  const isForeign = origin !== null && !(URL.canParse(origin) && isLoopback(new URL(origin).hostname));
  if (!isForeign && !isTakenAlong(request)) return undefined;
  return `The sandbox does not answer to pages of ${origin ?? "other sites"}. Start it with --cors if it is to.`;
}

/** Whether a page of another site makes the call without saying where it comes from, as with an image. A link may lead here. */
function isTakenAlong({ method, headers }: Request): boolean {
  return (
    headers.get("sec-fetch-site") === "cross-site" &&
    !(method === "GET" && headers.get("sec-fetch-mode") === "navigate")
  );
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname === "[::1]" || hostname === "::1" || /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

/** The CORS headers that browsers need before a page of another origin may call. */
export function corsHeaders(request: Request): Record<string, string> {
  const wanted = request.headers.get("access-control-request-headers");
  return {
    "Access-Control-Allow-Origin": request.headers.get("origin") ?? "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
    "Access-Control-Expose-Headers": "*",
    ...(wanted !== null && { "Access-Control-Allow-Headers": wanted }),
    Vary: "Origin",
  };
}
