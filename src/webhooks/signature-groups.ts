// The signatures in the headers of a delivery.

import { fromBase64, fromHex } from "../bytes.js";
import type { WebhookSignature } from "./signature-scheme.js";
import { WebhookVerificationError } from "./verification-error.js";

/** Headers as a platform hands them out: a Fetch `Headers`, or the object of node:http. */
export type DeliveryHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface Group {
  /** Empty where no time is signed. */
  readonly timestamp: string;
  readonly id: string;
  readonly signature: Uint8Array;
}

/** Groups that are looked at: a rotation makes two, and each costs a pass over the body. */
const mostGroups = 8;

export function readGroups(scheme: WebhookSignature, headers: DeliveryHeaders): Group[] {
  const value = headerValue(headers, scheme);
  const time = beside(headers, scheme.timestampHeader);
  const id = beside(headers, scheme.idHeader);
  if (value === undefined || value.trim() === "") {
    throw new WebhookVerificationError(
      "unsigned",
      `The delivery has no ${scheme.header} header. Refuse it: whoever sent it did not sign it.`,
    );
  }
  const isBase64 = scheme.encoding === "base64";
  const pattern = new RegExp(
    `^${scheme.format
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replace("\\{timestamp\\}", "(?<timestamp>\\d{1,15})")
      .replace("\\{signature\\}", `(?<signature>${isBase64 ? "[0-9a-zA-Z+/]+=*" : "(?:[0-9a-f]{2})+"})`)}$`,
    isBase64 ? "" : "i",
  );
  const groups = value
    .trim()
    .split(scheme.separator)
    .flatMap((text) => {
      const { timestamp = time, signature } = pattern.exec(text.trim())?.groups ?? {};
      const bytes = signature === undefined ? undefined : (isBase64 ? fromBase64 : fromHex)(signature);
      return bytes === undefined ? [] : [{ timestamp, id, signature: bytes }];
    });
  if (groups.length === 0) {
    throw new WebhookVerificationError(
      "malformed",
      `The ${scheme.header} header is not of the form ${scheme.format}. Refuse the delivery.`,
    );
  }
  return groups.slice(0, mostGroups);
}

/** A header beside the signature; without it the delivery is not whole. */
function beside(headers: DeliveryHeaders, name: string | undefined): string {
  if (name === undefined) return "";
  const value = headerValue(headers, { header: name, separator: " " });
  if (value !== undefined && /^[\x21-\x7e]{1,200}$/.test(value)) return value;
  throw new WebhookVerificationError(
    value === undefined ? "unsigned" : "malformed",
    `The delivery has no ${name} header, or one of another form. Refuse it: its signature covers that.`,
  );
}

function headerValue(
  headers: DeliveryHeaders,
  { header: name, separator }: Pick<WebhookSignature, "header" | "separator">,
): string | undefined {
  const isPlatforms = typeof (headers as Headers).get === "function";
  const value: unknown = isPlatforms
    ? (headers as Headers).get(name)
    : Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  const lines = [value].flat().filter((line) => typeof line === "string");
  // Platforms join several headers of one name by ", ".
  return lines.length === 0 ? undefined : lines.join(", ").split(/,\s+/).join(separator);
}
