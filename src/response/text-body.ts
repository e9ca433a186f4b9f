import { DecodeError } from "../errors.js";

// Successes that are text, or may be.

/** The text as it came; `undefined` for an answer that has none. */
export function plainText(text: string, { status }: Response): string | undefined {
  return text === "" && (status === 204 || status === 205) ? undefined : text;
}

/** JSON or text, as the answer itself says: for operations that leave it open. */
export function jsonOrText(text: string, response: Response): unknown {
  if (text === "") return undefined;
  const type = response.headers.get("content-type") ?? "";
  if (!/[/+]json\b/i.test(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new DecodeError(`The answer is called ${type}, but is no JSON: cut off?`);
  }
}

/** Where a redirect leads, as a whole URL. Nothing is fetched from there: it may be another server. */
export function redirectTarget(response: Response): string {
  const location = response.headers.get("location");
  if (location === null) throw new DecodeError("The redirect says nowhere to go.");
  return response.url === "" ? location : new URL(location, response.url).href;
}
