// Addresses: each service is reached under the hosts of its own spec, and under its name as a path on any other. Routes
// are those of the specs.

import { Hono } from "hono";
import type { Exchange } from "./answer/exchange.js";
import type { Endpoint } from "./service.js";
import type { Spec } from "./spec.js";

export interface Mounted {
  readonly name: string;
  readonly spec: Spec;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly exchange: Exchange;
}

type App = { fetch(request: Request): Response | Promise<Response> };

export function createApp(services: readonly Mounted[]): App {
  const app = new Hono({ getPath: pathFinder(services) });
  for (const { name, spec, endpoints, exchange } of services) {
    // Where a word and a parameter compete, the word wins.
    const operations = [...spec.operations].sort((a, b) => parametersIn(a.path) - parametersIn(b.path));
    for (const operation of operations) {
      app.on(operation.method, `/${name}${operation.path.replace(/\{([^}]+)\}/g, ":$1")}`, (context) =>
        exchange(context.req.raw, { kind: "operation", operation, path: context.req.param() }),
      );
    }
    for (const [place, endpoint] of Object.entries(endpoints)) {
      const [method = "", path] = place.split(" ");
      app.on(method, `/${name}${path}`, (context) => exchange(context.req.raw, { kind: "endpoint", endpoint }));
    }
  }
  const prefixes = services.map(({ name }) => `/${name}`).join(" and ");
  app.notFound((context) => {
    const { path, raw } = context.req;
    const service = services.find(({ name }) => path.startsWith(`/${name}/`));
    if (service === undefined)
      return context.json({ error: `Nothing is here. The services are under ${prefixes}.` }, 404);
    return service.exchange(raw, { kind: "none", allowed: methodsAt(path.slice(service.name.length + 1), service) });
  });
  // A broken connection is meant to reach the caller.
  app.onError((error) => {
    throw error;
  });
  return app;
}

/** The methods that an address takes: several operations, or none, may answer there. */
function methodsAt(path: string, { spec, endpoints }: Mounted): readonly string[] {
  const places = [...spec.operations.map(({ method, path }) => `${method} ${path}`), ...Object.keys(endpoints)];
  const methods = places.flatMap((place) => {
    const [method = "", template = ""] = place.split(" ");
    const literal = template.split(/\{[^}]+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${literal.join("[^/]+")}$`).test(path) ? [method] : [];
  });
  return [...new Set(methods)].sort();
}

function parametersIn(path: string): number {
  return path.split("{").length - 1;
}

/** Turns any address of a service into `/<service>/<path of the operation>`. */
function pathFinder(services: readonly Mounted[]): (request: Request) => string {
  const hosts = new Map<string, { readonly name: string; readonly base: string }>();
  const bases = new Map<string, string>();
  for (const { name, spec } of services) {
    for (const server of spec.servers) {
      const { host, pathname } = new URL(server);
      const base = pathname.replace(/\/$/, "");
      hosts.set(host, { name, base });
      bases.set(name, base);
    }
  }
  const without = (base: string, path: string) => (path.startsWith(`${base}/`) ? path.slice(base.length) : undefined);
  return (request) => {
    const [, host = "", path = "/"] = /^\w+:\/\/([^/?#]*)([^?#]*)/.exec(request.url) ?? [];
    const vendor = hosts.get(host);
    if (vendor !== undefined) return `/${vendor.name}${without(vendor.base, path) ?? "/outside"}`;
    const name = path.split("/")[1] ?? "";
    const base = bases.get(name);
    if (base === undefined || base === "") return path;
    const rest = path.slice(name.length + 1);
    return `/${name}${without(base, rest) ?? rest}`;
  };
}
