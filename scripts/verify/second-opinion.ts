// The same call by openapi-fetch, which shares nothing with our clients: what both send has to be equal. Where openapi-fetch
// cannot write what the document wants, it has no opinion.

import { isDeepStrictEqual } from "node:util";
import createClient from "openapi-fetch";
import type { SampledBody } from "./body.js";
import { origin, secret } from "./call-operation.js";
import type { DescribedOperation, DescribedParameter } from "./document.js";
import { normal, type Values } from "./expect-request.js";

/** Differences; undefined where openapi-fetch cannot send the call. */
export type Opinion = readonly string[] | undefined;

export async function secondOpinion(
  operation: DescribedOperation,
  values: Values,
  body: SampledBody | undefined,
  sent: Request,
): Promise<Opinion> {
  const given = operation.parameters.filter((each) => values.has(each));
  const isJson = body === undefined || body.kind === "json";
  // It sends every method in capitals.
  const isUpperCase = operation.method === operation.method.toUpperCase();
  if (
    !isJson ||
    !isUpperCase ||
    operation.path.includes("?") ||
    !given.every((each) => isWritten(each, values.get(each)))
  )
    return undefined;
  const query = given.filter((each) => each.in === "query");
  const styles = querySerializer(query, values);
  if (styles === undefined) return undefined;

  let other: Request | undefined;
  const client = createClient<Record<string, never>>({
    baseUrl: origin,
    fetch: async (request) => {
      other = request.clone();
      return new Response(null, { status: 204 });
    },
  });
  const named = (place: string) =>
    Object.fromEntries(given.filter((each) => each.in === place).map((each) => [each.name, values.get(each)]));
  const call = client.request as unknown as (method: string, path: string, init: object) => Promise<unknown>;
  await call(operation.method.toLowerCase(), templateOf(operation), {
    params: { path: named("path"), query: named("query"), header: named("header") },
    querySerializer: styles,
    ...(body !== undefined && { body: body.value }),
  });
  return other === undefined ? undefined : compare(sent, other, body);
}

async function compare(sent: Request, other: Request, body: SampledBody | undefined): Promise<readonly string[]> {
  const [ours, theirs] = [new URL(sent.url), new URL(other.url)];
  const differences: string[] = [];
  if (sent.method !== other.method) differences.push(`method: ${other.method}, not ${sent.method}`);
  if (normal(ours.pathname) !== normal(theirs.pathname))
    differences.push(`path: ${normal(theirs.pathname)}, not ${normal(ours.pathname)}`);
  const [pairs, wanted] = [pairsOf(ours), pairsOf(theirs)];
  if (!isDeepStrictEqual(pairs, wanted)) differences.push(`query: ${wanted.join("&")}, not ${pairs.join("&")}`);
  if (body === undefined) return differences;
  const [text, otherText] = [await sent.text(), await other.text()];
  const same = text === otherText || isDeepStrictEqual(parsed(text), parsed(otherText));
  return same ? differences : [...differences, `body: ${otherText.slice(0, 300)}, not ${text.slice(0, 300)}`];
}

/** Without credentials, which openapi-fetch leaves to its user. */
function pairsOf({ search }: URL): readonly string[] {
  const pairs = search.slice(1).split("&").filter(Boolean);
  return pairs
    .filter((pair) => !pair.endsWith(`=${secret}`))
    .map((pair) => encodeURIComponent(decodeURIComponent(pair)))
    .sort();
}

function parsed(text: string): unknown {
  return text === "" ? undefined : JSON.parse(text);
}

/** The parameters that openapi-fetch can write in the way that the document wants. */
function isWritten({ in: place, media, style, name, reserved }: DescribedParameter, value: unknown): boolean {
  if (media !== undefined || reserved || place === "cookie" || place === "querystring") return false;
  if (place === "header") return true;
  if (!/^[\w.-]+$/.test(name) && place === "path") return false;
  if (typeof value !== "object" || value === null) return value !== null && style !== "deepObject";
  const inner = Object.values(value);
  return inner.length > 0 && inner.every((each) => each !== null && typeof each !== "object");
}

/** One way to write all lists and one to write all objects is what a call of openapi-fetch has. */
function querySerializer(query: readonly DescribedParameter[], values: Values): object | undefined {
  const ways = (isOfKind: (value: unknown) => boolean) =>
    query.filter((each) => isOfKind(values.get(each))).map(({ style, explode }) => ({ style, explode }));
  const lists = ways(Array.isArray);
  const objects = ways((value) => typeof value === "object" && !Array.isArray(value));
  const known = ["form", "spaceDelimited", "pipeDelimited"];
  const isOne = (all: readonly object[]) => all.every((each) => isDeepStrictEqual(each, all[0]));
  if (!isOne(lists) || !isOne(objects)) return undefined;
  if (!lists.every(({ style }) => known.includes(style))) return undefined;
  if (!objects.every(({ style }) => style === "deepObject" || style === "form")) return undefined;
  return {
    ...(lists[0] && { array: lists[0] }),
    ...(objects[0] && { object: objects[0] }),
  };
}

/** RFC 6570's signs for the styles of path parameters, as openapi-fetch reads them from the template. */
function templateOf({ path, parameters }: DescribedOperation): string {
  const signs: Readonly<Record<string, string>> = { label: ".", matrix: ";" };
  return path.replace(/#.*/, "").replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const parameter = parameters.find((each) => each.in === "path" && each.name === name);
    return parameter === undefined ? whole : `{${signs[parameter.style] ?? ""}${name}${parameter.explode ? "*" : ""}}`;
  });
}
