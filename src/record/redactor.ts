// Redaction of an exchange.
//
// A value is kept when the spec describes it and does not call it sensitive. Everything else is replaced: what is marked
// with `x-sensitive`, and what the spec does not know, because a member that the service added yesterday may be a name.
// Sensitive values are then looked for in the texts that are kept, since errors, links and ids repeat them.

import { define, isObject } from "../json.js";
import { folded, replaceSpelled } from "../response/issues/spellings.js";
import { type RecordedService, type Schema, wordsOf } from "./document.js";
import { createSchemas, type Schemas } from "./schemas.js";
import { createStandIns, type Scalar } from "./stand-ins.js";

/** Why a value is replaced. */
type Reason = "sensitive" | "unknown";

export interface Redactor {
  readonly schemas: Schemas;
  /** A copy with stand-ins. `schema` undefined: the spec describes nothing here. */
  redact(value: unknown, schema: Schema | undefined): unknown;
  /** Remembers a credential, to find it again wherever it is repeated. */
  learn(credential: string): void;
}

function isSensitive(schema: Schema): boolean {
  return schema["x-sensitive"] !== undefined || schema.format === "password" || schema.writeOnly === true;
}

/** Why what these schemas describe is not kept; undefined if it is. */
export function reasonOf(schemas: readonly Schema[], inherited?: Reason): Reason | undefined {
  if (inherited === "sensitive" || schemas.some(isSensitive)) return "sensitive";
  return schemas.length === 0 ? "unknown" : inherited;
}

/** One redactor serves a whole recording: the same value has the same stand-in in all of it. */
export function createRedactor(service: RecordedService): Redactor {
  const schemas = createSchemas(service);
  const standInFor = createStandIns();
  /** Sensitive texts, as they are compared, and their stand-ins. */
  const sensitiveTexts = new Map<string, string>();

  const remember = (value: Scalar, standIn: Scalar): void => {
    const text = folded(String(value));
    if (text.length < 3 || typeof value === "boolean") return;
    if (!sensitiveTexts.has(text)) sensitiveTexts.set(text, String(standIn));
  };

  const replaceRepeated = (text: string): string =>
    replaceSpelled(text, [...sensitiveTexts.keys()], (value, found) => {
      const standIn = sensitiveTexts.get(value) ?? "redacted";
      return /%[\dA-F]{2}/i.test(found) ? encodeURIComponent(standIn) : standIn;
    });

  /** A text or number that the spec describes: kept, but for what it repeats. */
  const kept = (value: Scalar, applying: readonly Schema[]): Scalar => {
    if (typeof value !== "string" || applying.some((schema) => wordsOf(schema)?.words.includes(value))) return value;
    // Part of a date cannot be exchanged without breaking it; the whole of one can.
    const isRigid = applying.some(
      ({ format, pattern }) => pattern !== undefined || (format && !/^[ui]ri/.test(format)),
    );
    if (!isRigid) return replaceRepeated(value);
    return sensitiveTexts.has(folded(value)) ? standInFor(value, applying) : value;
  };

  const scalar = (value: Scalar, applying: readonly Schema[], reason: Reason | undefined): Scalar => {
    const described = reason === undefined && schemas.accept(applying, value);
    if (described) return kept(value, applying);
    // A value that is sensitive as a whole keeps its kind, in the spec's own words.
    const isWord = applying.some((schema) => wordsOf(schema)?.words.includes(value));
    if (isWord && !applying.some(isSensitive)) return value;
    const standIn = standInFor(value, reason === undefined ? [] : applying);
    if (reason === "sensitive") remember(value, standIn);
    return standIn;
  };

  const walk = (value: unknown, schema: Schema | undefined, inherited: Reason | undefined, depth: number): unknown => {
    const applying = schema === undefined ? [] : schemas.applying(schema, value);
    const reason = reasonOf(applying, inherited);
    if (Array.isArray(value)) {
      const items = schemas.items(applying);
      return value.map((item) => walk(item, items, reason, depth));
    }
    if (isObject(value)) return members(value, applying, reason, depth);
    return value === null || value === undefined ? value : scalar(value as Scalar, applying, reason);
  };

  const nameFor = (name: string, reason: Reason | undefined): string => {
    const standIn = String(standInFor(name, []));
    if (reason === "sensitive") remember(name, standIn);
    return standIn;
  };

  const members = (
    value: Readonly<Record<string, unknown>>,
    applying: readonly Schema[],
    reason: Reason | undefined,
    depth: number,
  ): unknown => {
    const copy: Record<string, unknown> = {};
    const isWrapped = Object.keys(value).sort().join() === "type,value";
    for (const [name, inner] of Object.entries(value)) {
      const schema = schemas.member(applying, name);
      // A field's value says which type it has, in a word that the spec has somewhere.
      const isType = isWrapped && name === "type" && schema === undefined && service.words.has(inner);
      // The names of a customer's fields are a template's; the names inside such a field may be anybody's.
      const isName = schema !== undefined || isWrapped || (isPlainName(name) && !(reason === "sensitive" && depth > 0));
      const next = schema === undefined ? depth + 1 : depth;
      define(copy, isName ? name : nameFor(name, reason), isType ? inner : walk(inner, schema, reason, next));
    }
    return copy;
  };

  return {
    schemas,
    redact: (value, schema) => walk(value, schema, undefined, 0),
    learn: (credential) => remember(credential, "redacted"),
  };
}

/** Letters, with at most two digits behind them: the name of a member, and neither a number nor a sentence. */
function isPlainName(name: string): boolean {
  return /^_?[A-Za-z]+(?:[-_.][A-Za-z]+)*(?:[-_]?\d{1,2})?$/.test(name);
}
