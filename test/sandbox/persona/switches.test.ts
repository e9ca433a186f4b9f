// What no source states of Persona: which of it the sandbox answers in another way when it is told to.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { document } from "../../../generated/persona/document.js";
import { assumptionsOf } from "../../../src/sandbox/world/assumptions.js";
import { root } from "../../contract/paths.js";
import {
  aCompletedInquiry,
  anAccount,
  anInquiry,
  aReport,
  aTransaction,
  attributes,
  verification,
} from "./pairs/made.js";
import { meta, type Play, type StatusRow, statusesDiffer } from "./plays.js";

const assumptions = [...assumptionsOf(document as never).values()];
const named = assumptions.filter(({ alternatives }) => alternatives.length > 0);

const sources = join(root, "src/sandbox");
const code = readdirSync(sources, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join(sources, file), "utf8"))
  .join("\n");

/** Doubts about a name, a shape or a member that the sandbox shows in one form alone, whichever is chosen. */
const inOneForm: readonly string[] = [
  ...["inquiry-set-step-version", "inquiry-sessions-page", "account-relations-page"],
  ...["transaction-file-fields", "user-audit-log-list-included", "rate-limits-same-as-headers", "access-token-bearer"],
  ...["verification-of-one-kind-included", "list-include", "inquiry-filter-created-at-bounds", "inquiry-fields-custom"],
  ...["inquiry-fields-file-member", "account-photo-inflection", "report-submitted-status"],
  "report-dismissal-birthdate-parts",
  ...["inquiry-session-expired-is-final", "workflow-run-completed-status", "workflow-run-resumed-from"],
  ...["report-auto-create-account-match", "report-dismiss-type-values", "list-of-strings-read"],
  ...["api-log-header-casing", "graph-query-final-states", "relay-claim-401-details"],
];

/** Names that are put together from the kind of an object. */
const byKind =
  /^(inquiry|account|report|transaction|case)-tags?-((doubled|missing)-status|created-by-name)$|-remove-unknown-tag-status$|^verification-(un)?lock-twice-status$/;

test("All other doubts are heeded.", () => {
  const unread = named.map(({ name }) => name).filter((name) => !code.includes(`"${name}"`) && !byKind.test(name));
  expect(unread).toEqual(inOneForm);
});

/** A call that is answered with one status as it is assumed, and with another where the alternative is chosen. */
const plays: readonly StatusRow[] = [
  ...(["inquiry", "account", "report"] as const).flatMap((kind): StatusRow[] => {
    const make = { inquiry: anInquiry, account: anAccount, report: aReport }[kind];
    const add = { inquiry: "inquiries-add-tag", account: "accounts-add-tag", report: "reports-add-tag" }[kind];
    const tag: Play = async (caller) => [
      add,
      { ids: [await make(caller)], body: meta({ "tag-name": "nobody knows" }) },
    ];
    const both: Play = async (caller) => [
      add,
      { ids: [await make(caller)], body: meta({ "tag-name": "a", "tag-id": "tag_HuzzWE2EiquZ3VSzDA8bkNPB" }) },
    ];
    return [
      [`${kind}-tag-created-by-name`, 200, 404, tag],
      [`${kind}-tag-doubled-status`, 200, 400, both],
    ];
  }),
  ...(["inquiry", "account"] as const).map(
    (kind): StatusRow => [
      `${kind}-remove-unknown-tag-status`,
      200,
      422,
      async (caller) => [
        kind === "inquiry" ? "inquiries-remove-tag" : "accounts-remove-tag",
        { ids: [await (kind === "inquiry" ? anInquiry : anAccount)(caller)], body: meta({ "tag-name": "none" }) },
      ],
    ],
  ),
  [
    ...(["inquiry-mark-decided-status", 409, 422] as const),
    async (caller) => {
      const id = await aCompletedInquiry(caller);
      await caller.made("approve-an-inquiry", { ids: [id] });
      return ["mark-an-inquiry-for-review", { ids: [id] }];
    },
  ],
  [
    ...(["inquiry-decision-from", 200, 409] as const),
    async (caller) => ["approve-an-inquiry", { ids: [await anInquiry(caller)] }],
  ],
  [
    ...(["inquiry-expire-from", 200, 409] as const),
    async (caller) => ["expire-an-inquiry", { ids: [await anInquiry(caller)] }],
  ],
  [
    ...(["inquiry-decision-is-final", 409, 200] as const),
    async (caller) => {
      const id = await aCompletedInquiry(caller);
      await caller.made("approve-an-inquiry", { ids: [id] });
      return ["decline-an-inquiry", { ids: [id] }];
    },
  ],
  [
    ...(["inquiry-resume-redacted-status", 422, 409] as const),
    async (caller) => {
      const id = await anInquiry(caller);
      await caller.made("redact-an-inquiry", { ids: [id] });
      return ["resume-an-inquiry", { ids: [id] }];
    },
  ],
  [
    ...(["inquiry-set-unknown-step-status", 422, 404] as const),
    async (caller) => [
      "inquiries-set-step",
      { ids: [await anInquiry(caller)], body: meta({ "next-step-name": "moon" }) },
    ],
  ],
  [
    ...(["inquiry-sessions-too-many-status", 422, 409] as const),
    async (caller) => {
      const body = attributes({ "inquiry-id": await anInquiry(caller) });
      for (let made = 0; made < 25; made += 1) await caller.made("create-an-inquiry-session", { body });
      return ["create-an-inquiry-session", { body }];
    },
  ],
  [
    ...(["inquiry-create-account-companions-status", 400, 422] as const),
    async () => [
      "create-an-inquiry",
      {
        body: {
          ...attributes({ "inquiry-template-id": "itmpl_7Kd3Wp9Xn2Vb5Hs8" }),
          meta: { "auto-create-account": false, "auto-create-account-reference-id": "r-1" },
        },
      },
    ],
  ],
  [
    ...(["inquiry-filter-note-status", 400, 422] as const),
    async () => ["list-all-inquiries", { query: "filter[note]=x&filter[status]=created" }],
  ],
  [
    ...(["account-relation-unknown-key-status", 422, 404] as const),
    async (caller) => [
      "accounts-add-relation",
      {
        ids: [await anAccount(caller)],
        body: meta({ "relation-schema-key": "cousins", "target-object-id": await anAccount(caller) }),
      },
    ],
  ],
  ...(["lock", "unlock"] as const).map(
    (what): StatusRow => [
      `verification-${what}-twice-status`,
      200,
      409,
      async (caller) => {
        const call = [`investigation-${what}-a-verification`, { ids: [verification] }] as const;
        if (what === "lock") await caller.made(...call);
        return call;
      },
    ],
  ),
  [
    ...(["transaction-tag-doubled-status", 200, 400] as const),
    async (caller) => [
      "transactions-add-tag",
      { ids: [await aTransaction(caller)], body: meta({ "tag-name": "a", "tag-id": "tag_HuzzWE2EiquZ3VSzDA8bkNPB" }) },
    ],
  ],
  [...(["api-key-unknown-status", 403, 404] as const), async () => ["retrieve-an-api-key", { ids: ["api_none"] }]],
];

statusesDiffer(plays);
