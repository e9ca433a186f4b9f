// Spec text is untrusted. Whatever of it goes into a generated file goes through here: as a comment, a string, a
// property key or an identifier. Nothing else may print it.

/**
 * Characters that end a line for a JavaScript parser, hide, or change the direction of what follows them: a comment or
 * a string must not end, or read, otherwise than it looks. The last is the mark that file.ts puts around its holes.
 */
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ua66e]/g;

function escapeInvisible(text: string): string {
  return text.replace(invisible, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A string literal in double quotes. */
export function stringLiteral(text: string): string {
  return escapeInvisible(JSON.stringify(text)).replace(
    /[\ud800-\udfff]/gu,
    (half) => `\\u${half.charCodeAt(0).toString(16)}`,
  );
}

export function literal(value: string | number | boolean): string {
  return typeof value === "string" ? stringLiteral(value) : String(value);
}

const identifierName = /^(?!.*\ua66e)[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/** A property key: bare where it can be. `__proto__` is computed, because a plain key would set the prototype. */
export function propertyKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return identifierName.test(name) ? name : stringLiteral(name);
}

/** A key in a type, where `__proto__` is a name like any other. */
export function typeKey(name: string): string {
  return identifierName.test(name) ? name : stringLiteral(name);
}

/** Access to a member: `.name` where it can be. */
export function access(name: string): string {
  return identifierName.test(name) ? `.${name}` : `[${stringLiteral(name)}]`;
}

/** Prose for the inside of a block comment: it cannot end the comment, nor begin a tag by accident. */
export function commentText(text: string): string {
  return escapeInvisible(text.replaceAll("\r\n", "\n"))
    .replaceAll("*/", "*\\/")
    .replace(/^(\s*)@/gm, "$1\\@");
}
