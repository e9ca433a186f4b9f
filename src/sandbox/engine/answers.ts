// Answers around a resource or a list, made to fit what the document declares.

import { define, isObject } from "../../json.js";
import { refuse } from "../answer/refusal.js";
import { preferred } from "../document/accept.js";
import { type Content, responseOf } from "../document/operation.js";
import { valueAt } from "../document/pointer.js";
import type { Answer, Call } from "../service.js";
import type { EngineContext } from "./context.js";
import type { Blueprint } from "./infer/blueprint.js";
import type { AnswerShape } from "./infer/shape.js";
import type { Members } from "./records/record.js";
import { repaired } from "./schema/repair.js";
import { Sampler } from "./schema/sample.js";

export interface Answers {
  /** The body around a value that stands where the shape says. */
  around(shape: AnswerShape, value: unknown): unknown;
  /** A body that the document takes: itself, or mended; `undefined` if it cannot be. */
  fitted(content: Content, body: unknown): unknown;
  /** The answer of an operation that the document shows: an example, or a sample, in a media type that the caller takes. */
  shown(call: Pick<Call, "operation" | "headers">): Answer;
  /** A resource as another schema shows it: with what that one needs, and without what only its own has. */
  projected(schema: unknown, resource: Members, own: unknown): Members;
}

export function createAnswers({ world, validator, schemas, values, blueprint, seed, start }: EngineContext): Answers {
  const frames = new Map<string, unknown>();

  const around = (shape: AnswerShape, value: unknown): unknown => {
    if (shape.pointer === "") return value;
    const { schema = "" } = shape.content;
    if (!frames.has(schema)) frames.set(schema, values.sample(schema, "required") ?? {});
    const frame = frames.get(schema);
    const body: Members = isObject(frame) ? { ...frame } : {};
    define(body, shape.pointer.slice(1).replaceAll("~1", "/").replaceAll("~0", "~"), value);
    return body;
  };
  const fitted = (content: Content, body: unknown): unknown => {
    const { schema } = content;
    if (schema === undefined || validator.errors(schema, body).length === 0) return body;
    const options = { examples: true, optional: false, choice: 0, seed, now: new Date(start).toISOString() } as const;
    return repaired(structuredClone(body), {
      schemas,
      sampler: new Sampler(schemas, { ...options, direction: "answer" }),
      schema: valueAt(world.spec.document, schema),
      errors: (each) => validator.errors(schema, each),
    });
  };
  /** Without members that only the schema of the resource lists; of JSON:API, without such attributes. */
  const narrowed = (shown: Blueprint, resource: Members, own: Blueprint): Members => {
    const isHidden = (name: string) => shown.members.length > 0 && own.byName.has(name) && !shown.byName.has(name);
    const result: Members = {};
    for (const [name, value] of Object.entries(resource)) {
      if (isHidden(name)) continue;
      const [inner, outer] = [shown, own].map(({ byName }) => byName.get(name)?.schema);
      const isNested = name === "attributes" && isObject(value) && inner !== outer;
      define(result, name, isNested ? narrowed(blueprint(inner), value, blueprint(outer)) : value);
    }
    return result;
  };
  return {
    around,
    fitted,
    projected: (schema, resource, own) => {
      const { members } = blueprint(schema);
      const result = narrowed(blueprint(schema), resource, blueprint(own));
      for (const { name, required, nullable } of members) {
        if (required && !Object.hasOwn(result, name))
          define(result, name, nullable ? null : blueprint(schema).sample(name));
      }
      return result;
    },
    shown: ({ operation, headers }) => {
      const status = operation.success;
      const content = preferred(responseOf(operation, status)?.content ?? [], headers.get("accept"));
      const [first] = content;
      if (first === undefined || bodiless(status, operation.method)) return { status };
      for (const each of content) {
        const body = values.of(each);
        if (body !== undefined) return { status, ...asBody(each, body) };
      }
      if (first.schema === undefined) return { status, ...asBody(first, "") };
      throw refuse(501, `No value is found that the schema of this answer takes: ${first.schema}`);
    },
  };
}

export function bodiless(status: number, method: string): boolean {
  return method === "HEAD" || status === 204 || status === 205 || status === 304 || status < 200;
}

/** A value in the media type that is declared: JSON, or text of another kind. */
export function asBody({ type }: Content, value: unknown): Pick<Answer, "body" | "raw" | "headers"> {
  const plain = type.replace(/\s*;.*$/, "").toLowerCase();
  if (/^[\w*.-]+\/([\w.!#$&^+-]+\+)?json$/.test(plain))
    return { body: value, ...(plain !== "application/json" && { headers: { "Content-Type": type } }) };
  if (plain === "*/*" || plain === "application/*") return { body: value };
  const concrete = /^[\w.+-]+\/[\w.+-]+$/.test(plain)
    ? type
    : /^image/.test(plain)
      ? "image/png"
      : /^text/.test(plain)
        ? "text/plain"
        : "application/octet-stream";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (plain === "text/event-stream") return { raw: { type: concrete, content: eventText(value) } };
  if (/ndjson|jsonl|json-seq|stream\+json/.test(plain))
    return { raw: { type: concrete, content: `${JSON.stringify(value)}\n` } };
  if (/xml/.test(plain) && typeof value !== "string") return { raw: { type: concrete, content: xmlText(value) } };
  return { raw: { type: concrete, content: text ?? "" } };
}

/** One event. 3.2 describes it with its fields, the editions before it what its data is. */
function eventText(value: unknown): string {
  const isEvent =
    isObject(value) &&
    "data" in value &&
    Object.keys(value).every((name) => ["data", "event", "id", "retry"].includes(name));
  const fields = isEvent ? value : { data: value };
  const lines = Object.entries(fields).map(([name, field]) => {
    const text = typeof field === "string" ? field : JSON.stringify(field);
    return text
      .split("\n")
      .map((line) => `${name}: ${line}\n`)
      .join("");
  });
  return `${lines.join("")}\n`;
}

function xmlText(value: unknown, name = "root"): string {
  const tag = name.replace(/[^\w.-]/g, "_");
  if (Array.isArray(value)) return value.map((item) => xmlText(item, name)).join("");
  if (isObject(value))
    return `<${tag}>${Object.entries(value)
      .map(([inner, each]) => xmlText(each, inner))
      .join("")}</${tag}>`;
  const text = String(value ?? "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
  return `<${tag}>${text}</${tag}>`;
}
