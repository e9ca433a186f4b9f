// Regular expressions of documents, which may be written so that a short text takes years: those are given a time limit.

import { createContext, Script } from "node:vm";

export interface Pattern {
  test(text: string): boolean;
  toString(): string;
}

/** A test that may take more steps than these runs under the time limit, which costs part of a millisecond by itself. */
const fewSteps = 1e7;
const limitMs = 50;

/**
 * A regular expression whose test ends. A text that takes too long does not match.
 *
 * @throws {SyntaxError} for none.
 */
export function boundedRegExp(source: string, flags?: string): Pattern {
  const pattern = new RegExp(source, flags);
  const { unbounded, nested, anchored } = shapeOf(source);
  const steps = (length: number): number =>
    nested ? 2 ** Math.min(length, 99) : length ** (unbounded + (anchored ? 0 : 1));
  return {
    test: (text) => (steps(text.length) <= fewSteps ? pattern.test(text) : testInTime(pattern, text)),
    // Ajv takes two of one text for the same.
    toString: () => String(pattern),
  };
}

interface Shape {
  /** How many parts repeat without a limit worth the name. */
  readonly unbounded: number;
  /** Whether what repeats holds what repeats, or has alternatives: the steps may double with each letter. */
  readonly nested: boolean;
  readonly anchored: boolean;
}

function shapeOf(source: string): Shape {
  const plain = source
    .replace(/\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|.)/gs, "e")
    .replace(/\[[^\]]*\]/g, "s")
    .replace(/\(\?(?:<?[=!]|:|<[^>]*>)/g, "(");
  const groups: boolean[] = [];
  let unbounded = 0;
  let nested = false;
  let isGroupWithChoice = false;
  for (let at = 0; at < plain.length; at += 1) {
    const letter = plain[at];
    isGroupWithChoice = false;
    if (letter === "(") groups.push(false);
    else if (letter === "|" && groups.length > 0) groups[groups.length - 1] = true;
    else if (letter === ")") isGroupWithChoice = groups.pop() ?? false;
    if (letter === "(" || letter === "|" || !repeats(plain.slice(at + 1, at + 12))) {
      // Whatever is in a group is in the groups around it as well.
      if (isGroupWithChoice && groups.length > 0) groups[groups.length - 1] = true;
      continue;
    }
    unbounded += 1;
    if (isGroupWithChoice) nested = true;
    if (groups.length > 0) groups[groups.length - 1] = true;
  }
  return { unbounded, nested, anchored: /^\^/.test(plain) && !plain.includes("|") };
}

/** Whether what stands before is repeated, and not just a few times. */
function repeats(rest: string): boolean {
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(rest) ?? [];
  if (least !== undefined) return comma === "," && (most === "" || Number(most) - Number(least) > 8);
  return /^[*+]/.test(rest);
}

const script = new Script("pattern.test(text)");

function testInTime(pattern: RegExp, text: string): boolean {
  try {
    return script.runInContext(createContext({ pattern, text }), { timeout: limitMs }) === true;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return false;
    throw error;
  }
}
