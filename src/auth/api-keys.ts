// Keys and passwords, each where its scheme wants it (OpenAPI 3.1, Security Scheme Object).

import { toBase64 } from "../bytes.js";
import type { Authentication } from "../transport/route.js";
import { keyed, putHeader, putSecret } from "./bearer.js";
import type { Secret } from "./credential.js";

/** HTTP basic authentication (RFC 7617), in UTF-8. Services that take a key as the user name want no password. */
export function basic(username: string, password: Secret = ""): Authentication {
  return keyed(password, (request, value) =>
    putSecret(request, username, () =>
      putHeader(request, "authorization", `Basic ${toBase64(new TextEncoder().encode(`${username}:${value}`))}`),
    ),
  );
}

/** The `Authorization` header with a scheme of the service's own: `Token abc`. */
export function authorization(scheme: string, key: Secret): Authentication {
  return keyed(key, (request, value) => putHeader(request, "authorization", `${scheme} ${value}`));
}

/** An API key in a header. */
export function headerKey(name: string, key: Secret): Authentication {
  return keyed(key, (request, value) => putHeader(request, name, value));
}

/** An API key in the query. It replaces a parameter of that name, and no error repeats it. */
export function queryKey(name: string, key: Secret): Authentication {
  return keyed(key, (request, value) => {
    const before = request.url;
    const [path = "", query = ""] = before.split("?");
    request.url = `${path}?${replace(query, "&", encodeURIComponent(name), encodeURIComponent(value))}`;
    return request.url !== before;
  });
}

/** An API key in a cookie, beside those that are there. Browsers let no script set cookies on a request. */
export function cookieKey(name: string, key: Secret): Authentication {
  return keyed(key, (request, value) => {
    // Characters that a cookie may not hold (RFC 6265, section 4.1.1).
    const safe = value.replace(/[^!#-+\--:<-[\]-~]/gu, encodeURIComponent);
    return putHeader(request, "cookie", replace(request.headers.get("cookie") ?? "", "; ", name, safe));
  });
}

function replace(pairs: string, separator: string, name: string, value: string): string {
  const others = pairs.split(separator).filter((pair) => pair !== "" && !pair.startsWith(`${name}=`));
  return [...others, `${name}=${value}`].join(separator);
}
