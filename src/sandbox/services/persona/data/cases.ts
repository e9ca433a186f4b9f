// Cases that are there from the start, in every state: new, under review, approved, declined, redacted.

import type { CaseAttributes, CaseComment, CaseRecord } from "../cases/case-records.js";

const dayMs = 86_400_000;
const northfold = "org_uJpsP3d3fKjzPiam3i4KVdiu";
const harbour = "org_hCx8QAouz6735KM5Xb6TQvbt";
const mara = "mara.lind@northfold.example";
const ole = "ole.varga@northfold.example";
const escalations = "cqueue_4PWjDEzULi8ZCiwRZuFdT2jV5F";

type Given = Partial<Omit<CaseRecord, "attributes">> & { readonly attributes?: Partial<CaseAttributes> };

/** The oldest first. Days are counted back from now. */
export function seededCases(now: number): readonly CaseRecord[] {
  const ago = (days: number) => new Date(now - days * dayMs).toISOString();
  const made = (id: string, name: string, status: string, days: number, given: Given): CaseRecord => ({
    type: "case",
    id,
    organizationId: northfold,
    templateId: "ctmpl_2C7WDSErKHDLbP3wEjXcQkZG",
    queueId: null,
    fields: {},
    tagIds: [],
    attachments: [],
    objects: [],
    ...given,
    attributes: {
      status,
      name,
      resolution: null,
      "created-at": ago(days),
      "updated-at": ago(days),
      "assigned-at": null,
      "resolved-at": null,
      "redacted-at": null,
      "sla-expires-at": null,
      "creator-id": null,
      "creator-type": null,
      "assignee-id": null,
      "assigner-id": null,
      "assigner-type": null,
      "resolver-id": null,
      "resolver-type": null,
      "updater-id": null,
      "updater-type": null,
      ...given.attributes,
    },
  });
  const user = (role: "creator" | "assigner" | "resolver" | "updater", email: string) => ({
    [`${role}-id`]: email,
    [`${role}-type`]: "user",
  });
  const assigned = (email: string, days: number) => ({ "assignee-id": email, "assigned-at": ago(days) });
  return [
    made("case_19pQg1NHfYeUdpIvYZ54xmDz", "NFB-30", "Approved", 120, {
      fields: { risk_level: "low", score: 0.12, hits: 0 },
      attributes: {
        ...user("creator", mara),
        ...user("resolver", mara),
        ...user("updater", mara),
        resolution: "Cleared",
        "resolved-at": ago(118),
        "updated-at": ago(118),
      },
    }),
    made("case_3QUi2HyqxbiryjatHgt5qmbh", "NFB-31", "Approved", 110, {
      attributes: { "redacted-at": ago(30), "updated-at": ago(30) },
    }),
    made("case_GqHL4ecoKC5e8qaZdV5JCGpt", "NFB-32", "Open", 75, {}),
    made("case_KsFU1Vxv9oK3ztnwQuD7MaJo", "KCAS-1", "open", 60, {
      templateId: "ctmpl_336jV1uVaaY84GAqvG91oiy9",
      queueId: "cqueue_7JRbkcdbx9fTossK98NJvRZcmk1",
      objects: [{ type: "inquiry", id: "inq_eGK41TM6GjcZgdcoox7x8Hh0" }],
      attributes: {
        ...user("creator", mara),
        ...user("assigner", mara),
        ...assigned(ole, 60),
        ...user("updater", ole),
      },
    }),
    made("case_DendjkBKhfhw9LhFaLb1XFHo", "NFB-77", "Declined", 45, {
      fields: { risk_level: "elevated", priority: "low" },
      objects: [{ type: "inquiry", id: "inq_gpmPXPCMz2Db17unpLQqiJ2NqUEoGa" }],
      attributes: {
        ...user("creator", ole),
        ...user("assigner", ole),
        ...assigned(ole, 45),
        ...user("resolver", ole),
        ...user("updater", ole),
        resolution: "Identity not established",
        "resolved-at": ago(43),
        "updated-at": ago(43),
      },
    }),
    made("case_SPVUZgbiohnarEPKb9Cmjb5S", "NFB-118", "Under review", 20, {
      queueId: escalations,
      fields: { risk_level: "elevated", "Risk-Level": 3, riskLevel: null },
      tagIds: ["tag_HuzzWE2EiquZ3VSzDA8bkNPB", "tag_1gaJoYWzjnC894pb29mZjyej"],
      attachments: [
        { filename: "statement of funds.pdf", byteSize: 48_213 },
        { filename: "gate.png", byteSize: 902 },
      ],
      objects: [
        { type: "account", id: "act_Dj5j8hmmrx9gvXkkwqdCTGZv" },
        { type: "account", id: "act_9FcHRNUB54GQAN2ab1ZKbeyF" },
        { type: "inquiry", id: "inq_gpmPXPCMz2Db17unpLQqiJ2NqUEoGa" },
        { type: "report/watchlist", id: "rep_mU4brC2uYN4m4TG8ZHjvBfkZ" },
        { type: "report/adverse-media", id: "rep_rRCyiwuN7FTAnEvRjDNNapME" },
        { type: "verification/government-id", id: "ver_MfZMQsRE74xDjZAFipGT9wzwcLKB" },
        { type: "verification/selfie", id: "ver_8oiVauC4RvZULFSPirzUcG5qBGwn" },
        { type: "transaction", id: "txn_GRerdEsPgbXDNc19XxbWMYin" },
      ],
      attributes: {
        ...assigned(mara, 20),
        "sla-expires-at": ago(-69),
        "updated-at": ago(3),
        "creator-id": "wfr_5eaXCWXnWuZttR5ChS4wfZh4",
        "creator-type": "workflow-run",
        "assigner-id": "cap_qx2bPpg6BsC1YhPjGeBLc964",
        "assigner-type": "case-assignment-policy",
        ...user("updater", mara),
      },
    }),
    made("case_9VixHsUKwX4YiLrGrF6774JU", "NFB-140", "Open", 2, {
      queueId: escalations,
      fields: { priority: "high", "external-ref": "K-99/4", is_urgent: true },
      attributes: { "creator-id": "api_RgC13yN16Tjko6Cjw2d6CZAA", "creator-type": "api-key" },
    }),
    made("case_2Wn6Rv8Xb4Lq1Yd9Pm3Tz7Kc", "LOAN-1", "Open", 5, {
      organizationId: harbour,
      templateId: "ctmpl_9Rk2Lw6Tn4Vx8Qc1Zb5Ym7Pd",
      queueId: "cqueue_3Tz7Kc1Wn5Rv9Xb2Lq6Yd4Pm",
      fields: { amount: 250_000, "term-in-months": 240 },
      attributes: user("creator", "ines.marchetti@harbour.example"),
    }),
  ];
}

export function seededComments(now: number): readonly CaseComment[] {
  const comment = (id: string, days: number, message: string): CaseComment => ({
    type: "case-comment",
    id,
    caseId: "case_SPVUZgbiohnarEPKb9Cmjb5S",
    message,
    commenterId: mara,
    createdAt: new Date(now - days * dayMs).toISOString(),
  });
  return [
    comment("cscm_1fu5JFGyLjANCGZtZgy36diB", 19, "Second document asked for by phone.\nWaiting until Friday."),
    comment("cscm_z664EzdSJNXNNxa7GCqJMyeb", 4, "It arrived."),
  ];
}
