// The faults in an error body of no known format: the texts under the names that services give them, or else all of it. They
// are given as they are, to be masked and shortened afterwards.

import type { Issue } from "../errors.js";
import { isObject, type JsonObject, known } from "../json.js";

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

/** `{ message }`, `{ error: { message, code } }`, `{ detail: [{ loc, msg }] }`, `{ errors: { field: ["text"] } }` and their like; `orAll`, what has none of them is given as a whole. */
export function anyIssues(body: unknown, { orAll = false } = {}): Issue[] {
  if (typeof body === "string") return textIssues(body);
  const found: Issue[] = [];
  collect(body, found, 0);
  if (found.length > 0) return found.slice(0, most);
  const isEmpty = typeof body !== "object" || body === null || Object.keys(body).length === 0;
  return isEmpty || !orAll ? [] : [{ title: JSON.stringify(body, hide) }];
}

function hide(name: string, value: unknown): unknown {
  return /passw|secret|token|api[-_]?key|authori/i.test(name) ? "[redacted]" : value;
}

/** Of a page, its title: the rest is for browsers. */
function textIssues(body: string): Issue[] {
  const text = body.trim();
  const title = text.startsWith("<") ? titleOf(text) : text;
  return title === "" ? [] : [{ title }];
}

function titleOf(page: string): string {
  const start = page.search(/<title>/i);
  const [title = ""] = start === -1 ? [] : page.slice(start + "<title>".length).split("<", 1);
  return title.trim();
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
      .find((each): each is string => typeof each === "string" && each !== "" && each !== not);
  const text = first(texts);
  const code = first(codes, text);
  const title = code ?? text;
  if (title === undefined) return undefined;
  const pointer = places.map((name) => pointerOf(members.get(name))).find((each) => each !== undefined);
  if (text === undefined && pointer === undefined && !members.has("code") && !members.has("errorcode"))
    return undefined;
  return known({ title, detail: code === undefined ? undefined : text, pointer }) as unknown as Issue;
}

/** Messages by the field that they are about. */
function isFieldMap(value: JsonObject): boolean {
  const all = Object.values(value);
  const isText = (each: unknown) => typeof each === "string";
  return all.length > 0 && issueOf(value) === undefined && all.every((each) => [each].flat().every(isText));
}

function byField(value: JsonObject, found: Issue[]): void {
  for (const [field, messages] of Object.entries(value)) {
    for (const title of [messages].flat() as string[]) found.push(known({ title, pointer: pointerOf(field) }) as Issue);
  }
}

function pointerOf(value: unknown): string | undefined {
  const steps = Array.isArray(value) ? value : typeof value === "string" && value !== "" ? value.split(".") : [];
  if (steps.length === 0 || !steps.every((step) => typeof step === "string" || typeof step === "number"))
    return undefined;
  const path = steps.join("/");
  return path.startsWith("/") ? path : `/${path}`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, "");
}
