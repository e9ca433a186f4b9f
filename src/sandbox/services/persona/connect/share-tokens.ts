// Operations on Share Tokens, but for their redemption.

import type { operations } from "../../../../../generated/persona/schema.js";
import { type Refusal, refuse } from "../../../answer/refusal.js";
import type { Call, Handlers, World } from "../../../service.js";
import { isRedacted, ownObject, prefixOf } from "../objects/objects.js";
import type { PersonaObject } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";
import { type Connection, connectionsOf } from "./connections.js";
import { peekedSource } from "./peek.js";
import {
  addShareToken,
  directionFor,
  expire,
  type ShareToken,
  shareTokenLifecycle,
  shareTokensOf,
  tellBoth,
  untouched,
} from "./share-token.js";

type ShareTokenCall<Id extends keyof operations> = Call<operations[Id], PersonaCaller>;

/** The part that all calls about one Share Token have. */
export type ShareTokenInPath = ShareTokenCall<"retrieve-a-share-token" | "expire-share-token" | "redeem-share-token">;

/** How long a Share Token lives by default, in seconds. */
const fourteenDaysSeconds = 1_209_600;

export const shareTokens: Handlers<operations, PersonaCaller> = {
  "list-all-share-tokens": (call) => {
    const { caller, query, page } = call;
    const { "connection-id": connection, status, direction } = query.filter ?? {};
    const seenAs = (token: ShareToken) => directionFor(token, caller.organization.id);
    const all = shareTokensOf(call).newestFirst((token) => isHere(token, caller) && seenAs(token) !== undefined);
    const matches = (token: ShareToken) =>
      (direction === undefined || seenAs(token) === direction) &&
      (connection === undefined || token.connectionId === connection) &&
      (status === undefined || token.attributes.status === status);
    return { page: page(all, undefined, matches) };
  },

  "create-a-share-token": (call) => {
    const { body, caller, assume, ids, clock } = call;
    const { attributes } = body.data;
    const connection = connectionToShareOver(call, attributes["connection-id"]);
    const source = sourceToShare(call, attributes["source-id"]);
    const now = clock.now();
    const endsAt = now + (attributes["expires-in-seconds"] ?? fourteenDaysSeconds) * 1000;
    const record = addShareToken(call, {
      type: "connect/share-token",
      id: ids.prefixed("cnst_"),
      connectionId: connection.id,
      sourceOrganizationId: connection.attributes["source-organization-id"],
      destinationOrganizationId: connection.attributes["destination-organization-id"],
      creator: { type: "api-key", id: caller.key.id },
      isProduction: caller.isProduction,
      source: { type: sharedType(source), id: source.id },
      destination: null,
      endsAt,
      attributes: {
        ...untouched,
        status: call.lifecycle("ShareToken").initial,
        "created-at": clock.iso(now),
        "updated-at": clock.iso(now),
        "expires-at": assume("share-token-fresh-expires-at") === "null" ? null : clock.iso(endsAt),
      },
    });
    tellBoth(call, record, "created");
    return { record };
  },

  "retrieve-a-share-token": (call) => {
    const record = inPath(call);
    if (!call.query["peek-source-data"]) return { record };
    const preview = peekedSource(call, record);
    return preview === undefined ? { record } : { record, attributes: { "source-data": preview } };
  },

  "expire-share-token": (call) => {
    const { caller, assume, operation } = call;
    const record = inPath(call);
    const isSource = record.sourceOrganizationId === caller.organization.id;
    if (!isSource && assume("share-token-expire-by") === "source") {
      throw refuse(403, "Only the source organization may expire a Share Token");
    }
    const cause = { by: operation.id };
    if (!shareTokenLifecycle(call).allows(record, "expired", cause)) {
      throw wrongState(assume<number>("share-token-expire-wrong-state-status"), record, "expired");
    }
    expire(call, record, cause);
    return { record };
  },
};

/** The Share Token in the path, if the caller is one of its sides. */
export function inPath(call: ShareTokenInPath): ShareToken {
  const token = shareTokensOf(call).get(call.path["share-token-id"]);
  if (token === undefined || !isHere(token, call.caller)) throw refuse(404);
  if (directionFor(token, call.caller.organization.id) === undefined) throw refuse(404);
  return token;
}

/** Tokens of the sandbox and of production know nothing of each other. */
function isHere({ isProduction = false }: ShareToken, caller: PersonaCaller): boolean {
  return isProduction === caller.isProduction;
}

/** The refusal of a move that the state of a Share Token does not allow. */
export function wrongState(status: number, { attributes }: ShareToken, to: string): Refusal {
  const at = attributes["redeemed-at"];
  return refuse(status, {
    detail: `A Share Token that is ${attributes.status} cannot be ${to}`,
    ...(at !== null && { meta: { "redeemed-at": at } }),
  });
}

function connectionToShareOver(call: ShareTokenCall<"create-a-share-token">, id: string): Connection {
  const { caller, assume } = call;
  const connection = connectionsOf(call).get(id);
  const organizationId = caller.organization.id;
  const parties = [
    connection?.attributes["source-organization-id"],
    connection?.attributes["destination-organization-id"],
  ];
  if (connection === undefined || !parties.includes(organizationId)) {
    throw unknownReference(call, "connection-id", "No such Connection");
  }
  if (parties[0] !== organizationId) throw refuse(403, "Only the source organization may share over a Connection");
  const { status } = connection.attributes;
  const isGood =
    status === "active" ||
    assume(status === "pending" ? "share-token-over-pending-connection" : "share-token-over-inactive-connection");
  if (!isGood) throw refuse(assume<number>("wrong-state-status"), `The Connection is ${status}`);
  return connection;
}

function sourceToShare(call: ShareTokenCall<"create-a-share-token">, id: string): PersonaObject {
  const source = ownObject(call, call.caller.account, id);
  if (source === undefined || prefixOf(source.type) === "rep") {
    throw unknownReference(call, "source-id", "No such Inquiry, Account, Transaction or Verification");
  }
  if (isRedacted(source)) throw invalidMember("source-id", "This object was redacted");
  return source;
}

function unknownReference({ assume }: World, member: string, detail: string): Refusal {
  const status = assume<number>("share-token-unknown-reference-status");
  return status === 404 ? refuse(404, detail) : invalidMember(member, detail);
}

/** The refusal of an attribute that is valid by the schema and yet cannot be used. */
export function invalidMember(member: string, detail: string): Refusal {
  return refuse(422, { title: "Record invalid", detail, pointer: `/data/attributes/${member}` });
}

/** Connect's name for the kind of an object: `account`, `inquiry`, `txn` or `verification`. */
export function sharedType({ type }: PersonaObject): string {
  return type === "transaction" ? "txn" : (type.split("/")[0] as string);
}
