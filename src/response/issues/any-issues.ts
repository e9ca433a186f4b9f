// The faults in error bodies of several formats, or of none that has a name: the texts under the names that services give
// them. They are given as they are, to be masked and shortened afterwards.

import type { Issue } from "../../errors.js";
import { isObject, type JsonObject, known } from "../../json.js";

const most = 5;
const deepest = 6;

/** Names of members, in lower case and without what divides their words; the best first. */
const texts =
  "detail details message msg errormessage errordescription displaymessage description faultstring reason text value title error".split(
    " ",
  );
const codes = "title error errorcode code errortype type errorname".split(" ");
const places = "pointer field param parameter path propertypath property loc location attribute".split(" ");
/** Members in which faults are looked for. */
const holder = /err|fault|detail|violation|issue|problem|message|reason/;

/** `{ message }`, `{ error: { message, code } }`, `{ detail: [{ loc, msg }] }`, `{ errors: { field: ["text"] } }` and their like. */
export function anyIssues(body: unknown): Issue[] {
  const found: Issue[] = [];
  if (isObject(body) && isFormErrors(body)) byField(body, found);
  else collect(body, found, 0);
  return found.slice(0, most);
}

function collect(value: unknown, found: Issue[], depth: number): void {
  if (depth > deepest || found.length >= most) return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, most)) {
      if (typeof item === "string" && item !== "") found.push({ title: item });
      else collect(item, found, depth + 1);
    }
  } else if (isObject(value)) {
    const own = issueOf(value);
    if (own !== undefined) found.push(own);
    for (const [name, inner] of Object.entries(value)) {
      if (!holder.test(plain(name))) continue;
      if (isObject(inner) && isFieldMap(inner)) byField(inner, found);
      else if (typeof inner === "object") collect(inner, found, depth + 1);
    }
  }
}

function issueOf(value: JsonObject): Issue | undefined {
  const members = new Map(Object.entries(value).map(([name, inner]) => [plain(name), inner]));
  const first = (names: readonly string[], not?: unknown): string | undefined =>
    names
      .map((name) => members.get(name))
      .find((each): each is string => typeof each === "string" && !noWord.test(each) && each !== not);
  const text = first(texts);
  const code = first(codes, text);
  const title = code ?? text;
  if (title === undefined) return undefined;
  const source = members.get("source");
  const at = places.map((name) => (name === "path" && members.has("timestamp") ? undefined : members.get(name)));
  const named = [isObject(source) ? source.pointer : undefined, ...at];
  const pointer = named.map(pointerOf).find((each) => each !== undefined);
  if (text === undefined && pointer === undefined && !members.has("code") && !members.has("errorcode"))
    return undefined;
  return known({ title, detail: code === undefined ? undefined : text, pointer }) as unknown as Issue;
}

/** Nothing, or the address of a page about the problem. */
const noWord = /^($|about:|https?:)/;

/** `{ field: ["text"], non_field_errors: ["text"] }`: lists of texts, and not under a name for faults alone. */
function isFormErrors(body: JsonObject): boolean {
  const all = Object.entries(body);
  return (
    all.some(([name]) => !holder.test(plain(name))) &&
    all.every(([, list]) => Array.isArray(list) && list.every((each) => typeof each === "string"))
  );
}

/** Messages by the field that they are about. */
function isFieldMap(value: JsonObject): boolean {
  const all = Object.values(value);
  const isText = (each: unknown) => typeof each === "string";
  return all.length > 0 && issueOf(value) === undefined && all.every((each) => [each].flat().every(isText));
}

function byField(value: JsonObject, found: Issue[]): void {
  for (const [field, messages] of Object.entries(value)) {
    const pointer = field === "non_field_errors" ? undefined : pointerOf(field);
    for (const title of [messages].flat() as string[]) found.push(known({ title, pointer }) as Issue);
  }
}

function pointerOf(value: unknown): string | undefined {
  if (typeof value === "string" && value.startsWith("/")) return value;
  const steps = Array.isArray(value) ? value : typeof value === "string" && value !== "" ? value.split(".") : [];
  if (steps.length === 0 || !steps.every((step) => typeof step === "string" || typeof step === "number"))
    return undefined;
  return `/${steps.join("/")}`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, "");
}
