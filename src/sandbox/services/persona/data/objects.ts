// The organizations' objects at the start: people and payments that do not exist, under the ids of the fixtures.

import { type PersonaObject, type PersonaResource, personaObject } from "../objects/persona-object.js";
import { environmentOf, organizationIds } from "./organizations.js";

const { northfold, harbour, kestrel } = organizationIds;

/** Ids of objects of one organization, one of each kind that can be shared. */
export interface FirstObjects {
  readonly inquiry: string;
  readonly account: string;
  readonly transaction: string;
  readonly verification: string;
}

/** Objects of the two organizations that call, to try things with. The destination's objects accept data. */
export const firstObjects: Readonly<Record<"source" | "destination", FirstObjects>> = {
  source: {
    inquiry: "inq_ZLZJqkefVGbBKhH1NiCNDFTPute7tG",
    account: "act_JXk3Vpf8ycd88eANELStgRGe",
    transaction: "txn_fYTPzg1yoJbRKmnhLPdsydmc",
    verification: "ver_e3pc1KHARgboNQhrkBZy74NEJP2m",
  },
  destination: {
    inquiry: "inq_Vw4Kp9Tz2LbXc7Rn5QmYh8DsGf3Ja1",
    account: "act_T5mNc8QvXr2LkZ7PwYb4Hd9S",
    transaction: "txn_B6qRk3Wz8XtLp5NvMc2Yh7Js",
    verification: "ver_K8dHt4Nq7WcRz2XmPv5LbYs9Jf3G",
  },
};

/** A value of a field, wrapped as the API shows it. */
const text = (value: string | null) => ({ type: "string", value });
const date = (value: string | null) => ({ type: "date", value });
const number = (value: number | null) => ({ type: "number", value });

const noFields = { "name-first": text(null), "name-last": text(null), birthdate: date(null) };
const ingrid = { "name-first": text("Ingrid"), "name-last": text("Moe"), birthdate: date("1987-06-05") };
const edmund = { "name-first": text("Edmund"), "name-last": text("Fairley"), birthdate: date("1979-11-23") };

const identifier = ({ type, id }: PersonaObject) => ({ type, id });

/** All of them, as if they had come about in the weeks before `now`. */
export function seededObjects(now: number): readonly PersonaObject[] {
  const ago = (days: number) => new Date(now - days * 86_400_000).toISOString();
  const seconds = (days: number) => Math.floor((now - days * 86_400_000) / 1000);

  const object = (
    type: string,
    id: string,
    organizationId: string,
    days: number,
    attributes: Record<string, unknown>,
    relationships: PersonaResource["relationships"] = {},
  ): PersonaObject =>
    personaObject(environmentOf(organizationId), {
      ...{ type, id, relationships },
      attributes: { ...attributes, "created-at": ago(days), "redacted-at": null },
    });
  const inquiry = (
    id: string,
    organizationId: string,
    status: string,
    fields: object,
    { days = 20, referenceId = null as string | null } = {},
  ) => {
    const isOver = !["created", "pending"].includes(status);
    const attributes = {
      status,
      "reference-id": referenceId,
      note: null,
      behaviors: isOver ? { retries: 0, pastes: 0, "completion-time": 134.25 } : {},
      "reviewer-comment": null,
      creator: "API",
      tags: [],
      fields,
      "updated-at": ago(days - 1),
      "started-at": isOver ? ago(days - 0.1) : null,
      "expires-at": null,
      "completed-at": isOver ? ago(days - 0.5) : null,
      "failed-at": null,
      "marked-for-review-at": status === "needs_review" ? ago(days - 0.6) : null,
      "decisioned-at": status === "approved" ? ago(days - 1) : null,
      "expired-at": null,
      "previous-step-name": isOver ? "capture_face" : null,
      "next-step-name": isOver ? "success" : "start",
    };
    return object("inquiry", id, organizationId, days, attributes, {
      account: { data: null },
      template: { data: null },
      "inquiry-template": { data: { type: "inquiry-template", id: "itmpl_Xk7Wz3Nq9LtRc4VpMb2Yh8Ds" } },
      "inquiry-template-version": { data: { type: "inquiry-template-version", id: "itmplv_Lz4Nq8Xk2WcRt6VpMb9Yh3Ds" } },
      ...Object.fromEntries(
        ["reports", "verifications", "sessions", "documents", "selfies"].map((name) => [name, { data: [] }]),
      ),
    });
  };
  const account = (id: string, organizationId: string, fields: object, referenceId: string | null = null) =>
    object(
      "account",
      id,
      organizationId,
      40,
      {
        "account-type-name": "User",
        "account-status": "Active",
        "reference-id": referenceId,
        tags: [],
        fields,
        "updated-at": ago(12),
      },
      { "account-type": { data: { type: "account-type", id: "acttp_Wc8Nz2Lq6XkRt4VpMb9Yh3Ds" } } },
    );
  const transaction = (id: string, organizationId: string, status: string, fields: object) =>
    object("transaction", id, organizationId, 6, {
      status,
      "reference-id": null,
      tags: [],
      fields,
      "updated-at": null,
    });
  const verification = (kind: string, id: string, organizationId: string, attributes: object = {}) =>
    object(`verification/${kind}`, id, organizationId, 20, {
      status: "passed",
      "country-code": "NO",
      "created-at-ts": seconds(20),
      "submitted-at": ago(19.9),
      "submitted-at-ts": seconds(19.9),
      "completed-at": ago(19.8),
      "completed-at-ts": seconds(19.8),
      tags: [],
      checks: [],
      ...attributes,
    });
  const report = (kind: string, id: string, status: string, attributes: object) =>
    object(`report/${kind}`, id, northfold, 19, {
      status,
      "completed-at": status === "ready" ? ago(19) : null,
      "has-match": false,
      "is-continuous": false,
      "is-recurring": false,
      tags: [],
      term: null,
      birthdate: null,
      "country-code": null,
      ...attributes,
    });
  /** Ties an Inquiry to the person's Account and to its Verifications, and gives them all. */
  const run = (head: PersonaObject, person: PersonaObject | undefined, verifications: readonly PersonaObject[]) => {
    head.resource.relationships.account = { data: person === undefined ? null : identifier(person) };
    head.resource.relationships.verifications = { data: verifications.map(identifier) };
    for (const each of verifications) each.resource.relationships.inquiry = { data: identifier(head) };
    return [head, ...verifications];
  };

  const ingridsAccount = account(
    firstObjects.source.account,
    northfold,
    { ...ingrid, Tier: text("gold") },
    "cust-20417",
  );
  const edmundsAccount = account("act_Dj5j8hmmrx9gvXkkwqdCTGZv", northfold, edmund, "cust-20611");
  const edmundsInquiry = inquiry("inq_gpmPXPCMz2Db17unpLQqiJ2NqUEoGa", northfold, "needs_review", edmund, {
    referenceId: "cust-20611",
  });
  const kestrelsAccount = account("act_Lq7Xv2Zt9KmRb4NcWp6Yh3Ds", kestrel, {
    ...edmund,
    Annual_Income: number(84_250.5),
  });
  const harboursAccount = account(firstObjects.destination.account, harbour, {
    ...noFields,
    Tier: text("standard"),
  });
  const screening = [
    report("watchlist", "rep_mU4brC2uYN4m4TG8ZHjvBfkZ", "ready", {
      "report-template-version-name": "v4",
      "has-match": true,
      "is-continuous": true,
      "name-first": "Edmund",
      "name-middle": null,
      "name-last": "Fairley",
      birthdate: "1979-11-23",
      "country-code": "GB",
      "matched-lists": [],
      "ignore-list": [],
    }),
    report("adverse-media", "rep_rRCyiwuN7FTAnEvRjDNNapME", "pending", {
      term: "Edmund Fairley",
      "related-sources": [],
    }),
  ];
  for (const {
    resource: { relationships },
  } of screening) {
    relationships.inquiry = { data: identifier(edmundsInquiry) };
    relationships.account = { data: identifier(edmundsAccount) };
  }
  edmundsInquiry.resource.relationships.reports = { data: screening.map(identifier) };

  return [
    // The source: an approved Inquiry with a Verification of each kind, of which one cannot be cloned.
    ingridsAccount,
    ...run(
      inquiry(firstObjects.source.inquiry, northfold, "approved", {
        ...ingrid,
        Annual_Income: number(61_400),
        riskLevel: text("low"),
      }),
      ingridsAccount,
      [
        verification("government-id", "ver_B4nXc7Lz2WqKt9RvMp5Yh8DsJf3G", northfold, {
          "name-first": "Ingrid",
          "name-last": "Moe",
          birthdate: "1987-06-05",
          "identification-number": "N0-4471-209",
        }),
        verification("selfie", "ver_teHmGAYerJL8MqVdFknP82aAfDkT", northfold),
        verification("document", "ver_B8L8qQ9ttBDX6TzbYwngsEt6s8v2", northfold, { "document-type": "utility bill" }),
        verification("database", "ver_hi6c5MUyZkYVZt2oTgdcZQ6vTTGJ", northfold),
        verification("phone-number", firstObjects.source.verification, northfold, { "phone-number": "+4755501042" }),
        verification("email-address", "ver_KE5CZ3nX3XnEN8nhE1w8eABh2vjf", northfold, {
          "email-address": "ingrid.moe@mail.example",
        }),
        verification("aamva", "ver_Zp3Wk8Nv5XcLq2TmRb7Yh4DsJf9G", northfold),
      ],
    ),
    transaction(firstObjects.source.transaction, northfold, "approved", {
      amount: number(1250.75),
      currency: text("NOK"),
    }),
    inquiry("inq_7iTqZRxvpfhXw1jJkmkKsW9kBTfqX7", northfold, "completed", edmund),
    edmundsAccount,
    account("act_9FcHRNUB54GQAN2ab1ZKbeyF", northfold, { ...noFields, "name-last": text("Okafor") }),
    inquiry("inq_eGK41TM6GjcZgdcoox7x8Hh0", northfold, "completed", noFields, { days: 60 }),
    ...run(edmundsInquiry, edmundsAccount, [
      verification("government-id", "ver_MfZMQsRE74xDjZAFipGT9wzwcLKB", northfold, {
        "name-first": "Edmund",
        "name-last": "Fairley",
        "entity-confidence-score": 97.25,
        "entity-confidence-reasons": ["prominent"],
      }),
      verification("selfie", "ver_8oiVauC4RvZULFSPirzUcG5qBGwn", northfold, { status: "requires_retry" }),
    ]),
    ...screening,
    transaction("txn_GRerdEsPgbXDNc19XxbWMYin", northfold, "hold", { amount: number(98_000), currency: text("GBP") }),

    // Objects that it imported, or may import into.
    inquiry("inq_6pDKvuqz14XfC8wPNnT5N9Rd3P8eDj", northfold, "completed", edmund, { days: 9 }),
    account("act_6h3f2Xtra83Ym6Qw84xMVD7L", northfold, edmund),
    inquiry("inq_yWn5ZHoFRrDhcDczjPWCtNprXxCY9C", northfold, "created", {
      "name-first": text(null),
      familyName: text(null),
      "yearly-income": number(null),
    }),
    inquiry("inq_ahUdWJt3nyo3zPJdKWMQbC6UHzGGQo", northfold, "created", { ...noFields, "tax-id": text(null) }),
    transaction("txn_2DMVEkxa4RX7NkoqfoTiGWUC", northfold, "created", { amount: number(null), currency: text(null) }),

    // The destination.
    harboursAccount,
    inquiry(firstObjects.destination.inquiry, harbour, "created", noFields),
    inquiry("inq_R9zLk4Xw7VtNc2QpMb5Yh8DsGf6Ja3", harbour, "completed", edmund),
    transaction(firstObjects.destination.transaction, harbour, "created", {
      amount: number(null),
      currency: text(null),
    }),
    verification("email-address", firstObjects.destination.verification, harbour, {
      "email-address": "e.fairley@mail.example",
    }),

    // A partner of both.
    kestrelsAccount,
    ...run(
      inquiry("inq_Hn5Qz8Xk3VwLc7RtMp2Yb9DsGf4Ja6", kestrel, "approved", {
        ...edmund,
        Annual_Income: number(84_250.5),
        "is-pep": { type: "boolean", value: false },
      }),
      kestrelsAccount,
      [
        verification("government-id", "ver_Wc6Nv9Xq2LzKt5RbMp8Yh3DsJf7G", kestrel, { "name-last": "Fairley" }),
        verification("phone-number", "ver_ULbotgLFXb3VkKsMiHtn8kuDpPWx", kestrel, { "phone-number": "+4791500112" }),
      ],
    ),
    transaction("txn_Xk4Vz9Lq6NtRc3WpMb8Yh5Ds", kestrel, "approved", { amount: number(420), currency: text("GBP") }),
  ];
}
