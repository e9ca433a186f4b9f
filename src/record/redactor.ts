// Taking out of an exchange what is nobody's business.
//
// A value is kept when the spec describes it and does not call it sensitive. Everything else is replaced: what is marked
// with `x-sensitive`, and what the spec does not know, because a member that the service added yesterday may be a name.
// What is sensitive is then looked for in the texts that are kept, since errors, links and ids repeat it.

import { define, isObject } from "../json.js";
import { occurrences } from "../response/redact.js";
import type { RecordedService, Shape } from "./facts.js";
import { createShapes, type Shapes } from "./shapes.js";
import { createStandIns, type Scalar } from "./stand-ins.js";

/** Why a value is replaced. */
type Reason = "sensitive" | "unknown";

export interface Redactor {
  readonly shapes: Shapes;
  /** A copy with stand-ins. `shape` undefined: the spec describes nothing here. */
  redact(value: unknown, shape: Shape | undefined): unknown;
  /** Remembers a credential, to find it again wherever it is repeated. */
  learn(credential: string): void;
}

/** Why what these shapes describe is not kept; undefined if it is. */
export function reasonOf(shapes: readonly Shape[], inherited?: Reason): Reason | undefined {
  if (inherited === "sensitive" || shapes.some(({ sensitive }) => sensitive)) return "sensitive";
  return shapes.length === 0 ? "unknown" : inherited;
}

/** One redactor serves a whole recording: the same value has the same stand-in in all of it. */
export function createRedactor(service: RecordedService): Redactor {
  const shapes = createShapes(service);
  const standInFor = createStandIns();
  const words = wordsOf(service);
  /** Sensitive texts, in lower case, and what stands for them. */
  const hunted = new Map<string, string>();

  const remember = (value: Scalar, standIn: Scalar): void => {
    const text = String(value);
    if (text.length < 3 || typeof value === "boolean") return;
    for (const spelling of spellings) {
      const spelled = spelling(text).toLowerCase();
      if (!hunted.has(spelled)) hunted.set(spelled, spelling(String(standIn)));
    }
  };

  const hunt = (text: string): string => {
    const lower = text.toLowerCase();
    const present = [...hunted.keys()].filter((each) => lower.includes(each)).sort((a, b) => b.length - a.length);
    if (present.length === 0) return text;
    const pattern = new RegExp(present.map((each) => occurrences(each).source).join("|"), "giu");
    return text.replace(pattern, (found) => hunted.get(found.toLowerCase()) ?? "redacted");
  };

  /** A text or number that the spec describes: kept, but for what it repeats. */
  const kept = (value: Scalar, applying: readonly Shape[]): Scalar => {
    if (typeof value !== "string" || applying.some((shape) => shape.words?.includes(value))) return value;
    // Part of a date cannot be exchanged without breaking it; the whole of one can.
    const isRigid = applying.some(
      ({ format, pattern }) => pattern !== undefined || (format && !/^[ui]ri/.test(format)),
    );
    if (!isRigid) return hunt(value);
    return hunted.has(value.toLowerCase()) ? standInFor(value, applying) : value;
  };

  const scalar = (value: Scalar, applying: readonly Shape[], reason: Reason | undefined): Scalar => {
    const described = reason === undefined && shapes.accept(applying, value);
    if (described) return kept(value, applying);
    // What is sensitive as a whole still says of what kind it is, in the spec's own words.
    const isWord = applying.some(({ words }) => words?.includes(value));
    if (isWord && !applying.some(({ sensitive }) => sensitive)) return value;
    const standIn = standInFor(value, reason === undefined ? [] : applying);
    if (reason === "sensitive") remember(value, standIn);
    return standIn;
  };

  const walk = (value: unknown, shape: Shape | undefined, inherited: Reason | undefined, depth: number): unknown => {
    const applying = shape === undefined ? [] : shapes.applying(shape, value);
    const reason = reasonOf(applying, inherited);
    if (Array.isArray(value)) {
      const items = shapes.items(applying);
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
    applying: readonly Shape[],
    reason: Reason | undefined,
    depth: number,
  ): unknown => {
    const copy: Record<string, unknown> = {};
    const isWrapped = Object.keys(value).sort().join() === "type,value";
    for (const [name, inner] of Object.entries(value)) {
      const shape = shapes.member(applying, name);
      // A field's value says which type it has, in a word that the spec has somewhere.
      const isType = isWrapped && name === "type" && shape === undefined && words.has(inner as string);
      // The names of a customer's fields are a template's; the names inside such a field may be anybody's.
      const isName = shape !== undefined || isWrapped || (isPlainName(name) && !(reason === "sensitive" && depth > 0));
      const next = shape === undefined ? depth + 1 : depth;
      define(copy, isName ? name : nameFor(name, reason), isType ? inner : walk(inner, shape, reason, next));
    }
    return copy;
  };

  return {
    shapes,
    redact: (value, shape) => walk(value, shape, undefined, 0),
    learn: (credential) => remember(credential, "redacted"),
  };
}

/** How a value is spelled inside links and inside quoted JSON. */
const spellings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify(text).slice(1, -1),
  encoded,
  (text) => encoded(text).replaceAll("%20", "+"),
];

/** Half of a surrogate pair has no encoding, and is sent as U+FFFD. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}

/** Letters, with at most two digits behind them: the name of a member, and neither a number nor a sentence. */
function isPlainName(name: string): boolean {
  return /^_?[A-Za-z]+([-_.]?[A-Za-z]+)*([-_]?\d{1,2})?$/.test(name);
}

/** Every word that the spec itself uses as a value. */
function wordsOf(service: RecordedService): ReadonlySet<unknown> {
  const words = new Set<unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (isObject(node) && Array.isArray(node.words)) for (const word of node.words) words.add(word);
    Object.values(node).forEach(visit);
  };
  visit(service.shapes);
  return words;
}
