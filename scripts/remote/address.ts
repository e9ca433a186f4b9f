// Addresses of documents on the network, and the places of their copies: `.sharewright/https/api.example.com/v1/openapi.json`.
// The path of a copy is its address in other letters, and gives it back, so that a relative reference finds its way there too.

import { join, relative, sep } from "node:path";
import { isWithin } from "../terminal/checkout.js";

/** The folder of copies, in the folder that commands of a project run in. */
export const KEPT = ".sharewright";

export function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** As it is fetched and locked: what stands behind a `#` is a place in the document. */
export function plainAddress(text: string): string {
  const url = new URL(text);
  url.hash = "";
  return url.href;
}

/** Why an address cannot be fetched; undefined if it can. */
export function objectionTo(address: string): string | undefined {
  if (!URL.canParse(address)) return `${address} is no address.`;
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") {
    return `${url.host}: an address with a password in it would be written into files. Download the document, and name the copy.`;
  }
  if (url.protocol === "https:") return undefined;
  return url.protocol === "http:" && isLoopback(url)
    ? undefined
    : `${address} is not https: anybody on the way could put another document in its place.`;
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/** Where the copy of what an address gives lies. @param base the folder that holds {@link KEPT}. */
export function keptPath(base: string, address: string): string {
  const { protocol, host, pathname, search } = new URL(address);
  const segments = pathname.split("/").slice(1);
  const last = segments.pop() ?? "";
  // Without an ending it could be the folder of others as well: `/api` beside `/api/pets.json`.
  const query = search !== "" || !last.includes(".") ? `;${written(search.slice(1), ";")}` : "";
  const folders = segments.map((segment) => (segment === "" ? "%" : written(segment)));
  return join(base, KEPT, protocol.slice(0, -1), host.replaceAll(":", "+"), ...folders, written(last) + query);
}

/** The address of a copy; undefined for a file that is none. */
export function addressOf(base: string, path: string): string | undefined {
  const folder = join(base, KEPT);
  if (!isWithin(folder, path)) return undefined;
  const [scheme = "", host = "", ...segments] = relative(folder, path).split(sep);
  if (!/^https?$/.test(scheme) || segments.length === 0) return undefined;
  const [last = "", query = ""] = (segments.pop() ?? "").split(/;(.*)/s);
  const folders = segments.map((segment) => (segment === "%" ? "" : segment));
  return `${scheme}://${host.replaceAll("+", ":")}/${[...folders, last].join("/")}${query === "" ? "" : `?${query}`}`;
}

/** The folder of the project that a copy is kept in; undefined for a file that is none. */
export function projectOf(path: string): string | undefined {
  const parts = path.split(sep);
  const at = parts.lastIndexOf(KEPT);
  const base = at < 0 ? undefined : parts.slice(0, at).join(sep) || sep;
  return base === undefined || addressOf(base, path) === undefined ? undefined : base;
}

/**
 * The copy that a reference leads to: by an address, or by a name beside the address of the file that it stands in. Undefined
 * for a reference to a file of this machine, and for one that may not be followed.
 */
export function referredPath(base: string, from: string | undefined, name: string): string | undefined {
  const home = from === undefined ? undefined : addressOf(base, from);
  if (home === undefined && !isAddress(name)) return undefined;
  if (!URL.canParse(name, home)) return undefined;
  const url = new URL(plainAddress(new URL(name, home).href));
  if (objectionTo(url.href) !== undefined) return undefined;
  // A document on the network must not make this machine send requests to itself.
  if (home !== undefined && isLoopback(url) && !isLoopback(new URL(home))) return undefined;
  return keptPath(base, url.href);
}

/** In letters that every file system takes. What is percent-encoded stays so, and the rest of what is not among them becomes it. */
function written(text: string, others = ""): string {
  return [...text]
    .map((letter) =>
      /[\w.~@,=%!$'()&+-]/.test(letter) || others.includes(letter) ? letter : encodeURIComponent(letter),
    )
    .map((letter) => (letter === "*" ? "%2A" : letter))
    .join("");
}
