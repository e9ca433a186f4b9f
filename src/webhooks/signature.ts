import { ConfigurationError, SharewrightError } from "../errors.js";
import { bytesOf, type RawBody } from "./raw-body.js";

/**
 * How a service signs its deliveries, from the spec's `x-webhook-signature`: HMAC-SHA256, in hex unless `encoding` says
 * otherwise.
 */
export interface WebhookSignature {
  /** Header with one or more signature groups. */
  readonly header: string;
  readonly encoding?: "base64";
  /** The secret is the base64 of the key, behind this prefix. */
  readonly secretPrefix?: string;
  /** Headers with the time in Unix seconds, and with the id of the delivery, where they are not part of a group. */
  readonly timestampHeader?: string;
  readonly idHeader?: string;
  /** One group, such as `t={timestamp},v1={signature}`; `timestamp` in Unix seconds. */
  readonly format: string;
  /** The separator between groups. During a rotation of the secret there are two. */
  readonly separator: string;
  /** The signed text, such as `{timestamp}.{body}` or `{id}.{timestamp}.{body}`. */
  readonly signedPayload: string;
  /** Age, in seconds, above which a delivery is refused; absent where no time is signed. */
  readonly toleranceSeconds?: number;
}

/** Why a delivery was refused. */
export type WebhookRefusal =
  /** The signature header is missing. */
  | "unsigned"
  /** The signature header is not of the service's form. */
  | "malformed"
  /** No signature matches the body under any of the secrets. */
  | "mismatch"
  /** A signature matches, but it was made too long ago, or in the future. */
  | "stale"
  /** Our side: a body parser was there first, and the bytes are gone. */
  | "parsed"
  /** Our side: the signature is right for this body as another JSON printer writes it. */
  | "reprinted"
  /** Our side: the signature is right for the secret without the white space around it. */
  | "padded-secret";

/** A delivery that must not be trusted. Answer it with 400 and do nothing else. */
export class WebhookVerificationError extends SharewrightError {
  override readonly name: string = "WebhookVerificationError";
  readonly refusal: WebhookRefusal;

  constructor(refusal: WebhookRefusal, message: string) {
    super(message);
    this.refusal = refusal;
  }
}

/** Headers as a platform hands them out: a Fetch `Headers`, or the object of node:http. */
export type DeliveryHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** How old a delivery may be. */
export interface VerifyOptions {
  /** Age, in seconds, above which a delivery is refused. Default: the service's. */
  readonly toleranceSeconds?: number | undefined;
  /** The time of receipt, in milliseconds since the epoch. Default: now. */
  readonly now?: number | undefined;
}

interface Group {
  /** Empty where no time is signed. */
  readonly timestamp: string;
  readonly id: string;
  readonly signature: Uint8Array;
}

/**
 * Checks that a delivery was signed with one of the secrets, lately. The signature covers the bytes as they were sent:
 * `rawBody` must not have been parsed and printed again.
 *
 * @throws {WebhookVerificationError} with the reason in `refusal`, and what to do in the message.
 * @throws {ConfigurationError} if there is no secret to check it with.
 */
export async function verifySignature(
  scheme: WebhookSignature,
  rawBody: RawBody,
  headers: DeliveryHeaders,
  secrets: string | readonly string[],
  options: VerifyOptions = {},
): Promise<void> {
  const { toleranceSeconds = scheme.toleranceSeconds, now = Date.now() } = options;
  const keys = usable(secrets);
  const body = bytesToSign(rawBody);
  const age = ({ timestamp }: Group): number => now / 1000 - Number(timestamp);
  // The youngest first: an old group beside it does not make a delivery stale.
  const groups = readGroups(scheme, headers).sort((a, b) => Math.abs(age(a)) - Math.abs(age(b)));
  const group = await firstMatch(groups, keys, scheme, body);
  if (group === undefined) throw await mismatch(groups, keys, scheme, body);
  const seconds = age(group);
  // Written so that a tolerance of NaN tolerates nothing.
  if (group.timestamp !== "" && !(Math.abs(seconds) <= Number(toleranceSeconds))) {
    const when = seconds > 0 ? `${Math.ceil(seconds)} s ago` : `${Math.ceil(-seconds)} s in the future`;
    throw new WebhookVerificationError(
      "stale",
      `The delivery was signed ${when}, and ${toleranceSeconds} s are tolerated. It may be a replay; if not, check this machine's clock.`,
    );
  }
}

/**
 * The value of the signature header for a body, one group for each secret: for tests of a receiver.
 *
 * @param timestamp Unix seconds. Default: now.
 */
export async function createSignature(
  scheme: WebhookSignature,
  rawBody: RawBody,
  secrets: string | readonly string[],
  timestamp: number = Math.floor(Date.now() / 1000),
  id = "",
): Promise<string> {
  const payload = signedPayload(scheme, { timestamp: String(timestamp), id }, bytesToSign(rawBody));
  const groups = usable(secrets).map(async (secret) => {
    const signature = new Uint8Array(
      await crypto.subtle.sign("HMAC", await importKey(scheme, secret, "sign"), payload),
    );
    return scheme.format
      .replace("{timestamp}", String(timestamp))
      .replace(
        "{signature}",
        scheme.encoding === "base64" ? btoa(String.fromCharCode(...signature)) : toHex(signature),
      );
  });
  return (await Promise.all(groups)).join(scheme.separator);
}

/**
 * All headers that a signed delivery has, where time and id stand beside the signature: for tests of a receiver.
 *
 * @param timestamp Unix seconds. Default: now.
 */
export async function signedHeaders(
  scheme: WebhookSignature,
  rawBody: RawBody,
  secrets: string | readonly string[],
  timestamp: number = Math.floor(Date.now() / 1000),
): Promise<Record<string, string>> {
  const { header, timestampHeader, idHeader } = scheme;
  const id = `msg_${crypto.randomUUID().replaceAll("-", "")}`;
  return {
    ...(idHeader && { [idHeader]: id }),
    ...(timestampHeader && { [timestampHeader]: String(timestamp) }),
    [header]: await createSignature(scheme, rawBody, secrets, timestamp, id),
  };
}

/** The secrets that are any: anybody can sign with an empty one. Callers pass what their environment lacks. */
function usable(secrets: string | readonly string[]): readonly string[] {
  const found = [secrets].flat().filter((secret) => typeof secret === "string" && secret.trim() !== "");
  if (found.length > 0) return found;
  throw new ConfigurationError(
    "There is no webhook secret. Pass the one that the service shows for this webhook; if it comes from the environment, check that the variable is set.",
  );
}

function bytesToSign(rawBody: RawBody): Uint8Array {
  const bytes = bytesOf(rawBody);
  if (bytes !== undefined) return bytes;
  throw new WebhookVerificationError(
    "parsed",
    'The body was parsed already, and a signature covers the bytes as they were sent. Mount the receiver in front of the body parser, or use `express.raw({ type: "application/json" })` on this route.',
  );
}

/** Groups that are looked at: a rotation makes two, and each costs a pass over the body. */
const mostGroups = 8;

function readGroups(scheme: WebhookSignature, headers: DeliveryHeaders): Group[] {
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
  // Platforms join several headers of one name by ", ".
  if (typeof (headers as Headers).get === "function")
    return (headers as Headers).get(name)?.split(/,\s+/).join(separator);
  const entry = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase());
  const value: unknown = entry?.[1];
  return Array.isArray(value) ? value.join(separator) : typeof value === "string" ? value : undefined;
}

async function firstMatch(
  groups: readonly Group[],
  secrets: readonly string[],
  scheme: WebhookSignature,
  body: Uint8Array,
): Promise<Group | undefined> {
  const keys = await Promise.all(secrets.map((secret) => importKey(scheme, secret, "verify")));
  for (const group of groups) {
    const payload = signedPayload(scheme, group, body);
    for (const key of keys) {
      // `verify` compares in constant time.
      if (await crypto.subtle.verify("HMAC", key, group.signature as BufferSource, payload)) return group;
    }
  }
  return undefined;
}

/** The most likely mistake: found by trying, so that it is reported only when it is so. */
async function mismatch(
  groups: readonly Group[],
  secrets: readonly string[],
  scheme: WebhookSignature,
  body: Uint8Array,
): Promise<WebhookVerificationError> {
  const refused = (refusal: WebhookRefusal, guess: string): WebhookVerificationError =>
    new WebhookVerificationError(refusal, `No signature in ${scheme.header} matches the body. ${guess}`);
  const trimmed = secrets.map((secret) => secret.trim());
  const padded = trimmed.filter((secret, index) => secret !== secrets[index]);
  if (padded.length > 0 && (await firstMatch(groups, padded, scheme, body)))
    return refused("padded-secret", "The secret has white space around it: remove it.");
  const printed = reprinted(body);
  if (printed !== undefined && (await firstMatch(groups, trimmed, scheme, printed))) {
    return refused(
      "reprinted",
      "The body was parsed and printed again on its way: verify the bytes as they were received.",
    );
  }
  return refused("mismatch", "Check that the secret is this webhook's, and that nothing changed the body on its way.");
}

/** The body as `JSON.stringify` writes it, if that is different. */
function reprinted(body: Uint8Array): Uint8Array | undefined {
  const text = new TextDecoder().decode(body);
  try {
    const printed = JSON.stringify(JSON.parse(text));
    return printed === text ? undefined : new TextEncoder().encode(printed);
  } catch {
    return undefined;
  }
}

function signedPayload(
  { signedPayload: template }: WebhookSignature,
  { timestamp, id }: Omit<Group, "signature">,
  body: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const [before = "", after = ""] = template
    .split("{body}")
    .map((part) => part.replace("{timestamp}", () => timestamp).replace("{id}", () => id));
  const encoder = new TextEncoder();
  const start = encoder.encode(before);
  const end = encoder.encode(after);
  const payload = new Uint8Array(start.length + body.length + end.length);
  payload.set(start);
  payload.set(body, start.length);
  payload.set(end, start.length + body.length);
  return payload;
}

function importKey({ secretPrefix }: WebhookSignature, secret: string, usage: "sign" | "verify"): Promise<CryptoKey> {
  const key = secretPrefix && fromBase64(secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret);
  if (secretPrefix !== undefined && !key?.length) {
    throw new ConfigurationError(
      `The webhook secret is not ${secretPrefix} and base64 behind it. Pass it as the service shows it.`,
    );
  }
  const bytes = (key || new TextEncoder().encode(secret)) as BufferSource;
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [usage]);
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Undefined if it is no base64. */
function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
