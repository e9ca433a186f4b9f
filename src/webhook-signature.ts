import { SharewrightError } from "./errors.js";

/** How a service signs its deliveries, from the spec's `x-webhook-signature`. */
export interface WebhookSignature {
  /** Header with one or more signature groups. */
  readonly header: string;
  /** One group, such as `t={timestamp},v1={signature}`; `timestamp` in Unix seconds, `signature` in hex. */
  readonly format: string;
  /** What stands between groups. During a rotation of the secret there are two. */
  readonly separator: string;
  /** What is signed, such as `{timestamp}.{body}`. */
  readonly signedPayload: string;
  /** Age, in seconds, above which a delivery is refused. */
  readonly toleranceSeconds: number;
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
  | "stale";

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

export interface VerifyOptions {
  /** Age, in seconds, above which a delivery is refused. Default: the service's, 300 where it names none. */
  readonly toleranceSeconds?: number | undefined;
  /** The time of receipt, in milliseconds since the epoch. Default: now. */
  readonly now?: number | undefined;
}

interface Group {
  readonly timestamp: string;
  readonly signature: Uint8Array;
}

/**
 * Checks that a delivery was signed with one of the secrets, lately. The signature covers the bytes as they were sent:
 * `rawBody` must not have been parsed and printed again.
 *
 * @throws {WebhookVerificationError} with the reason in `refusal`, and a guess at the mistake in the message.
 */
export async function verifySignature(
  scheme: WebhookSignature,
  rawBody: string | Uint8Array,
  headers: DeliveryHeaders,
  secrets: string | readonly string[],
  options: VerifyOptions = {},
): Promise<void> {
  const { toleranceSeconds = scheme.toleranceSeconds, now = Date.now() } = options;
  const body = bodyBytes(rawBody);
  const age = ({ timestamp }: Group): number => now / 1000 - Number(timestamp);
  // The youngest first: an old group beside it does not make a delivery stale.
  const groups = readGroups(scheme, headers).sort((a, b) => Math.abs(age(a)) - Math.abs(age(b)));
  const keys = [secrets].flat();
  const group = await firstMatch(groups, keys, scheme, body);
  if (group === undefined) throw await mismatch(groups, keys, scheme, body);
  const seconds = age(group);
  // Written so that a tolerance of NaN tolerates nothing.
  if (!(Math.abs(seconds) <= toleranceSeconds)) {
    const when = seconds > 0 ? `${Math.ceil(seconds)} s ago` : `${Math.ceil(-seconds)} s in the future`;
    throw new WebhookVerificationError(
      "stale",
      `The delivery was signed ${when}, and ${toleranceSeconds} s are tolerated. It may be a replay; if not, check this machine's clock.`,
    );
  }
}

/** The value of the signature header for a body: for tests of a receiver. `timestamp` is in Unix seconds. */
export async function createSignature(
  scheme: WebhookSignature,
  rawBody: string | Uint8Array,
  secrets: string | readonly string[],
  timestamp: number = Math.floor(Date.now() / 1000),
): Promise<string> {
  const payload = signedPayload(scheme, String(timestamp), bodyBytes(rawBody));
  const groups = [secrets].flat().map(async (secret) => {
    const signature = await crypto.subtle.sign("HMAC", await importKey(secret, "sign"), payload);
    return scheme.format
      .replace("{timestamp}", String(timestamp))
      .replace("{signature}", toHex(new Uint8Array(signature)));
  });
  return (await Promise.all(groups)).join(scheme.separator);
}

function bodyBytes(rawBody: string | Uint8Array): Uint8Array {
  if (typeof rawBody === "string") return new TextEncoder().encode(rawBody);
  if (rawBody instanceof Uint8Array) return rawBody;
  throw new WebhookVerificationError(
    "mismatch",
    'The body was parsed already, and a signature covers the bytes as they were sent. Pass the raw body: for Express, mount `express.raw({ type: "application/json" })` on this route.',
  );
}

/** Groups that are looked at: a rotation makes two, and each costs a pass over the body. */
const mostGroups = 8;

function readGroups(scheme: WebhookSignature, headers: DeliveryHeaders): Group[] {
  const value = headerValue(headers, scheme);
  if (value === undefined || value.trim() === "") {
    throw new WebhookVerificationError(
      "unsigned",
      `The delivery has no ${scheme.header} header. Refuse it: whoever sent it did not sign it.`,
    );
  }
  const pattern = new RegExp(
    `^${scheme.format
      .replace(/[.*+?^$()|[\]\\]/g, "\\$&")
      .replace("{timestamp}", "(?<timestamp>\\d{1,15})")
      .replace("{signature}", "(?<signature>(?:[0-9a-f]{2})+)")}$`,
    "i",
  );
  const groups = value
    .trim()
    .split(scheme.separator)
    .flatMap((text) => {
      const { timestamp, signature } = pattern.exec(text.trim())?.groups ?? {};
      return timestamp === undefined || signature === undefined ? [] : [{ timestamp, signature: fromHex(signature) }];
    });
  if (groups.length === 0) {
    throw new WebhookVerificationError(
      "malformed",
      `The ${scheme.header} header is not of the form ${scheme.format}. Refuse the delivery.`,
    );
  }
  return groups.slice(0, mostGroups);
}

function headerValue(headers: DeliveryHeaders, { header: name, separator }: WebhookSignature): string | undefined {
  if (typeof (headers as Headers).get === "function") return (headers as Headers).get(name) ?? undefined;
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
  // Anybody can sign with an empty secret, or guess one of white space.
  const keys = await Promise.all(secrets.filter(isSecret).map((secret) => importKey(secret, "verify")));
  for (const group of groups) {
    const payload = signedPayload(scheme, group.timestamp, body);
    for (const key of keys) {
      // `verify` compares in constant time.
      if (await crypto.subtle.verify("HMAC", key, group.signature as BufferSource, payload)) return group;
    }
  }
  return undefined;
}

/** Callers without types pass what the environment lacks. */
function isSecret(secret: string | undefined): secret is string {
  return typeof secret === "string" && secret.trim() !== "";
}

/** What most likely went wrong: found by trying, so that it is said only when it is so. */
async function mismatch(
  groups: readonly Group[],
  secrets: readonly string[],
  scheme: WebhookSignature,
  body: Uint8Array,
): Promise<WebhookVerificationError> {
  const refused = (guess: string): WebhookVerificationError =>
    new WebhookVerificationError("mismatch", `No signature in ${scheme.header} matches the body. ${guess}`);
  const trimmed = secrets.filter(isSecret).map((secret) => secret.trim());
  if (trimmed.length === 0) return refused("There is no secret to check it with: pass the webhook's secret.");
  if (await firstMatch(groups, trimmed, scheme, body))
    return refused("The secret has white space around it: remove it.");
  const printed = reprinted(body);
  if (printed !== undefined && (await firstMatch(groups, trimmed, scheme, printed))) {
    return refused("The body was parsed and printed again on its way: verify the bytes as they were received.");
  }
  return refused("Check that the secret is this webhook's, and that nothing changed the body on its way.");
}

function reprinted(body: Uint8Array): Uint8Array | undefined {
  try {
    return new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder().decode(body))));
  } catch {
    return undefined;
  }
}

function signedPayload(
  { signedPayload: template }: WebhookSignature,
  timestamp: string,
  body: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const [before = "", after = ""] = template.replace("{timestamp}", timestamp).split("{body}");
  const encoder = new TextEncoder();
  const start = encoder.encode(before);
  const end = encoder.encode(after);
  const payload = new Uint8Array(start.length + body.length + end.length);
  payload.set(start);
  payload.set(body, start.length);
  payload.set(end, start.length + body.length);
  return payload;
}

function importKey(secret: string, usage: "sign" | "verify"): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [usage]);
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
