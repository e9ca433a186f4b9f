// Templates, queues, users and tags of Cases, for each of the two organizations.

import type { CaseField, CaseStatus } from "../cases/case-records.js";

export interface SeededDesk {
  readonly organizationId: string;
  readonly templates: readonly {
    readonly id: string;
    readonly name: string;
    readonly prefix: string;
    /** The number of the last seeded Case. */
    readonly counter: number;
    readonly statuses: readonly CaseStatus[];
    readonly resolutions: readonly string[];
    readonly fields: readonly CaseField[];
  }[];
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  readonly users: readonly { readonly id: string; readonly email: string }[];
  readonly tags: readonly { readonly id: string; readonly name: string }[];
}

const northfold: SeededDesk = {
  organizationId: "org_uJpsP3d3fKjzPiam3i4KVdiu",
  templates: [
    {
      id: "ctmpl_336jV1uVaaY84GAqvG91oiy9",
      name: "Know your customer",
      prefix: "KCAS",
      counter: 1,
      statuses: statuses("open", "pending", "resolved"),
      resolutions: ["Cleared", "Reported"],
      fields: [{ name: "source_of_funds", type: "string" }],
    },
    {
      id: "ctmpl_2C7WDSErKHDLbP3wEjXcQkZG",
      name: "Onboarding review",
      prefix: "NFB",
      counter: 140,
      statuses: statuses("Open", "Under review", "Approved", "Declined"),
      resolutions: ["Identity not established", "Cleared"],
      fields: [
        { name: "risk_level", type: "choices", options: ["low", "medium", "elevated"], searchable: true },
        { name: "Risk-Level", type: "integer", searchable: true },
        { name: "riskLevel", type: "string" },
        { name: "priority", type: "string", searchable: true },
        { name: "external-ref", type: "string", searchable: true },
        { name: "is_urgent", type: "boolean", searchable: true },
        { name: "score", type: "number", searchable: true },
        { name: "hits", type: "integer", searchable: true },
        { name: "due_on", type: "date", searchable: true },
        { name: "contact", type: "email-address" },
        { name: "topics", type: "multi-choices", options: ["identity", "address", "funds"] },
      ],
    },
  ],
  queues: [
    { id: "cqueue_7JRbkcdbx9fTossK98NJvRZcmk1", name: "Intake" },
    { id: "cqueue_4PWjDEzULi8ZCiwRZuFdT2jV5F", name: "Escalations" },
  ],
  users: [
    { id: "user_RAM79eoqhcLSBYUzm7UgSEK9", email: "mara.lind@northfold.example" },
    { id: "user_Jetnf6cdmgRaRWmCneecH3Fw", email: "ole.varga@northfold.example" },
    { id: "user_4Zk8Nw2Rt6Vx1Qc9Lb5Ym3Pd", email: "ole.varga+night@northfold.example" },
  ],
  tags: [
    { id: "tag_HuzzWE2EiquZ3VSzDA8bkNPB", name: "priority-2" },
    { id: "tag_1gaJoYWzjnC894pb29mZjyej", name: "Manual Check" },
  ],
};

const harbour: SeededDesk = {
  organizationId: "org_hCx8QAouz6735KM5Xb6TQvbt",
  templates: [
    {
      id: "ctmpl_9Rk2Lw6Tn4Vx8Qc1Zb5Ym7Pd",
      name: "Loan review",
      prefix: "LOAN",
      counter: 1,
      statuses: statuses("Open", "With underwriter", "Approved", "Declined"),
      resolutions: ["Within policy", "Outside policy"],
      fields: [
        { name: "amount", type: "number", searchable: true },
        { name: "term-in-months", type: "integer", searchable: true },
        { name: "purpose", type: "string" },
      ],
    },
  ],
  queues: [{ id: "cqueue_3Tz7Kc1Wn5Rv9Xb2Lq6Yd4Pm", name: "Underwriting" }],
  users: [{ id: "user_8Lq3Vx7Tz1Kc5Wn9Rb2Yd6Pm", email: "ines.marchetti@harbour.example" }],
  tags: [{ id: "tag_5Wn1Rv9Xb3Lq7Yd2Pm6Tz8Kc", name: "fast track" }],
};

export const seededDesks: readonly SeededDesk[] = [northfold, harbour];

/** A Case begins in the first, is worked on in the second, and ends in one of the others. */
function statuses(initial: string, intermediate: string, ...ends: readonly string[]): readonly CaseStatus[] {
  return [
    { name: initial, kind: "initial" },
    { name: intermediate, kind: "intermediate" },
    ...ends.map((name) => ({ name, kind: "end" }) as const),
  ];
}
