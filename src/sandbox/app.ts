// Addresses: each service is reached under the hosts of its own spec, and under its name as a path on any other. Routes
// are those of the specs.

import { Hono } from "hono";
import type { Exchange } from "./exchange.js";
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
    const methods = new Map<string, Set<string>>();
    const allow = (path: string, method: string) => methods.set(path, (methods.get(path) ?? new Set()).add(method));
    // Where a word and a parameter compete, the word wins.
    const operations = [...spec.operations].sort((a, b) => parametersIn(a.path) - parametersIn(b.path));
    for (const operation of operations) {
      const path = `/${name}${operation.path.replace(/\{([^}]+)\}/g, ":$1")}`;
      allow(path, operation.method);
      app.on(operation.method, path, (context) =>
        exchange(context.req.raw, {
          kind: "operation",
          operation,
          path: context.req.param() as Record<string, string>,
        }),
      );
    }
    for (const [place, endpoint] of Object.entries(endpoints)) {
      const [method = "", address] = place.split(" ");
      const path = `/${name}${address}`;
      allow(path, method);
      app.on(method, path, (context) => exchange(context.req.raw, { kind: "endpoint", endpoint }));
    }
    for (const [path, allowed] of methods) {
      app.all(path, (context) => exchange(context.req.raw, { kind: "none", allowed: [...allowed].sort() }));
    }
    app.all(`/${name}/*`, (context) => exchange(context.req.raw, { kind: "none", allowed: [] }));
  }
  const prefixes = services.map(({ name }) => `/${name}`).join(" and ");
  app.notFound((context) => context.json({ error: `Nothing is here. The services are under ${prefixes}.` }, 404));
  // A broken connection is meant to reach the caller.
  app.onError((error) => {
    throw error;
  });
  return app;
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
