// Server Objects → the environments of a client, and the URL of an operation that has a server of its own.

import { isDeepStrictEqual } from "node:util";
import { isObject, type Json } from "../../document/json.js";
import { text } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import type { Losses } from "../losses.js";
import type { PlacedOperation } from "../naming/place-operations.js";
import type { Server, ServerVariable } from "../types/service.js";

export function serversOf(root: Json): readonly Server[] {
  const shared = sharedVariables(root);
  return listOf(root.servers).map((server, index) => {
    const own = variablesOf(server);
    const variables = [...own, ...shared.filter(({ name }) => !own.some((each) => each.name === name))];
    return {
      environment: environmentOf(server) ?? (index === 0 ? "default" : `server${index + 1}`),
      url: filledUrl(server),
      description: text(server.description),
      ...(variables.length > 0 && { variables, template: withoutSlash(text(server.url) ?? "") }),
    };
  });
}

function listOf(servers: unknown): readonly Json[] {
  return Array.isArray(servers) ? servers.filter(isObject) : [];
}

function environmentOf(server: Json): string | undefined {
  return text(server["x-environment"]) ?? text(server.name);
}

/** Variables of a server's URL; one without a default is plain text. */
function variablesOf({ url, variables }: Json): readonly ServerVariable[] {
  return Object.entries(isObject(variables) ? variables : {}).flatMap(([name, variable]) => {
    if (!isObject(variable) || variable.default === undefined || !text(url)?.includes(`{${name}}`)) return [];
    const { enum: values } = variable;
    return {
      name,
      default: stringify(variable.default),
      values: Array.isArray(values) && values.length > 0 ? values.map(stringify) : undefined,
      description: text(variable.description),
    };
  });
}

const shared = new WeakMap<Json, readonly ServerVariable[]>();

/** Variables of the operations' own servers, which the client's callers choose too; not those of which two differ. */
function sharedVariables(root: Json): readonly ServerVariable[] {
  const known = shared.get(root) ?? variablesInPaths(root);
  shared.set(root, known);
  return known;
}

function variablesInPaths(root: Json): readonly ServerVariable[] {
  const items = Object.values(isObject(root.paths) ? root.paths : {}).filter(isObject);
  const holders = items.flatMap((item) => [item, ...Object.values(item).filter(isObject)]);
  const all = holders.flatMap(({ servers }) => listOf(servers)).flatMap(variablesOf);
  const first = new Map([...all].reverse().map((each) => [each.name, each]));
  const differ = new Set(all.filter((each) => !isAlike(each, first.get(each.name))).map(({ name }) => name));
  return [...first.values()].filter(({ name }) => !differ.has(name));
}

function isAlike(a: ServerVariable, b: ServerVariable | undefined): boolean {
  return a.default === b?.default && isDeepStrictEqual(a.values, b.values);
}

/** The URL with the defaults of its variables, those in `open` apart, and no slash behind it. */
function filledUrl(server: Json, open: readonly string[] = []): string {
  const known = new Map(variablesOf(server).map((variable) => [variable.name, variable.default]));
  const filled = (text(server.url) ?? "").replace(/\{([^{}]*)\}/g, (whole, name: string) =>
    open.includes(name) ? whole : (known.get(name) ?? whole),
  );
  return withoutSlash(filled);
}

function withoutSlash(url: string): string {
  return url.replace(/(?<!\/)\/+$/, "");
}

/** URLs of the operation's own servers by the service's environments; undefined for an operation that has none. */
export function ownServers(
  { operation, pathItem }: Pick<PlacedOperation, "operation" | "pathItem">,
  root: Json,
  losses: Losses,
): Readonly<Record<string, string>> | undefined {
  const own = [operation.servers, pathItem.servers].map(listOf).find((list) => list.length > 0);
  const usual = serversOf(root);
  if (own === undefined) return undefined;
  const urls = usual.flatMap(({ environment, url, template = url, variables = [] }, index) => {
    const alike = own.length === usual.length ? own[index] : undefined;
    const server = own.find((each) => environmentOf(each) === environment) ?? alike ?? (own[0] as Json);
    const open = variables.map(({ name }) => name);
    return {
      environment,
      usual: url,
      url: beside(filledUrl(server), url),
      template: beside(filledUrl(server, open), template),
    };
  });
  if (urls.length > 0 && urls.every((each) => each.url === each.usual)) return undefined;
  const offered = new Set(usual.flatMap(({ variables = [] }) => variables.map(({ name }) => name)));
  const fixed = own.flatMap(variablesOf).filter(({ name }) => !offered.has(name));
  if (fixed.length > 0) {
    losses.report(
      "operation-server-variable",
      `The variables of the operation's own server keep their defaults: ${fixed.map((each) => `${each.name} is ${each.default}`).join(", ")}.`,
      "Nothing, if they are right. Otherwise make a second client with that server as its `baseUrl`.",
    );
  }
  if (urls.length === 0 || !urls.every(({ url }) => URL.canParse(url) && new URL(url).protocol === "https:")) {
    losses.report(
      "operation-server",
      `The operation has a server of its own, ${JSON.stringify(filledUrl(own[0] as Json))}, which is no https URL beside the service's: it goes to the service's.`,
      "Make a second client with that server as its `baseUrl`, and call the operation by it.",
    );
    return undefined;
  }
  const hosts = urls.filter(
    (each) => new URL(each.url).host !== (URL.canParse(each.usual) && new URL(each.usual).host),
  );
  if (hosts.length > 0 && hasCredentials(operation, root)) {
    losses.report(
      "operation-server-host",
      `Credentials go to another host than the service's as well: ${[...new Set(hosts.map(({ url }) => new URL(url).host))].join(", ")}.`,
      "Nothing, if it is the service's too. Otherwise give the operation `security: []`, by an overlay.",
    );
  }
  return Object.fromEntries(urls.map(({ environment, template }) => [environment, template]));
}

/** A URL, or what a relative one is beside another. */
function beside(url: string, usual: string): string {
  if (/^[a-z][a-z\d+.-]*:/i.test(url)) return url;
  if (url.startsWith("//")) return `https:${url}`;
  const [, origin = "", path = ""] = /^([a-z]+:\/\/[^/]*)(.*)$/i.exec(usual) ?? [];
  const base = `http://host${path.startsWith("/") ? path : "/"}`;
  return URL.canParse(url, base) ? withoutSlash(origin + decodeURI(new URL(url, base).pathname)) : url;
}

function hasCredentials({ security }: Json, root: Json): boolean {
  const needed = security ?? root.security;
  return Array.isArray(needed) && needed.some((each) => isObject(each) && Object.keys(each).length > 0);
}
