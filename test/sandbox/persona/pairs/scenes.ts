// How each status of an operation comes about: a change of the good call, of the sandbox, or something that is done before.

import type { SpecOperation } from "../../../../src/sandbox/document/operation.js";
import type { SandboxOptions } from "../../../../src/sandbox/index.js";
import { type Caller, operations, type Sent } from "./caller.js";
import { attributes } from "./made.js";

export interface Scene {
  readonly options?: SandboxOptions;
  /** The call, made of the good one; what it needs is done before. */
  readonly call: (good: Sent, caller: Caller, operation: SpecOperation) => Promise<Sent> | Sent;
}

const nobody = "nobody_1";
const same = (good: Sent) => good;
const withHeader = (good: Sent, headers: Record<string, string>): Sent => ({
  ...good,
  headers: { ...good.headers, ...headers },
});
const withQuery = (good: Sent, query: string): Sent => ({
  ...good,
  query: [good.query, query].filter((part) => part !== undefined && part !== "").join("&"),
});

const twice: Scene["call"] = async (good, caller, { id }) => {
  await caller.made(id, good);
  return good;
};

/** The key of one call under another: with a parameter more, or with another body. */
const reusedKey: Scene["call"] = async (good, caller, { id, method }) => {
  const keyed = withHeader(good, { "Idempotency-Key": "once" });
  await caller.made(id, keyed);
  return method === "PATCH" ? { ...keyed, body: attributes({}) } : withQuery(keyed, "include=");
};

const onPatch = { "idempotency-on-patch": true };
/** Where the sources leave open whether a status is 409 or 422: all the doubts that a second call of the same shows. */
const all = (status: 409 | 422): SandboxOptions => ({
  assume: {
    ...onPatch,
    ...Object.fromEntries(
      [
        ...["wrong-state-status", "idempotency-key-reuse-status", "inquiry-redact-twice-status"],
        ...["account-redact-twice-status", "verification-redact-locked-status", "case-redact-twice-status"],
        "list-archive-twice-status",
      ].map((name) => [name, status]),
    ),
  },
});

const unknownCursor = { assume: { "page-unknown-cursor-status": 404 } };

/** The prefixes of what the lists hold that answer an unknown cursor with a 404. */
const prefixes: Readonly<Record<string, string>> = {
  ...{ "/accounts": "act", "/transactions": "txn", "/lists": "lst", "/user-audit-logs": "ual" },
  ...{ "/workflow-versions": "wfv", "/inquiry-template-versions": "itmplv" },
};

/** Statuses that mean the same of every operation. The first scene counts that the method allows. */
export const common: Readonly<Record<number, readonly Scene[]>> = {
  200: [{ call: same }],
  201: [{ call: same }],
  202: [{ call: same }],
  400: [
    { call: (good) => withHeader(good, { "Key-Inflection": "shout" }) },
    { call: (good) => ({ ...good, body: undefined, text: "{" }) },
    { call: (good) => withQuery(good, "include=nobody") },
  ],
  401: [{ call: (good) => withHeader(good, { authorization: "Bearer nobody" }) }],
  403: [
    {
      call: (good, { sandbox }) => {
        sandbox.control.persona.setKey("source", { permissions: [] });
        return good;
      },
    },
    {
      call: (good, { sandbox }) => {
        sandbox.control.persona.setKey("source", { ipAddresses: ["198.51.100.7"] });
        return good;
      },
    },
    {
      call: (good, { sandbox }) =>
        withHeader(good, { authorization: `Bearer ${sandbox.credentials.persona.source.apiKey}` }),
    },
  ],
  404: [
    { call: (good) => ({ ...good, ids: (good.ids ?? []).map(() => nobody) }) },
    {
      options: unknownCursor,
      call: (good, _, { path }) => withQuery(good, `page[after]=${prefixes[path] ?? "nobody"}_nobody1`),
    },
    { options: unknownCursor, call: (good) => ({ ...good, body: { page: { after: nobody } } }) },
  ],
  409: [
    { options: all(409), call: reusedKey },
    { options: all(409), call: twice },
  ],
  422: [
    { options: all(422), call: reusedKey },
    { options: all(422), call: twice },
  ],
  429: [
    {
      options: { limits: { persona: { requests: 9 } } },
      call: async (good, caller, { id }) => {
        for (let made = 0; made < 9 && (await caller.status(id, good)) !== 429; made += 1);
        return good;
      },
    },
  ],
  503: [
    {
      call: (good, { sandbox }, { id }) => {
        sandbox.fault({ status: 503, operation: id });
        return good;
      },
    },
  ],
};

const itemsCreated = [...operations.keys()].filter((id) => /^create-.*-list-item$/.test(id));

const naming = (member: string, id: string): Scene => ({
  call: (good) => {
    const { data } = good.body as { data: { attributes: object } };
    return { ...good, body: { data: { ...data, attributes: { ...data.attributes, [member]: id } } } };
  },
});

/** Of one operation. */
export const own: Readonly<Record<string, Scene>> = {
  "create-an-account 200": {
    call: (good, caller, operation) =>
      twice({ body: { ...(good.body as object), meta: { "upsert-by": "reference-id" } } }, caller, operation),
  },
  "create-a-transaction 200": { call: twice },
  "create-an-inquiry 404": naming("account-id", "act_nobody"),
  "create-an-inquiry-session 404": naming("inquiry-id", "inq_nobody"),
  "create-a-document 404": naming("inquiry-id", "inq_nobody"),
  "create-a-government-id-document 404": naming("inquiry-id", "inq_nobody"),
  "create-a-report 404": naming("account-id", "act_nobody"),
  // Peeked at while an import changes what is shared.
  "retrieve-a-share-token 409": {
    call: async (good, caller) => {
      const { organizationId, apiKey } = caller.sandbox.credentials.persona.destination;
      const transaction = "txn_2DMVEkxa4RX7NkoqfoTiGWUC";
      const connection = await caller.made("create-a-connect-connection", {
        body: attributes({ "destination-organization-id": organizationId }),
      });
      caller.sandbox.control.persona.acceptConnection(connection.data.id);
      const token = await caller.made("create-a-share-token", {
        body: attributes({ "connection-id": connection.data.id, "source-id": transaction }),
      });
      await caller.made("redeem-share-token", {
        ids: ["cnst_3QXbskiKccifbxHdFmfoxxNG"],
        body: attributes({ "destination-id": transaction }),
      });
      const asDestination = withHeader({ ...good, ids: [token.data.id] }, { authorization: `Bearer ${apiKey}` });
      return withQuery(asDestination, "peek-source-data=true");
    },
  },
  "create-a-case 404": naming("case-template-id", "ctmpl_none"),
  ...Object.fromEntries(itemsCreated.map((id) => [`${id} 404`, naming("list-id", "lst_nobody")])),
};
