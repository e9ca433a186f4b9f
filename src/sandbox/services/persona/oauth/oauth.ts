// OAuth: one organization lets another read what a scope names, and that one gets an access token for the code, once.

import type { operations } from "../../../../../generated/persona/schema.js";
import { isObject, type JsonObject } from "../../../../json.js";
import { refuse } from "../../../answer/refusal.js";
import type { Answer, Call, Handlers, World } from "../../../service.js";
import { keys } from "../api-keys/keys.js";
import type { Organization, PersonaCaller } from "../organizations.js";
import { codeSeconds, codes, type Scope, tokenSeconds, tokens } from "./grants.js";

type OAuthCall = Call<unknown, PersonaCaller>;

/** With an assertion, a token holds for a quarter of an hour. */
const assertedSeconds = 900;
/** And an assertion for five minutes. */
const longestAssertionSeconds = 300;

export const oauth: Handlers<operations, PersonaCaller> = {
  "create-authorization": (call) => {
    const {
      "client-id": clientId,
      "response-type": type,
      scope,
    } = call.body as unknown as Readonly<Record<string, string>>;
    if (type !== "code") throw invalid("response-type", "must be code");
    if (clientId === undefined || organization(call, clientId) === undefined)
      throw invalid("client-id", `There is no organization ${clientId}`);
    const code = call.ids.prefixed("code_", 32);
    const endsAt = call.clock.now() + codeSeconds * 1000;
    codes(call).add({ id: code, clientId, keyId: call.caller.key.id, scope: scopeIn(scope ?? ""), endsAt });
    return { body: { code, "expires-in": codeSeconds } };
  },

  "create-access-token": (call) => {
    const given = call.body as unknown as Readonly<Record<string, string>>;
    if (given.grant_type !== undefined) return byAssertion(call, given);
    const grant = codes(call).get(given.code ?? "");
    if (grant === undefined || grant.endsAt <= call.clock.now())
      throw refuse(400, { title: "Bad request", detail: "The code is none, was used already, or is over" });
    if (grant.clientId !== call.caller.organization.id)
      throw refuse(403, { title: "Forbidden", detail: "The code was given to another organization" });
    codes(call).remove(grant.id);
    return granted(call, { ...grant, seconds: tokenSeconds, words: grant.scope.map(textOf).join(" ") });
  },
};

/** The sandbox knows no public keys: it reads what an assertion claims, and takes its signature on trust. */
function byAssertion(call: OAuthCall, given: Readonly<Record<string, string>>): Answer {
  const claims = claimsIn(given.client_assertion ?? "");
  const clientId = String(claims?.iss);
  const key = [...keys(call)].find(({ organizationId }) => organizationId === clientId);
  const now = call.clock.now() / 1000;
  const isInTime = typeof claims?.exp === "number" && claims.exp > now && claims.exp <= now + longestAssertionSeconds;
  if (claims === undefined || claims.iss !== claims.sub || key === undefined || !isInTime)
    throw refuse(401, { title: "Token is invalid" });
  const words = given.scope ?? key.permissions.join(" ");
  return granted(call, { clientId, keyId: key.id, scope: scopeIn(words), seconds: assertedSeconds, words });
}

function granted(
  call: OAuthCall,
  {
    seconds,
    words,
    ...grant
  }: {
    readonly clientId: string;
    readonly keyId: string;
    readonly scope: readonly Scope[];
    readonly seconds: number;
    readonly words: string;
  },
): Answer {
  const { clientId, keyId, scope } = grant;
  const id = call.ids.prefixed("persona_access_", 40);
  tokens(call).add({ id, clientId, keyId, scope, endsAt: call.clock.now() + seconds * 1000 });
  return { body: { "access-token": id, "expires-in": seconds, scope: words, "token-type": "bearer" } };
}

/** `inquiry.read:inq_1 account.read`: what has no object is for all. */
function scopeIn(text: string): readonly Scope[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => {
      const [permission = "", objectId = ""] = word.split(":");
      return { permission, objectId };
    });
}

function textOf({ permission, objectId }: Scope): string {
  return objectId === "" ? permission : `${permission}:${objectId}`;
}

function claimsIn(assertion: string): JsonObject | undefined {
  const [, payload = ""] = assertion.split(".");
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return isObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

function organization({ store }: World, id: string): Organization | undefined {
  return store.collection<Organization>("organization").get(id);
}

function invalid(name: string, detail: string) {
  return refuse(422, { title: "Record invalid", detail, pointer: `/${name}` });
}
