// Addresses: each service is reached under the hosts of its own document, and under its name as a path on any other. One
// that is alone is at the root, too. Routes are those of the documents.

import { Hono } from "hono";
import type { Respond } from "../answer/exchange.js";
import { hostOf, pathOf } from "../document/address.js";
import type { SpecOperation } from "../document/operation.js";
import { type DocumentRoute, meant, routeOf } from "../document/route.js";
import type { Endpoint } from "../service.js";
import type { Spec } from "../spec.js";

export interface Mounted {
  readonly name: string;
  readonly spec: Spec;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  /** URLs beside those of the servers that lead to it. */
  readonly urls: readonly string[];
  readonly exchange: Respond;
}

type App = { fetch(request: Request): Response | Promise<Response> };

interface Address {
  readonly method: string;
  readonly route: DocumentRoute;
  readonly operations: readonly SpecOperation[];
}

export function createApp(services: readonly Mounted[], atRoot: boolean): App {
  const app = new Hono({ getPath: pathFinder(services, atRoot) });
  const addresses = new Map<string, readonly Address[]>();
  for (const { name, spec, endpoints, exchange } of services) {
    const own = addressesOf(spec);
    addresses.set(name, own);
    for (const { method, route, operations } of own) {
      // Hono answers HEAD by GET, and leaves the body out.
      const hasGet = own.some((each) => each.method === "GET" && each.route.pattern === route.pattern);
      if (method === "HEAD" && hasGet) continue;
      const paths = ["", ...basesOf(spec)].map((base) => `/${name}${base}${route.pattern}`).reverse();
      app.on([method === "HEAD" ? "GET" : method], paths, (context) => {
        const { raw } = context.req;
        if (method === "HEAD" && raw.method !== "HEAD") return exchange(raw, { kind: "none", allowed: ["HEAD"] });
        const operation = operations.length === 1 ? (operations[0] as SpecOperation) : chosen(operations, raw);
        return exchange(raw, { kind: "operation", operation, path: route.parameters(context.req.param()) });
      });
    }
    for (const [place, endpoint] of Object.entries(endpoints)) {
      const [method = "", path] = place.split(" ");
      const paths = ["", ...basesOf(spec)].map((base) => `/${name}${base}${path}`);
      app.on([method], paths, (context) => exchange(context.req.raw, { kind: "endpoint", endpoint }));
    }
  }
  const prefixes = services.map(({ name }) => `/${name}`).join(" and ");
  app.notFound((context) => {
    const { path, raw } = context.req;
    const service = services.find(({ name }) => path.startsWith(`/${name}/`));
    const called = services.find(({ name }) => path === `/${name}`);
    const first = called?.spec.operations.find((each) => each.method === "GET" && !each.path.includes("{"));
    if (called !== undefined && first !== undefined) {
      return context.json(
        { error: `This is ${called.spec.title}. Call an address in it, such as ${path}${first.path}.` },
        404,
      );
    }
    if (service === undefined)
      return context.json({ error: `Nothing is here. The services are under ${prefixes}.` }, 404);
    const inside = withoutBase(path.slice(service.name.length + 1), basesOf(service.spec));
    const own = addresses.get(service.name) ?? [];
    return service.exchange(raw, {
      kind: "none",
      allowed: methodsAt(inside, own, service.endpoints),
      near: atRoot ? nearby(inside, own) : [],
    });
  });
  // A broken connection is meant to reach the caller.
  app.onError((error) => {
    throw error;
  });
  return { fetch: (request) => app.fetch(inCapitals(request)) };
}

/** Hono routes by methods in capitals; one that OpenAPI has no member for is sent as the document writes it. */
function inCapitals(request: Request): Request {
  const method = request.method.toUpperCase();
  return method === request.method ? request : new Request(request, { method });
}

function addressesOf(spec: Spec): readonly Address[] {
  const found = new Map<
    string,
    { readonly method: string; readonly route: DocumentRoute; readonly operations: SpecOperation[] }
  >();
  for (const operation of spec.operations) {
    const route = routeOf(operation.path);
    const key = `${operation.method} ${route.pattern}`;
    const there = found.get(key);
    if (there === undefined) found.set(key, { method: operation.method, route, operations: [operation] });
    else there.operations.push(operation);
  }
  return [...found.values()].sort((a, b) => a.route.open - b.route.open);
}

function chosen(operations: readonly SpecOperation[], { url, headers }: Request): SpecOperation {
  return meant(operations, new URL(url).searchParams, headers.get("content-type"));
}

/** The methods that an address takes: several operations, or none, may answer there. */
function methodsAt(
  path: string,
  addresses: readonly Address[],
  endpoints: Readonly<Record<string, Endpoint>>,
): readonly string[] {
  const declared = addresses.filter(({ route }) => route.matches(path)).map(({ method }) => method);
  const others = Object.keys(endpoints).flatMap((place) => {
    const [method = "", at] = place.split(" ");
    return at === path ? [method] : [];
  });
  return [...new Set([...declared, ...others])].sort();
}

/** Addresses that begin like one where nothing is. */
function nearby(path: string, addresses: readonly Address[]): readonly string[] {
  const [, first = ""] = path.split("/");
  const all = addresses.flatMap(({ operations }) => operations.map(({ method, path }) => `${method} ${path}`));
  const alike = all.filter((each) => each.split(" ")[1]?.split("/")[1] === first);
  return (alike.length > 0 ? alike : all).slice(0, 5);
}

/** The common prefix of paths at the servers of a document, where there is one. */
function basesOf({ servers, operations }: Spec): readonly string[] {
  const all = [...servers, ...operations.flatMap(({ servers }) => servers)].map(pathOf);
  // A literal of a route: what hono reads as more than that is left out.
  return [...new Set(all)].filter((base) => base !== "" && !/[:*?{}]/.test(base));
}

function withoutBase(path: string, bases: readonly string[]): string {
  const base = bases.find((each) => path.startsWith(`${each}/`));
  return base === undefined ? path : path.slice(base.length);
}

interface Host {
  readonly name: string;
  readonly bases: Set<string>;
}

/** Turns any address of a service into `/<service>/<path>`. */
function pathFinder(services: readonly Mounted[], atRoot: boolean): (request: Request) => string {
  const hosts = new Map<string, Host>();
  for (const { name, spec, urls } of services) {
    const servers = [...spec.servers, ...spec.operations.flatMap(({ servers }) => servers)];
    for (const url of [...servers, ...urls]) {
      const host = hostOf(url);
      if (host === undefined || (hosts.get(host)?.name ?? name) !== name) continue;
      const there: Host = hosts.get(host) ?? { name, bases: new Set() };
      hosts.set(host, there);
      there.bases.add(servers.includes(url) ? pathOf(url) : pathOf(url).replace(/\/[^/]*$/, ""));
    }
  }
  const [alone] = services;
  return (request) => {
    const [, host = "", path = "/"] = /^\w+:\/\/([^/?#]*)([^?#]*)/.exec(request.url) ?? [];
    const vendor = hosts.get(host);
    if (vendor !== undefined) {
      const isInside = [...vendor.bases].some((base) => path === base || path.startsWith(`${base}/`));
      return `/${vendor.name}${isInside ? path : "/outside"}`;
    }
    return atRoot && alone !== undefined ? `/${alone.name}${path}` : path;
  };
}
