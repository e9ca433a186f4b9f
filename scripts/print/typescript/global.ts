import type { GlobalName } from "../../model/naming/house-names.js";

/** A type that needs no import: `Promise<string>`. */
export function globalType(name: GlobalName, ...parts: readonly string[]): string {
  return parts.length === 0 ? name : `${name}<${parts.join(", ")}>`;
}
