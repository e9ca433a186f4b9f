// Who calls, where only the document says what a credential looks like: whoever has one of that form. There is one account.

import { isObject, type JsonObject } from "../../json.js";
import { refuse } from "../answer/refusal.js";
import { basePath, pathOf } from "../document/address.js";
import type { SpecOperation } from "../document/operation.js";
import type { Caller, Endpoint, RawAnswer } from "../service.js";
import type { Spec } from "../spec.js";

/** The credentials of a new user of the sandbox. */
const madeUpCredential = "sandbox";

export const anybody: Caller = { account: "default", credential: "default", side: "default" };

export interface Credential {
  readonly scheme: string;
  /** The header that a caller sends: `Authorization: Bearer sandbox`. */
  readonly header: string | undefined;
  readonly query: string | undefined;
}

/** @throws a 401 if a call lacks what each of its alternatives asks for. */
export function requireCredential(
  operation: SpecOperation,
  headers: Headers,
  search: URLSearchParams,
  spec: Spec,
): void {
  const { security } = operation;
  if (security.length === 0 || security.some((requirement) => requirement.length === 0)) return;
  const schemes = schemesOf(spec);
  const isThere = (name: string) => {
    const scheme = schemes.get(name);
    return scheme === undefined || has(scheme, headers, search);
  };
  if (security.some((requirement) => requirement.every(isThere))) return;
  const wanted = security
    .map((requirement) => requirement.map((name) => wordsFor(name, schemes.get(name))).join(" and "))
    .join(", or ");
  throw refuse(401, `This call needs ${wanted}`);
}

function schemesOf({ document, references }: Spec): ReadonlyMap<string, JsonObject> {
  const components = isObject(document.components) ? document.components : {};
  const schemes = isObject(components.securitySchemes) ? components.securitySchemes : {};
  return new Map(
    Object.entries(schemes).flatMap(([name, scheme]): [string, JsonObject][] => {
      const found = references.resolve(scheme);
      return found === undefined ? [] : [[name, found]];
    }),
  );
}

function has(scheme: JsonObject, headers: Headers, search: URLSearchParams): boolean {
  const authorization = headers.get("authorization") ?? "";
  switch (scheme.type) {
    case "apiKey":
      if (scheme.in === "query") return search.get(String(scheme.name)) !== null;
      if (scheme.in === "cookie")
        return new RegExp(`(^|;\\s*)${escaped(String(scheme.name))}=`).test(headers.get("cookie") ?? "");
      return (headers.get(headerName(scheme)) ?? "") !== "";
    case "http": {
      const [word = "", rest] = authorization.split(/\s+/, 2);
      return word.toLowerCase() === String(scheme.scheme).toLowerCase() && rest !== undefined;
    }
    case "oauth2":
    case "openIdConnect":
      return /^\S+\s+\S/.test(authorization);
    default:
      return true;
  }
}

function headerName({ name }: JsonObject): string {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(String(name)) ? String(name) : "x-api-key";
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function wordsFor(name: string, scheme: JsonObject | undefined): string {
  if (scheme?.type === "apiKey") return `the ${scheme.in} ${scheme.name}`;
  if (scheme?.type === "http") return `the header Authorization: ${scheme.scheme} …`;
  return scheme?.type === "oauth2" || scheme?.type === "openIdConnect" ? "the header Authorization: Bearer …" : name;
}

/** The credentials of a call, for people to copy. */
export function credentialsFor(spec: Spec): readonly Credential[] {
  return [...schemesOf(spec)].flatMap(([name, scheme]): Credential[] => {
    const header = (text: string) => [{ scheme: name, header: text, query: undefined }];
    if (scheme.type === "apiKey" && scheme.in === "query")
      return [{ scheme: name, header: undefined, query: `${scheme.name}=${madeUpCredential}` }];
    if (scheme.type === "apiKey" && scheme.in === "cookie") return header(`Cookie: ${scheme.name}=${madeUpCredential}`);
    if (scheme.type === "apiKey") return header(`${headerName(scheme)}: ${madeUpCredential}`);
    if (scheme.type === "http" && /^basic$/i.test(String(scheme.scheme)))
      return header(`Authorization: Basic ${btoa(`${madeUpCredential}:${madeUpCredential}`)}`);
    if (scheme.type === "http") return header(`Authorization: ${scheme.scheme} ${madeUpCredential}`);
    return scheme.type === "oauth2" || scheme.type === "openIdConnect"
      ? header(`Authorization: Bearer ${madeUpCredential}`)
      : [];
  });
}

/** URLs where the document has tokens made. */
export function tokenUrls(spec: Spec): readonly string[] {
  return flowsOf(spec).map(({ url }) => url);
}

function flowsOf(spec: Spec): readonly { readonly url: string; readonly scopes: readonly string[] }[] {
  return [...schemesOf(spec).values()].flatMap((scheme) => {
    const flows = isObject(scheme.flows) ? Object.values(scheme.flows).filter(isObject) : [];
    return flows.flatMap(({ tokenUrl, scopes }) =>
      typeof tokenUrl === "string" ? [{ url: tokenUrl, scopes: isObject(scopes) ? Object.keys(scopes) : [] }] : [],
    );
  });
}

/** Where tokens are made, by method and path; with and without what the paths of the first server begin with. */
export function tokenEndpoints(spec: Spec): Readonly<Record<string, Endpoint>> {
  const base = basePath(spec);
  const operations = new Set(spec.operations.map(({ method, path }) => `${method} ${path}`));
  return Object.fromEntries(
    flowsOf(spec).flatMap(({ url, scopes }) => {
      const path = pathOf(url);
      const places = [
        `POST ${path}`,
        ...(base !== "" && path.startsWith(`${base}/`) ? [`POST ${path.slice(base.length)}`] : []),
      ];
      return places.filter((place) => !operations.has(place)).map((place) => [place, tokenEndpoint(scopes)] as const);
    }),
  );
}

function tokenEndpoint(scopes: readonly string[]): Endpoint {
  return ({ headers, body }, { ids }): RawAnswer => {
    const refused = (error: string): RawAnswer => ({
      status: 400,
      headers: { "Cache-Control": "no-store" },
      body: { error },
    });
    if (!/^application\/x-www-form-urlencoded\b/i.test(headers.get("content-type") ?? ""))
      return refused("invalid_request");
    const form = new URLSearchParams(body);
    if (form.get("grant_type") === null) return refused("invalid_request");
    const answer = {
      access_token: ids.hex(48),
      token_type: "Bearer",
      expires_in: 3600,
      scope: form.get("scope") ?? scopes.join(" "),
    };
    return { status: 200, headers: { "Cache-Control": "no-store" }, body: answer };
  };
}
