// Objects that a call is about: one of each kind that an address can name, made for it where the sandbox begins with none.

import type { Caller } from "./caller.js";

export const inquiryTemplate = "itmpl_7Kd3Wp9Xn2Vb5Hs8";
export const reportTemplate = "rptp_6Wn3Kd8Xq2Lv9Rt5";
export const workflow = "wfl_5Zc9Tm2Xk7Rv4Hd8";
const person = { "name-first": "Ines", "name-last": "Moreau" };

export const attributes = (given: object) => ({ data: { attributes: given } });
const file = { data: "JVBERi0xLjQKJYGBgYEK", filename: "june.pdf" };

const idOf = async (caller: Caller, operation: string, body: unknown = {}, ids: readonly string[] = []) =>
  (await caller.made(operation, { body, ids })).data.id as string;

export const anInquiry = (caller: Caller) =>
  idOf(caller, "create-an-inquiry", attributes({ "inquiry-template-id": inquiryTemplate }));

export const aSession = async (caller: Caller) =>
  idOf(caller, "create-an-inquiry-session", attributes({ "inquiry-id": await anInquiry(caller) }));

/** One whose checks were passed: it waits for a decision. */
export async function aCompletedInquiry(caller: Caller): Promise<string> {
  const id = await anInquiry(caller);
  caller.sandbox.control.persona.completeInquiry(id);
  await caller.sandbox.advance("1m");
  return id;
}

async function anExpiredInquiry(caller: Caller): Promise<string> {
  const id = await anInquiry(caller);
  await caller.made("expire-an-inquiry", { ids: [id] });
  return id;
}

/** One that has found somebody. */
export async function aReport(caller: Caller, type = "report/watchlist"): Promise<string> {
  const given = { "report-template-id": reportTemplate, query: person };
  const id = await idOf(caller, "create-a-report", { data: { type, attributes: given } });
  await caller.sandbox.advance("1m");
  return id;
}

export const anAccount = (caller: Caller) => idOf(caller, "create-an-account");
export const aTransaction = (caller: Caller) =>
  idOf(caller, "create-a-transaction", attributes({ "transaction-type-id": "txntp_8Zk3Lw6Vd1Qn4Rx7" }));
const aDocument = (caller: Caller) =>
  idOf(caller, "create-a-document", attributes({ kind: "bank statement", files: [file] }));
const photo = { data: [{ data: "/9j/4AAQSkZJRgABAgAAAQ==", filename: "a.jpg" }] };
const aGovernmentId = (caller: Caller) =>
  idOf(
    caller,
    "create-a-government-id-document",
    attributes({
      "country-code": "PL",
      "selected-id-class": "id",
      "inquiry-id": "inq_gpmPXPCMz2Db17unpLQqiJ2NqUEoGa",
      "front-photo": photo,
      "back-photo": photo,
    }),
  );

/** Verifications of each kind are there from the start. */
const verifications: Readonly<Record<string, string>> = {
  ...{ aamvas: "ver_1Zm5Kc9Vt3Hb7Qx2", "database-ecbsvs": "ver_2Bn6Ld1Wr4Jc8Ty3" },
  ...{ "database-phone-carriers": "ver_3Cp7Me2Xs5Kd9Vz4", "database-serpros": "ver_4Dq8Nf3Yt6Le1Wb5" },
  ...{ "database-standards": "ver_5Er9Pg4Zv7Mf2Xc6", "database-tins": "ver_6Fs1Qh5Bw8Ng3Yd7" },
  ...{ databases: "ver_5Kq8Zt2Wn7Rb4Xm1", documents: "ver_7Gt2Rj6Cx9Ph4Ze8" },
  ...{ "email-addresses": "ver_8Hv3Sk7Dz1Qj5Bf9", "government-ids": "ver_B4nXc7Lz2WqKt9RvMp5Yh8DsJf3G" },
  ...{ "government-id-nfcs": "ver_1Kx5Vm9Gc3Sl7Dh2", "phone-numbers": "ver_2Ly6Wn1Hd4Tm8Fj3" },
  selfies: "ver_teHmGAYerJL8MqVdFknP82aAfDkT",
};
export const verification = "ver_5Kq8Zt2Wn7Rb4Xm1";

/** The kinds of Lists, by their word in a path: how a List is made, and what an item holds. */
const listKinds: Readonly<Record<string, { readonly create?: string; readonly list?: string; readonly item: object }>> =
  {
    "browser-fingerprints": { create: "create-a-browser-fingerprint-list", item: { value: "f0a1-77" } },
    countries: { create: "create-a-country-list", item: { "country-code": "MT" } },
    // Lists of these two kinds are made in the dashboard.
    "device-fingerprints": { list: "lst_5Dv9Jm1Rt7Hz3Lq6", item: { value: "dd-991" } },
    "email-addresses": {
      create: "create-an-email-address-list",
      item: { "match-type": "email_address", value: "otto.weiss@northfold.example" },
    },
    fields: { list: "lst_8Fd2Wb6Nc9Tk4Xs1", item: { "field-value": "contractor" } },
    geolocations: {
      create: "create-a-geolocation-list",
      item: { latitude: -33.8688, longitude: 151.2093, "radius-meters": 1200 },
    },
    "government-id-numbers": {
      create: "create-a-government-id-number-list",
      item: { "id-class": "dl", "id-number": "WEISS9512" },
    },
    "ip-addresses": { create: "create-an-ip-address-list", item: { value: "2001:db8::9" } },
    names: { create: "create-a-name-list", item: { "name-first": "Otto", "name-last": "Weiss" } },
    "phone-numbers": { create: "create-a-phone-number-list", item: { value: "+61285550123" } },
    strings: { create: "create-a-strings-list", item: { value: "contractor" } },
  };

export async function newList(caller: Caller, kind: string): Promise<string> {
  const { create, list } = listKinds[kind] as (typeof listKinds)[string];
  return list ?? (await idOf(caller, create as string, attributes({ name: "Own" })));
}

/** The body of a new item, on a new List of its kind. */
export async function newItem(caller: Caller, kind: string): Promise<object> {
  return attributes({ "list-id": await newList(caller, kind), ...listKinds[kind]?.item });
}

async function aListItem(caller: Caller, path: string): Promise<string> {
  const [, , kind = ""] = path.split("/");
  const create = { "email-addresses": "an-email-address", "ip-addresses": "an-ip-address", countries: "a-country" }[
    kind
  ];
  return idOf(caller, `create-${create ?? `a-${kind.slice(0, -1)}`}-list-item`, await newItem(caller, kind));
}

/** By the path parameter that names it; of operations that need a certain state, by their id. */
const makers: Readonly<Record<string, (caller: Caller, path: string) => Promise<string> | string>> = {
  "approve-an-inquiry": aCompletedInquiry,
  "decline-an-inquiry": aCompletedInquiry,
  "mark-an-inquiry-for-review": aCompletedInquiry,
  "resume-an-inquiry": anExpiredInquiry,
  "inquiry-id": anInquiry,
  "inquiry-session-id": aSession,
  "inquiry-template-id": () => inquiryTemplate,
  "account-id": anAccount,
  "account-type-id": () => "acttp_3Hm8Qz5Wr1Yc7Kx4",
  "verification-id": (_, path) => verifications[path.split("/")[2] ?? ""] ?? verification,
  "document-id": (caller, path) => (path.includes("government") ? aGovernmentId(caller) : aDocument(caller)),
  "report-id": (caller) => aReport(caller),
  "review-matches": (caller) => aReport(caller, "report/screening"),
  "report-action-resume-continuous-monitoring": async (caller) => {
    const id = await aReport(caller);
    await caller.made("report-action-pause-continuous-monitoring", { ids: [id] });
    return id;
  },
  "transaction-id": aTransaction,
  "transaction-type-id": () => "txntp_8Zk3Lw6Vd1Qn4Rx7",
  "case-id": () => "case_9VixHsUKwX4YiLrGrF6774JU",
  "case-template-id": () => "ctmpl_2C7WDSErKHDLbP3wEjXcQkZG",
  "connection-id": () => "cxn_v5oftTU3FtrGJ21csmVg6RCU",
  "reactivate-a-connect-connection": async (caller) => {
    const id = "cxn_v5oftTU3FtrGJ21csmVg6RCU";
    await caller.made("deactivate-a-connect-connection", { ids: [id] });
    return id;
  },
  "share-token-id": () => "cnst_YzH3n5obNVwPRBof2fQZymRs",
  "redeem-share-token": () => "cnst_7YpHdk6jfmaCvBZ3y1kK4rrU",
  "list-id": (caller) => idOf(caller, "create-a-strings-list", attributes({ name: "Own" })),
  "list-item-id": aListItem,
  "workflow-id": () => workflow,
  "workflow-run-id": (caller) => idOf(caller, "create-a-workflow-run", attributes({ fields: {} }), [workflow]),
  "importer-id": (caller) =>
    idOf(caller, "import-an-account", attributes({ file: { data: "bmFtZV9maXJzdApPdHRvCg==", filename: "nf.csv" } })),
  "webhook-id": (caller) =>
    idOf(
      caller,
      "create-a-webhook",
      attributes({ name: "Own", url: "https://own.example/hook", "enabled-events": ["inquiry.created"] }),
    ),
  "disable-a-webhook": async (caller) => {
    const id = (await makers["webhook-id"]?.(caller, "")) ?? "";
    await caller.made("enable-a-webhook", { ids: [id] });
    return id;
  },
  "event-id": async (caller) => {
    await anAccount(caller);
    return (await caller.made("list-all-events")).data[0].id;
  },
  "api-key-id": (caller) => idOf(caller, "create-an-api-key", attributes({ name: "Nightly", permissions: [] })),
  "api-log-id": async (caller) => {
    await caller.made("list-all-accounts");
    return caller.sandbox.requests.at(-1)?.id ?? "";
  },
  "user-audit-log-id": () => "ual_2Kd7Wq5Xn9Vb3Hs6",
  "theme-set-id": (caller) => idOf(caller, "create-a-theme-set", attributes({ name: "Own" })),
  "device-id": async (caller) => {
    const inquiry = await anInquiry(caller);
    caller.sandbox.control.persona.completeInquiry(inquiry);
    const session = (await caller.made("retrieve-an-inquiry", { ids: [inquiry] })).data.relationships.sessions.data[0]
      .id;
    const query = `filter[inquiry-session-id]=${session}`;
    return (await caller.made("list-all-devices", { query })).data[0].id;
  },
  "graph-query-id": (caller) =>
    idOf(
      caller,
      "create-a-graph-query",
      attributes({ "graph-query-template-id": "grphqt_D8SBhNq6xGX5BkyYR6fe6CTu", "variable-map": {} }),
    ),
  "relay-token": async (caller) => (await aRelay(caller)).token,
};

/** A relay: its token, and the headers of whoever may learn what it proves. */
export async function aRelay(
  caller: Caller,
): Promise<{ readonly token: string; readonly headers: Record<string, string> }> {
  const made = await caller.made("create-a-relay", {
    body: { "claim-type": "age_over21_verified", "encryption-key-pem": null },
  });
  const headers = { authorization: "PrivateToken token=unused", "Persona-Relay-Secret": made["relay-secret"] };
  return { token: made["relay-token"], headers };
}

/** What an operation of this path is about. */
export async function idsFor(caller: Caller, operation: string, path: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [, name = ""] of path.matchAll(/\{([^}]+)\}/g)) {
    const make = makers[operation] ?? makers[name];
    if (make === undefined) throw new Error(`Nobody makes what {${name}} names: add a maker.`);
    ids.push(await make(caller, path));
  }
  return ids;
}
