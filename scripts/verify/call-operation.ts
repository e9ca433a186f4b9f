// Finds the function behind each operation of a generated module, and calls it. Nothing is read but what a caller has:
// exported functions with their parameters, and messages of errors. Which is which shows at the network.

import { takenOptions } from "../model/naming/client-options.js";
import { declaredMedia } from "./body.js";
import type { DescribedOperation, DescribedParameter } from "./document.js";
import type { Values } from "./expect-request.js";

/** The stub's server. */
export const origin = "https://stub.example/base";

type Answer = (request: Request) => Response | Promise<Response>;
type Callee = (...args: unknown[]) => PromiseLike<unknown>;

export interface Located {
  readonly callee: Callee;
  readonly hasInput: boolean;
  /** Names of the arguments that are ids. */
  readonly ids: readonly string[];
  /** Content type of a body, when one was sent. */
  media: string | undefined;
}

export interface Caller {
  /** Where requests go by themselves; undefined when a caller has to say it. */
  readonly server: string | undefined;
  readonly locate: (operation: DescribedOperation) => Promise<Located | undefined>;
  /** The requests that were sent, but for those of credentials, and the caller's result. */
  readonly call: (found: Located, args: readonly unknown[], answer: Answer) => Promise<Called>;
  /** The URL that a call goes to when nobody says a server. */
  readonly target: (found: Located, args: readonly unknown[]) => Promise<string | undefined>;
  /** The names under which a caller gives the query's parameters, and the cookies. */
  readonly names: (found: Located, place: "query" | "cookies") => Promise<readonly string[]>;
}

interface Called {
  readonly sent: Request | undefined;
  readonly value: unknown;
  readonly error: Error | undefined;
}

/** Options that are no credentials: all others are answered with a secret. */
const known: ReadonlySet<string> = new Set(takenOptions);
export const secret = "s3cret";

export async function openCaller(module: Readonly<Record<string, unknown>>, withheld: RegExp = /^$/): Promise<Caller> {
  let sent: Request | undefined;
  let answer: Answer = () => new Response(null, { status: 204 });
  const fetch = async (input: Request | URL | string, init?: RequestInit): Promise<Response> => {
    const request = input instanceof Request && init === undefined ? input : new Request(input, init);
    if (/grant_type=client_credentials/.test(await peek(request)))
      return Response.json({ access_token: secret, token_type: "Bearer", expires_in: 3600 });
    sent = request.clone();
    return answer(request);
  };
  const optionsWith = (baseUrl: string | undefined) => stubOptions({ fetch, retry: false, baseUrl }, withheld);
  const transport = transportOf(module)(optionsWith(origin));
  const call: Caller["call"] = async (found, args, wanted) => {
    [sent, answer] = [undefined, wanted];
    try {
      const value = await found.callee(transport, ...args);
      return { sent, value, error: undefined };
    } catch (error) {
      return { sent, value: undefined, error: error as Error };
    }
  };
  const table = await locateAll(module, call);
  const home = transportAtHome(() => transportOf(module)(optionsWith(undefined)));
  const names: Caller["names"] = async (found, place) => {
    const strange = { "no such name": "x" };
    const ids = found.ids.map((_, index) => `zzprobe${index}`);
    const isInput = place === "query" && found.hasInput && found.media === undefined;
    const tries = [
      [...ids, strange],
      [...ids, ...(found.hasInput ? [bodyFor(found.media)] : []), { [place]: strange }],
    ];
    const { error } = await call(found, (isInput ? tries[0] : tries[1]) ?? [], () => new Response());
    const [, list = ""] = /Known: (.*)\.$/s.exec(error?.message ?? "") ?? [];
    return list === "" || list === "none" ? [] : list.split(", ");
  };
  return {
    server: home?.baseUrl,
    call,
    target: async (found, args) => {
      sent = undefined;
      if (home !== undefined) await Promise.resolve(found.callee(home, ...args)).catch(() => {});
      return (sent as Request | undefined)?.url;
    },
    locate: async (operation) => {
      const all = table.get(keyOf(operation)) ?? [];
      const isOfIt = ({ media }: Located) =>
        media === undefined ? operation.bodies.length === 0 : declaredMedia(operation.bodies, media) !== undefined;
      const among = all.length > 1 ? all.filter(isOfIt) : all;
      const found = among.length > 1 ? await nearest(among, operation, names) : (among[0] ?? all[0]);
      if (found !== undefined) all.splice(all.indexOf(found), 1);
      return found;
    },
    names,
  };
}

/** Options with every credential that a transport may ask for. */
export function stubOptions(given: Readonly<Record<string, unknown>>, withheld: RegExp = /^$/): object {
  return new Proxy(given, {
    get: (_, name) => {
      const isOther = typeof name === "symbol" || known.has(name) || withheld.test(name);
      return given[String(name)] ?? (isOther ? undefined : secret);
    },
  });
}

/** Operations at one address, distinguished by a fragment or by the names of its parameters, differ in what they take. */
async function nearest(all: readonly Located[], operation: DescribedOperation, names: Caller["names"]) {
  const wanted = placeholders(operation.path).map(letters).join();
  const queries = operation.parameters.filter((each) => each.in === "query").map(({ name }) => letters(name));
  const distances = await Promise.all(
    all.map(async (each) => {
      const known = new Set((await names(each, "query")).map(letters));
      const lacking = queries.filter((name) => !known.delete(name)).length;
      return lacking + known.size + (each.ids.map(letters).join() === wanted ? 0 : 100);
    }),
  );
  return all[distances.indexOf(Math.min(...distances))];
}

async function peek(request: Request): Promise<string> {
  if (!/urlencoded/.test(request.headers.get("content-type") ?? "")) return "";
  return request.clone().text();
}

function transportOf(module: Readonly<Record<string, unknown>>): (options: unknown) => unknown {
  const name = Object.keys(module).find((each) => /^create.*Transport$/.test(each));
  if (name === undefined) throw new Error("The module exports no function that makes a transport.");
  return module[name] as (options: unknown) => unknown;
}

/** A document without a usable server makes a client that needs a `baseUrl`. */
function transportAtHome(make: () => unknown): { readonly baseUrl: string } | undefined {
  try {
    return make() as { readonly baseUrl: string };
  } catch {
    return undefined;
  }
}

async function locateAll(
  module: Readonly<Record<string, unknown>>,
  call: Caller["call"],
): Promise<Map<string, Located[]>> {
  const table = new Map<string, Located[]>();
  for (const callee of Object.values(module)) {
    if (typeof callee !== "function") continue;
    const [, list] = /^function [^(]*\(transport,?\s*([^)]*)\)/.exec(String(callee)) ?? [];
    if (list === undefined) continue;
    const names = list.split(/,\s*/).filter(Boolean);
    const hasInput = names.includes("input");
    const ids = names.filter((name) => name !== "input" && name !== "options");
    const found: Located = { callee: callee as Callee, hasInput, ids, media: undefined };
    let located: Located | undefined;
    const probes = ids.map((_, index) => `zzprobe${index}`);
    for (const input of hasInput ? [undefined, {}, bodyFor("text/plain"), bodyFor("binary")] : [undefined]) {
      const { sent } = await call(found, [...probes, ...(hasInput ? [input] : [])], () => new Response());
      if (sent === undefined) continue;
      const key = `${sent.method} ${probed(sent.url.slice(origin.length))}`;
      const body = sent.body === null ? undefined : (sent.headers.get("content-type") ?? "");
      if (located === undefined) table.set(key, [...(table.get(key) ?? []), found]);
      located = Object.assign(found, { media: body });
      if (body !== undefined) break;
    }
  }
  return table;
}

function bodyFor(media: string | undefined): unknown {
  if (media === undefined || /json|form/.test(media)) return {};
  return /^text/.test(media) ? "text" : new Uint8Array([1]);
}

/** The template behind a URL whose ids are probes. */
function probed(target: string): string {
  return decodeURIComponent(target.replace(new RegExp(`(?<=[?&])[^&]*=${secret}&?`, "g"), "").replace(/[?&]$/, ""))
    .replace(/;[^=/;]*=zzprobe\d+/g, "{}")
    .replace(/"?zzprobe\d+"?/g, "{}");
}

function keyOf({ method, path, parameters }: DescribedOperation): string {
  const styles = new Map(parameters.map((each) => [each.in === "path" ? each.name : "", each.style]));
  const template = path
    .replace(/#.*/, "")
    .replace(/\{([^{}]*)\}/g, (_, name: string) => (styles.get(name) === "label" ? ".{}" : "{}"));
  return `${method} ${decodeURI(template.replace(/%(?![0-9a-f]{2})/gi, "%25"))}`;
}

/** The arguments of a caller: ids in the order of the path, the input, and options. */
export async function argumentsFor(
  operation: DescribedOperation,
  values: Values,
  body: unknown,
  found: Located,
  caller: Caller,
): Promise<readonly unknown[]> {
  const { path, parameters } = operation;
  const given = (place: string) => parameters.filter((each) => each.in === place && values.has(each));
  const ids = placeholders(path).map((name) => {
    const parameter = given("path").find((each) => each.name === name);
    return parameter === undefined ? "undeclared" : values.get(parameter);
  });
  const named = async (place: "query" | "cookies", parameters: readonly DescribedParameter[]) => {
    if (parameters.length === 0) return undefined;
    const names = matched(parameters, await caller.names(found, place));
    return Object.fromEntries(parameters.map((each) => [names.get(each) ?? each.name, values.get(each)]));
  };
  const query = await named("query", [...given("query"), ...given("querystring")]);
  const cookies = await named("cookies", given("cookie"));
  const headers = Object.fromEntries(given("header").map((each) => [each.name, values.get(each)]));
  const options = {
    ...((found.media !== undefined || !found.hasInput) && query && { query }),
    ...(cookies && { cookies }),
    headers,
  };
  return [...ids, ...(found.hasInput ? [found.media === undefined ? query : body] : []), options];
}

/** Each parameter's name for the caller: the same letters in another casing; a twin's has a number behind it. */
function matched(parameters: readonly DescribedParameter[], names: readonly string[]): Map<DescribedParameter, string> {
  const left = new Set(names);
  const result = new Map<DescribedParameter, string>();
  const take = (parameter: DescribedParameter, fits: (name: string) => boolean): void => {
    if (result.has(parameter)) return;
    const name = [...left].find(fits);
    if (name === undefined) return;
    left.delete(name);
    result.set(parameter, name);
  };
  for (const each of parameters) take(each, (name) => name === each.name);
  for (const each of parameters) take(each, (name) => letters(name) === letters(each.name));
  for (const each of parameters) take(each, (name) => letters(name).replace(/\d+$/, "") === letters(each.name));
  return result;
}

function placeholders(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
}

/** A name without casing and separators: how a caller's name and the wire's are the same. */
export function letters(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
