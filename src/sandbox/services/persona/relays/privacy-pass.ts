// Privacy Passes: a token that is signed without being seen, by blind RSA as RFC 9578 has it.

import { createHash, createPublicKey } from "node:crypto";
import { relayKey } from "../data/relay-key.js";

const { kty, n, e, d } = relayKey;
const modulus = numberIn(Buffer.from(n, "base64url"));
const exponent = numberIn(Buffer.from(d, "base64url"));

/** The public key, as DER in base64url. */
export const tokenKey = createPublicKey({ key: { kty, n, e }, format: "jwk" })
  .export({ type: "spki", format: "der" })
  .toString("base64url");

/** SHA-256 of the key, in hex. */
export const tokenKeyId = createHash("sha256").update(Buffer.from(tokenKey, "base64url")).digest("hex");

/** Signs what is blinded; `undefined` if it is none: too long, or empty. */
export function blindSignature(blinded: string): string | undefined {
  const message = numberIn(Buffer.from(blinded, "base64url"));
  if (message === 0n || message >= modulus) return undefined;
  const length = Buffer.from(n, "base64url").length;
  return Buffer.from(
    power(message, exponent)
      .toString(16)
      .padStart(length * 2, "0"),
    "hex",
  ).toString("base64url");
}

/** A challenge of RFC 9577: type of the token, and name of who issues it. */
export function challengeOf(issuer: string): string {
  const name = Buffer.from(issuer);
  const head = Buffer.from([0x00, 0x02, name.length >> 8, name.length & 0xff]);
  return Buffer.concat([head, name, Buffer.from([0, 0, 0])]).toString("base64url");
}

function numberIn(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString("hex")}`);
}

function power(base: bigint, times: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let left = times; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
