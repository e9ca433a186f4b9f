// Mistakes that the types refuse: each line below an `@ts-expect-error` is one mistake, and a compiler that takes it fails.

import type { Transport } from "sharewright";
import {
  type CreateShareRequest,
  createEnableNow,
  type RetrieveShareResult,
  retrieveShare,
} from "sharewright/enablenow";
import {
  type AnyShareToken,
  type Case,
  type Connection,
  createPersona,
  type ExpiredShareToken,
  type FailedShareToken,
  type PersonaEvent,
  type RedeemedShareToken,
  type RetrieveShareTokenResult,
  retrieveShareToken,
  type ShareToken,
  signWebhook,
  verifyWebhook,
  waitUntilShareTokenRedeemed,
} from "sharewright/persona";
import { createPersonaHttp } from "sharewright/persona/http";

const persona = createPersona({ apiKey: "key" });
const enablenow = createEnableNow({ clientId: "id", clientSecret: "secret" });
const { connections, shareTokens } = persona.connect;

export function inputs(transport: Transport): void {
  // @ts-expect-error There is no such filter.
  shareTokens.list({ filter: { state: "pending" } });
  // @ts-expect-error The wire's spelling is not the caller's.
  shareTokens.list({ filter: { "connection-id": "cxn_1" } });
  // @ts-expect-error A page size is a number.
  shareTokens.list({ page: { size: "10" } });
  // @ts-expect-error sourceId is missing.
  shareTokens.create({ connectionId: "cxn_1" });
  // @ts-expect-error The input is missing.
  shareTokens.create();
  // @ts-expect-error A required member may not be undefined.
  shareTokens.create({ connectionId: undefined, sourceId: "inq_1" });
  // @ts-expect-error There is no such member.
  shareTokens.create({ connectionId: "cxn_1", sourceId: "inq_1", expiresIn: 60 });
  // @ts-expect-error The id is missing.
  shareTokens.redeem({ destinationId: "inq_1" });
  // @ts-expect-error The query of a call with a body stands in the options.
  shareTokens.redeem("cnst_1", { include: ["source"] });
  // @ts-expect-error A GET has no idempotency key.
  shareTokens.retrieve("cnst_1", {}, { idempotencyKey: "once" });
  // @ts-expect-error EnableNow knows none.
  enablenow.shares.create({ clientId: "id" }, { idempotencyKey: "once" });
  // @ts-expect-error An operator is text: the set is open, but not to numbers.
  persona.cases.search({ query: { attribute: "status", operator: 1, value: "Open" } });
  // @ts-expect-error A third level is one too many.
  persona.cases.search({ query: { and: [{ or: [{ not: { attribute: "a", operator: "eq", value: 1 } }] }] } });
  // @ts-expect-error There is no such method.
  connections.delete("cxn_1");
  // @ts-expect-error The id is the second argument.
  retrieveShareToken(transport);
  // @ts-expect-error There is no such environment.
  createEnableNow({ environment: "sandbox" });
  const http = createPersonaHttp(transport);
  // @ts-expect-error There is no such path.
  http.GET("/connect/share-token");
  // @ts-expect-error The path parameter is missing.
  http.GET("/connect/share-tokens/{share-token-id}");
  // @ts-expect-error An id is text.
  const request: CreateShareRequest = { clientId: "id", consentIds: [1] };
  void request;
}

export async function outcomes(token: RetrieveShareTokenResult, share: RetrieveShareResult): Promise<void> {
  // @ts-expect-error Nobody has asked yet which outcome it is.
  token.data;
  // @ts-expect-error A success has no error.
  if (token.ok) token.error;
  // @ts-expect-error Nor has a failure data.
  if (token.status === 404) token.data;
  // @ts-expect-error The spec declares no 418.
  if (token.status === 418) token.error;
  // @ts-expect-error Only a 403 is one here.
  if (share.status === 403) share.error.status satisfies 404;
  // @ts-expect-error What a 401 of EnableNow holds is not known.
  if (share.status === 401) share.error.body.title;
  const page = await shareTokens.list();
  // @ts-expect-error The page may be empty.
  page.items[0].id;
  // @ts-expect-error Items are not for changing.
  page.items.push(page.items[0]);
}

export function values(token: ShareToken, found: Case, event: PersonaEvent, error: unknown): void {
  // @ts-expect-error A Share Token is not a Case.
  found = token;
  // @ts-expect-error There is no such attribute.
  token.state;
  // @ts-expect-error It may be null, or missing.
  token.redeemedAt.length;
  // @ts-expect-error The payload depends on the event.
  event.payload.redeemMode;
  // @ts-expect-error An error is unknown until its class is asked.
  error.status;
  void found;
}

export function states(token: ShareToken, connection: Connection): string {
  if (token.status === "redeemed") {
    token.redeemedAt.length + token.pendingAt.length;
    token satisfies RedeemedShareToken;
    // @ts-expect-error It has not failed.
    token.failedAt.length;
    // @ts-expect-error What is sure in one state is not sure in another.
    token.expiresAt.length;
  } else {
    // @ts-expect-error Only a redeemed one is sure to have it.
    token.redeemedAt.length;
  }
  // @ts-expect-error There is no such state: it is misspelt.
  if (token.status === "redemed") return "";
  // A state that the spec does not know yet is a string all the same, to one who says so.
  if ((token.status as string) === "revoked") return "";
  const any: AnyShareToken = token;
  if (any.status === "revoked") return "";
  const { status, failureReason } = token;
  if (status === "failed") return failureReason.slice(1);
  if (connection.status !== "active") return connection.status.toUpperCase();
  connection.status satisfies "active";
  switch (token.status) {
    case "pending":
      return token.pendingAt + token.redeemMode;
    case "expired":
      return token.expiresAt;
    case "created":
    case "redeemed":
      return token.id;
    default:
      // @ts-expect-error There may be others than those.
      token satisfies never;
      return token.status.trim();
  }
}

export async function waits(transport: Transport): Promise<void> {
  (await shareTokens.waitUntilRedeemed("cnst_1")).redeemedAt.length;
  const settled: RedeemedShareToken | ExpiredShareToken | FailedShareToken =
    await shareTokens.waitUntilSettled("cnst_1");
  if (settled.status === "failed") settled.failureReason.length;
  // @ts-expect-error Nobody has asked yet how it ended.
  settled.redeemedAt.length;
  (await connections.waitUntilActive("cxn_1")).status satisfies "active";
  // @ts-expect-error It is a Connection that can be active.
  shareTokens.waitUntilActive("cnst_1");
  shareTokens.waitUntilRedeemed("cnst_1", { onProgress: ({ status }) => status, query: { include: ["source"] } });
  // @ts-expect-error The query stands in the options.
  shareTokens.waitUntilRedeemed("cnst_1", { include: ["source"] });
  // @ts-expect-error The id is the second argument.
  waitUntilShareTokenRedeemed(transport, { timeoutMs: 1000 });
}

export function functions(transport: Transport): void {
  retrieveShare(transport, "1") satisfies PromiseLike<{ id: string }>;
  // @ts-expect-error It gives a share, not its id.
  retrieveShare(transport, "1") satisfies PromiseLike<string>;
}

export async function deliveries(body: string, headers: Headers): Promise<void> {
  const event = await verifyWebhook(body, headers, ["new", "old"], { toleranceSeconds: 60 });
  if (event.name === "connect/share-token.inbound-created") event.payload satisfies ShareToken;
  if (event.name === "case.resolved") event.payload satisfies Case;
  if (event.name === "case.frozen") console.log("An event that this client does not know.");
  // @ts-expect-error Another event has another payload.
  if (event.name === "case.resolved") event.payload satisfies ShareToken;
  // @ts-expect-error A variable of the environment may be missing.
  await verifyWebhook(body, headers, undefined);
  // @ts-expect-error A body that was parsed has no signature any more.
  await verifyWebhook({ data: {} }, headers, "secret");
  (await signWebhook(body, "secret")) satisfies HeadersInit;
}
