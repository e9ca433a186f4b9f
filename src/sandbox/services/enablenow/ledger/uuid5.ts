import { createHash } from "node:crypto";

/** A UUID of version 5 (RFC 9562): the same text gives the same one. */
export function uuid5(text: string): string {
  const hex = createHash("sha1").update(`sharewright ${text}`).digest("hex");
  const variant = "89ab"[Number.parseInt(hex[16] as string, 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
