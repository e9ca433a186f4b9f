// The hosts of files that answers refer to by signed URLs (`x-signed-urls`). A token of the sandbox holds the second in which
// it ends, and the id of the file, so that no list of tokens has to be kept; those in a document's examples do not end.

import { isObject } from "../../json.js";
import type { Service, World } from "../service.js";
import type { Ids } from "../world/ids.js";
import type { Collection, Collections, Stored } from "../world/state/store.js";

/** A file that somebody sent. Its id has 24 letters, for its URLs. */
interface KeptFile extends Stored {
  /** In base64. */
  readonly data: string;
}

export function keptFiles(store: Collections): Collection<KeptFile> {
  return store.collection("file");
}

/** Seconds that a URL works. */
const lifetimeSeconds = 6 * 60 * 60;

/** A token for a URL that is given out now, of a kept file or of one that is made up. */
export function signedToken(ids: Ids, now: number, fileId = ids.prefixed("", 24)): string {
  return Math.floor(now / 1000 + lifetimeSeconds)
    .toString(36)
    .padStart(8, "0")
    .concat(fileId, ids.prefixed("", 8));
}

type FileHost = (request: Request, now: number) => Response | undefined;

interface Running {
  readonly service: Pick<Service, "expiredFileStatus">;
  readonly world: Pick<World, "spec" | "store" | "assume">;
}

/** Answers requests to the hosts of files; `undefined` for all others. */
export function fileHost(services: readonly Running[]): FileHost {
  const hosts = new Map(
    services.flatMap((each) => fileHostsOf(each.world.spec.document).map((host) => [host, each] as const)),
  );
  if (hosts.size === 0) return () => undefined;
  return (request, now) => {
    const [, host = ""] = /^\w+:\/\/([^/?#]*)/.exec(request.url) ?? [];
    const found = hosts.get(host);
    if (found === undefined) return undefined;
    const { service, world } = found;
    const url = new URL(request.url);
    if (request.method !== "GET" && request.method !== "HEAD") return new Response(null, { status: 405 });
    const [, token = ""] = [...url.searchParams][0] ?? [];
    if (token === "" || hasEnded(token, now)) {
      const status = service.expiredFileStatus?.(world.assume) ?? 403;
      return new Response("The URL has expired.", { status });
    }
    const name = decodeURIComponent(url.pathname.split("/").pop() ?? "");
    const kept = keptFiles(world.store).get(token.slice(8, -8));
    const content = kept === undefined ? `The sandbox's file ${name}.` : Buffer.from(kept.data, "base64");
    return new Response(content, { headers: { "content-type": typeOf(name) } });
  };
}

/** The hosts that `x-signed-urls` names. */
export function fileHostsOf(document: unknown): readonly string[] {
  const declared = isObject(document) ? document["x-signed-urls"] : undefined;
  return Object.values(isObject(declared) ? declared : {}).flatMap((each) =>
    isObject(each) && typeof each.origin === "string" && URL.canParse(each.origin) ? [new URL(each.origin).host] : [],
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
