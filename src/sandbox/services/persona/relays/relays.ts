// Relays: somebody proves one claim, and whoever has the secret and an unused pass learns it, and nothing else.

import { constants, publicEncrypt } from "node:crypto";
import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Handlers, World } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";
import type { PersonaCaller } from "../organizations.js";
import { blindSignature, challengeOf, tokenKey, tokenKeyId } from "./privacy-pass.js";

interface Relay extends Stored {
  readonly claimType: string;
  readonly secret: string;
  /** PEM of the key that its payloads are encrypted with. */
  readonly encryptionKey: string | null;
  /** The claims that were proved; null before that. */
  result: boolean | null;
}

export interface RelayControl {
  /** Has the person behind a relay prove its claim, or fail to. */
  proveClaim(relayToken: string, holds?: boolean): void;
}

export function relayControl(world: World): RelayControl {
  return {
    proveClaim: (relayToken, holds = true) => {
      const relay = relaysOf(world).get(relayToken);
      if (relay === undefined) throw new Error(`There is no relay ${relayToken}.`);
      relay.result = holds;
    },
  };
}

export const relays: Handlers<operations, PersonaCaller> = {
  "request-a-relay-challenge": () => ({
    body: { challenge: challengeOf("relay.example"), "token-key": tokenKey, "token-key-id": tokenKeyId },
  }),

  "create-a-privacy-pass": (call) => {
    const { "blinded-token": blinded, "key-id": keyId } = call.body;
    if (keyId !== tokenKeyId) throw invalid("/key-id", "is none of the keys that tokens are signed with");
    const signature = blindSignature(blinded);
    if (signature === undefined) throw invalid("/blinded-token", "is no blinded token");
    return { body: { "blind-sig": signature } };
  },

  "create-a-relay": (call) => {
    const { "claim-type": claimType, "encryption-key-pem": encryptionKey } = call.body;
    const secret = call.ids.prefixed("rsec_", 32);
    const { id } = relaysOf(call).add({
      ...{ id: call.ids.prefixed("relay_"), claimType, secret, encryptionKey, result: null },
    });
    const session = [
      { alg: "none", typ: "JWT" },
      { sub: id, exp: Math.floor(call.clock.now() / 1000) + 3600 },
    ];
    const parts = session.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    const access = [...parts, call.ids.prefixed("", 43)].join(".");
    return { body: { "relay-token": id, "relay-secret": secret, "relay-session-access-token": access } };
  },

  "generate-a-relay-claim": (call) => {
    const relay = relaysOf(call).get(call.path["relay-token"]);
    if (relay === undefined || relay.secret !== call.headers.get("Persona-Relay-Secret"))
      throw refuse(404, "There is no relay of this token and secret");
    const pass = (call.headers.get("authorization") ?? "").replace(/^PrivateToken\s+token=/i, "");
    const used = call.store.collection("used-privacy-pass");
    if (used.get(pass) !== undefined)
      throw refuse(401, { title: "Privacy Pass token required", detail: "The token was used already" });
    if (relay.result === null) return { body: { "claim-payload": "", "token-consumed": false } };
    used.add({ id: pass });
    const payload = JSON.stringify({ claim_type: relay.claimType, claim_result: relay.result });
    return { body: { "claim-payload": sealed(payload, relay), "token-consumed": true } };
  },
};

function relaysOf({ store }: World) {
  return store.collection<Relay>("relay");
}

/** For the holder of the private key alone, if there is a key. */
function sealed(payload: string, { encryptionKey }: Relay): string {
  if (encryptionKey === null) return payload;
  try {
    const key = { key: encryptionKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" };
    return publicEncrypt(key, Buffer.from(payload)).toString("base64");
  } catch {
    throw refuse(422, { title: "Record invalid", detail: "encryption-key-pem of the relay is no RSA public key" });
  }
}

function invalid(pointer: string, detail: string) {
  return refuse(422, { title: "Record invalid", detail, pointer });
}
