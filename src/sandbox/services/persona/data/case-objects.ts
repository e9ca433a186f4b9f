// Objects that the seeded Cases gather.

import type { GatheredObject } from "../case-objects.js";

const northfold = "org_uJpsP3d3fKjzPiam3i4KVdiu";
const day = 86_400_000;

export function seededObjects(now: number): readonly GatheredObject[] {
  const ago = (days: number) => new Date(now - days * day).toISOString();
  const object = (
    type: string,
    id: string,
    attributes: GatheredObject["attributes"],
    relationships: GatheredObject["relationships"] = {},
  ): GatheredObject => ({ type, id, organizationId: northfold, attributes, relationships });
  const account = { data: { type: "account", id: "act_Dj5j8hmmrx9gvXkkwqdCTGZv" } };
  const inquiry = { data: { type: "inquiry", id: "inq_gpmPXPCMz2Db17unpLQqiJ2NqUEoGa" } };
  const passed = { status: "passed", "created-at": ago(20), "submitted-at": ago(20), "completed-at": ago(20) };
  const ready = { status: "ready", "created-at": ago(20), "completed-at": ago(20), "redacted-at": null, tags: [] };
  return [
    object("account", "act_Dj5j8hmmrx9gvXkkwqdCTGZv", {
      "reference-id": "cust-20417",
      "account-type-name": "User",
      "account-status": "Active",
      tags: ["retail"],
      fields: { name_first: { type: "string", value: "Ingrid" }, name_last: { type: "string", value: "Moe" } },
      "created-at": ago(90),
      "updated-at": ago(20),
      "redacted-at": null,
    }),
    object("account", "act_9FcHRNUB54GQAN2ab1ZKbeyF", {
      "reference-id": null,
      "account-type-name": "Business",
      "account-status": "Active",
      tags: [],
      fields: { name: { type: "string", value: "Moe Marine AS" } },
      "created-at": ago(80),
      "updated-at": null,
      "redacted-at": null,
    }),
    object(
      "inquiry",
      "inq_gpmPXPCMz2Db17unpLQqiJ2NqUEoGa",
      {
        status: "needs_review",
        "reference-id": "cust-20417",
        note: null,
        tags: ["web"],
        "reviewer-comment": null,
        fields: { "name-first": { type: "string", value: "Ingrid" }, birthdate: { type: "date", value: "1987-06-05" } },
        "created-at": ago(20),
        "updated-at": ago(20),
        "completed-at": ago(20),
        "decisioned-at": null,
        "redacted-at": null,
      },
      { account },
    ),
    object("inquiry", "inq_eGK41TM6GjcZgdcoox7x8Hh0", {
      status: "completed",
      "reference-id": "cust-10023",
      note: null,
      tags: [],
      "reviewer-comment": null,
      fields: { "name-first": { type: "string", value: "Tomas" } },
      "created-at": ago(60),
      "updated-at": ago(59),
      "completed-at": ago(59),
      "decisioned-at": null,
      "redacted-at": null,
    }),
    object(
      "report/watchlist",
      "rep_mU4brC2uYN4m4TG8ZHjvBfkZ",
      { ...ready, "has-match": true, "name-first": "Ingrid", "name-last": "Moe" },
      { inquiry, account },
    ),
    object("report/adverse-media", "rep_rRCyiwuN7FTAnEvRjDNNapME", { ...ready, "has-match": false }, { inquiry }),
    object(
      "verification/government-id",
      "ver_MfZMQsRE74xDjZAFipGT9wzwcLKB",
      { ...passed, "country-code": "NO", "name-first": "Ingrid", "name-last": "Moe", tags: [], checks: [] },
      { inquiry },
    ),
    object("verification/selfie", "ver_8oiVauC4RvZULFSPirzUcG5qBGwn", { ...passed, tags: [], checks: [] }, { inquiry }),
    object("transaction", "txn_GRerdEsPgbXDNc19XxbWMYin", {
      status: "flagged",
      "reference-id": "wire-7714",
      tags: [],
      fields: { amount: 48_000, currency: "NOK" },
      "created-at": ago(19),
      "updated-at": null,
    }),
  ];
}
