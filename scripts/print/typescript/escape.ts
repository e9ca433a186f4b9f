// Spec text is untrusted. All of it goes into generated files through this module: as a comment, a string, a
// property key or an identifier. Nothing else may print it.

import { invisible } from "../../problem/printable.js";

/**
 * Characters that end a line for a JavaScript parser, hide, or change the direction of what follows them: a comment or
 * a string must not end elsewhere, or read otherwise, than it seems to.
 */
export function escapeInvisible(text: string): string {
  return text.replace(invisible, escapeOf);
}

function escapeOf(character: string): string {
  const code = (character.codePointAt(0) as number).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}

/** A string literal in double quotes. */
export function stringLiteral(text: string): string {
  return escapeInvisible(JSON.stringify(text));
}

export function literal(value: string | number | boolean): string {
  return typeof value === "string" ? stringLiteral(value) : String(value);
}

/** Not beyond the basic plane: it still grows, and a compiler's tables may be older than this engine's. */
const identifierName = /^(?!.*[\u{10000}-\u{10ffff}])[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/** Whether a name can stand without quotes. One with an invisible letter is a string, in which the letter is escaped. */
function isIdentifier(name: string): boolean {
  return identifierName.test(name) && name === escapeInvisible(name);
}

/** A property key: without quotes where it can be. `__proto__` is computed, because a plain key would set the prototype. */
export function propertyKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return isIdentifier(name) ? name : stringLiteral(name);
}

/** A key in a type, where `__proto__` is a name like any other. */
export function typeKey(name: string): string {
  return isIdentifier(name) ? name : stringLiteral(name);
}

/** Access to a member: `.name` where it can be. */
export function access(name: string): string {
  return isIdentifier(name) ? `.${name}` : `[${stringLiteral(name)}]`;
}

/** Prose for the inside of a block comment: it cannot end the comment, nor begin a tag by accident. */
export function commentText(text: string): string {
  return escapeInvisible(text.replaceAll("\r\n", "\n"))
    .replaceAll("*/", "*\\/")
    .replace(/^([^\S\n]*)@/gm, "$1\\@");
}
