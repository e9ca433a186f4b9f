// A document that is large, deep or dear in one way. It is made when a test wants it.

import type { AttackOptions, Files } from "../attack.js";
import type { Json } from "../documents.js";

export interface Bomb {
  readonly files: () => Files;
  readonly outcome: string;
  readonly options?: AttackOptions;
}

export function json(outcome: string, document: () => Json, options: AttackOptions = {}): Bomb {
  return { files: () => ({ "api.json": JSON.stringify(document()) }), outcome, options };
}

export function text(outcome: string, document: () => string): Bomb {
  return { files: () => ({ "api.yaml": document() }), outcome };
}

export const string = { type: "string" };
export const answer = { responses: { "200": { description: "All." } } };
export const list = (items: unknown) => ({ type: "array", items });
export const holder = (inner: unknown) => ({ type: "object", properties: { a: inner } });

/** The paths of a YAML document with one operation, whose answer has this schema. */
export const getToys = (schema: string) =>
  `paths:\n  /toys:\n    get:\n      responses: { "200": { description: All, content: { application/json: { schema: ${schema} } } } }\n`;
