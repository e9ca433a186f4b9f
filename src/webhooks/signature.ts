import { toBase64, toHex } from "../bytes.js";
import { ConfigurationError } from "../errors.js";
import { importKey, signedPayload } from "./hmac.js";
import { bytesOf, type RawBody } from "./raw-body.js";
import { type DeliveryHeaders, type Group, readGroups } from "./signature-groups.js";
import type { WebhookSignature } from "./signature-scheme.js";
import { type WebhookRefusal, WebhookVerificationError } from "./verification-error.js";

/** How old a delivery may be. */
export interface VerifyOptions {
  /** Age, in seconds, above which a delivery is refused. Default: the service's. */
  readonly toleranceSeconds?: number | undefined;
  /** The time of receipt, in milliseconds since the epoch. Default: now. */
  readonly now?: number | undefined;
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
      .replace("{signature}", scheme.encoding === "base64" ? toBase64(signature) : toHex(signature));
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
