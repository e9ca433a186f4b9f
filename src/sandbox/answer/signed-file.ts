// The hosts of files that answers refer to by signed URLs (`x-signed-urls`). A token of the sandbox holds the second in which
// it ends, so that no list of tokens has to be kept; those in a document's examples do not end.

import { isObject } from "../../json.js";
import type { Spec } from "../spec.js";
import type { Ids } from "../world/ids.js";

/** Seconds that a URL works. */
const lifetimeSeconds = 6 * 60 * 60;

/** A token for a URL that is given out now. */
export function signedToken(ids: Ids, now: number): string {
  return Math.floor(now / 1000 + lifetimeSeconds)
    .toString(36)
    .padStart(8, "0")
    .concat(ids.prefixed("", 32));
}

export type FileHost = (request: Request, now: number) => Response | undefined;

/** Answers requests to the hosts of files; `undefined` for all others. */
export function fileHost(specs: Iterable<Pick<Spec, "document">>): FileHost {
  const origins = new Set([...specs].flatMap(({ document }) => originsOf(document["x-signed-urls"])));
  return (request, now) => {
    const url = new URL(request.url);
    if (!origins.has(url.origin)) return undefined;
    if (request.method !== "GET" && request.method !== "HEAD") return new Response(null, { status: 405 });
    const [, token = ""] = [...url.searchParams][0] ?? [];
    if (token === "" || hasEnded(token, now)) return new Response("The URL has expired.", { status: 403 });
    const name = decodeURIComponent(url.pathname.split("/").pop() ?? "");
    return new Response(`The sandbox's file ${name}.`, { headers: { "content-type": typeOf(name) } });
  };
}

function originsOf(declared: unknown): readonly string[] {
  return Object.values(isObject(declared) ? declared : {}).flatMap((each) =>
    isObject(each) && typeof each.origin === "string" ? [each.origin] : [],
  );
}

function hasEnded(token: string, now: number): boolean {
  return /^[0-9a-z]{8}\w{32}$/.test(token) && now >= Number.parseInt(token.slice(0, 8), 36) * 1000;
}

const types: ReadonlyMap<string, string> = new Map(
  Object.entries({ jpg: "image/jpeg", jpeg: "image/jpeg", png: "image/png", pdf: "application/pdf", mp4: "video/mp4" }),
);

function typeOf(name: string): string {
  return types.get(name.split(".").pop()?.toLowerCase() ?? "") ?? "application/octet-stream";
}
