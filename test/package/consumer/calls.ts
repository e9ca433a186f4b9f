// A consumer's code, with both clients and with the functions. It is compiled by each compiler, run by each runtime,
// and names nothing that only one of them has.

import {
  ApiError,
  type ClientOptions,
  ConfigurationError,
  type CursorPage,
  DecodeError,
  fetchWebhookHandler,
  type Issue,
  LifecycleError,
  memorySeenStore,
  type RateLimit,
  SharewrightError,
  type Transport,
  WebhookVerificationError,
} from "sharewright";
import {
  type CreateShareRequest,
  createEnableNow,
  createEnableNowTransport,
  deleteShare,
  type EnableNowEvent,
  listShares,
  parseEnableNowEvent,
  type Share,
} from "sharewright/enablenow";
import {
  type Case,
  type CaseFilter,
  type CaseSearchBody,
  createPersona,
  createPersonaTransport,
  listCases,
  type PersonaEvent,
  parsePersonaEvent,
  type RedeemedShareToken,
  redeemShareToken,
  retrieveShareToken,
  type ShareToken,
  signWebhook,
  verifyWebhook,
  waitUntilShareTokenSettled,
} from "sharewright/persona";
import { createPersonaHttp } from "sharewright/persona/http";

/** Makes every kind of call against a server at `origin`; gives back what was seen, or throws. */
export async function callEverything(origin: string, options: ClientOptions = {}): Promise<readonly string[]> {
  const seen: string[] = [];
  const see = (what: string, found: string | number | boolean | undefined, wanted: typeof found): void => {
    if (found !== wanted) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
    seen.push(what);
  };

  const persona = createPersona({ ...options, apiKey: "key", baseUrl: `${origin}/persona` });
  const { shareTokens } = persona.connect;

  const created = await shareTokens.create({ connectionId: "cxn_1", sourceId: "inq_1", expiresInSeconds: 3600 });
  const createdId: string = created.id;
  see("create", createdId, "cnst_1");
  see("a relationship", created.connection?.id, "cxn_1");

  const page = await shareTokens.list({ filter: { status: "pending" }, page: { size: 1 } });
  const first: ShareToken | undefined = page.items[0];
  see("a page", first?.status, "pending");
  see("the next page", (await page.next()).items[0]?.id, "cnst_2");
  const ids: string[] = [];
  for await (const token of shareTokens.list()) ids.push(token.id);
  see("for await over items", ids.join(), "cnst_1,cnst_2");
  let pages = 0;
  for await (const { items } of shareTokens.list().pages()) pages += items.length;
  see("for await over pages", pages, 2);

  const redeemed = await shareTokens.redeem(
    "cnst_1",
    { destinationId: "inq_2", fieldMappings: [{ sourceFieldName: "a", destinationFieldName: "b" }] },
    { idempotencyKey: "once", query: { include: ["connection"] }, timeoutMs: 5000, retry: { maxAttempts: 2 } },
  );
  see("redeem", redeemed.status, "pending");

  const query: CaseSearchBody = {
    query: { and: [{ attribute: "status", operator: "eq", value: "Open" }] },
    sort: { attribute: "created_at", direction: "desc" },
  };
  const search: CursorPage<Case> = await persona.cases.search(query);
  see("search", search.items[0]?.id, "case_1");

  const { value, status, requestId, rateLimit, attempts } = await shareTokens.retrieve("cnst_1").withResponse();
  const budget: RateLimit = rateLimit;
  see("withResponse", [value.id, status, requestId, budget.limit, attempts].join(), "cnst_1,200,,,1");
  see("raw", (await shareTokens.retrieve("cnst_1").raw()).status, 200);

  const result = await shareTokens.retrieve("cnst_404").asResult();
  switch (result.status) {
    case 200: {
      const { data } = result;
      throw new Error(`there is no cnst_404, but ${data.id} came`);
    }
    case 404: {
      const { error } = result;
      const declared: 404 = result.status;
      const details: string | undefined = error.body.errors?.[0]?.details;
      see("asResult", declared, 404);
      see("the error's body", details, "There is no cnst_404.");
      break;
    }
    default:
      throw new Error(`not found, but ${result.error.status} came`);
  }
  const failed = await shareTokens.retrieve("cnst_404").catch((reason: unknown) => reason);
  see("an error's class", failed instanceof ApiError && failed instanceof SharewrightError, true);
  const issue: Issue | undefined = failed instanceof ApiError ? failed.issues[0] : undefined;
  see("an error's issue", issue?.title, "Record not found");
  const nonsense = await shareTokens.retrieve("..").catch((reason: unknown) => reason);
  see("nonsense", nonsense instanceof ConfigurationError, true);

  const looks: string[] = [];
  const onProgress = (token: ShareToken): void => void looks.push(token.status);
  const done: RedeemedShareToken = await shareTokens.waitUntilRedeemed("cnst_1", { timeoutMs: 5000, onProgress });
  see("a wait", [done.status, ...looks].join(), "redeemed,redeemed");
  const unlucky = await shareTokens.waitUntilRedeemed("cnst_failed").catch((reason: unknown) => reason);
  see("a wait that fails", unlucky instanceof LifecycleError && unlucky.reason, "import_failed");

  const transport: Transport = createPersonaTransport({
    ...options,
    apiKey: async () => "key",
    baseUrl: `${origin}/persona`,
    personaVersion: "2025-12-08",
  });
  const raw = await createPersonaHttp(transport).GET("/connect/share-tokens/{share-token-id}", {
    params: { path: { "share-token-id": "cnst_1" } },
  });
  see("http", raw.data?.data?.id, "cnst_1");
  see("a function", (await retrieveShareToken(transport, "cnst_1", { peekSourceData: true })).status, "redeemed");
  see("a function with a body", (await redeemShareToken(transport, "cnst_1")).status, "pending");
  const settled = await waitUntilShareTokenSettled(transport, "cnst_failed", { intervalMs: 10 });
  see("a wait by a function", settled.status === "failed" && settled.failureReason, "import_failed");
  const filter: CaseFilter = { status: "Open" };
  for await (const found of listCases(transport, { filter })) see("a list by a function", found.id, "case_1");

  const enablenow = createEnableNow({
    ...options,
    clientId: "id",
    clientSecret: "secret",
    environment: "staging",
    baseUrl: `${origin}/enablenow`,
  });
  const input: CreateShareRequest = {
    clientId: "en-app-ref-002",
    consentIds: ["8d2f0f2e-32c1-4d56-a5b5-2f2a3f7c9b10"],
  };
  const shareId: string = await enablenow.shares.create(input);
  see("a share", shareId.length, 36);
  const nothing: undefined = (await enablenow.shares.update(shareId, { expirationDateUtc: null })) as undefined;
  see("no content", nothing, undefined);
  const numbered = await enablenow.shares.list({ isExpired: false });
  const shares: readonly Share[] = numbered.items;
  see("a numbered page", `${shares[0]?.reference} of ${numbered.totalPages}`, "page 1 of 2");
  const elsewhere = createEnableNowTransport({
    ...options,
    clientId: "id",
    clientSecret: () => "secret",
    baseUrl: `${origin}/enablenow`,
  });
  let last: string | null | undefined;
  for await (const { reference } of listShares(elsewhere)) last = reference;
  see("numbered pages by a function", last ?? undefined, "page 2");
  const deleted = await deleteShare(elsewhere, shareId).asResult();
  see("a declared 204", deleted.ok && deleted.status === 204, true);

  const event: PersonaEvent = parsePersonaEvent({
    data: {
      type: "event",
      id: "evt_1",
      attributes: {
        name: "connect/share-token.inbound-redeemed",
        "created-at": "2026-03-01T10:00:00.000Z",
        payload: { data: { type: "connect/share-token", id: "cnst_1", attributes: { status: "redeemed" } } },
      },
    },
  });
  if (event.name !== "connect/share-token.inbound-redeemed") throw new Error(`${event.name} is another event`);
  const payload: ShareToken = event.payload;
  see("an event", payload.status, "redeemed");
  const secret = "wbhsec_1";
  const delivery =
    '{"data":{"type":"event","id":"evt_2","attributes":{"name":"case.resolved","payload":{"data":{"type":"case","id":"case_1"}}}}}';
  const headers: { readonly "Persona-Signature": string } = await signWebhook(delivery, secret);
  const verified: PersonaEvent = await verifyWebhook(delivery, headers, ["wbhsec_2", secret]);
  see("a signed event", verified.name === "case.resolved" && verified.payload.id, "case_1");
  const forged = await verifyWebhook(delivery, new Headers(headers), "wbhsec_2").catch((reason: unknown) => reason);
  see("a forged event", forged instanceof WebhookVerificationError && forged.refusal, "mismatch");
  const handled: string[] = [];
  const receive = fetchWebhookHandler({
    verify: (body, given) => verifyWebhook(body, given, secret),
    handle: ({ id }) => void handled.push(id),
    seen: memorySeenStore(),
  });
  const deliver = () => receive(new Request("https://mine.test", { method: "POST", body: delivery, headers }));
  see("a webhook receiver", (await deliver()).status + (await deliver()).status, 408);
  see("a repeated event", handled.join(), "evt_2");
  const other: EnableNowEvent = parseEnableNowEvent('{"event":"databridge.share.created","data":{"shareId":"1"}}');
  see("an event as text", other.event === "databridge.share.created" && other.data.shareId, "1");
  let refusal: unknown;
  try {
    parseEnableNowEvent("<html>");
  } catch (error) {
    refusal = error;
  }
  see("no event", refusal instanceof DecodeError, true);
  return seen;
}
