// Persona on the page: two organizations, the connections and share tokens between them, and their Cases.

import { document } from "../../../../generated/persona/document.js";
import { valueAt } from "../../document/pointer.js";
import type { Sandbox } from "../../options.js";
import type { AnySandbox, Board, Card, Fact, Party, ShownRecord, Tone } from "../../page/board.js";
import type { LifecycleFacts } from "../../world/lifecycle.js";
import type { Side } from "./api-keys/keys.js";
import type { Organization } from "./organizations.js";
import type { PersonaControl } from "./service.js";

/** Actions of people in Persona's dashboard. */
type Dashboard = PersonaControl & {
  readonly acceptConnection?: (id: string) => void;
  readonly completeInquiry?: (id: string) => void;
  readonly proveClaim?: (relayToken: string) => void;
  readonly failNextRedemption?: (reason: never) => void;
};

const schemas = "/components/schemas";
const reasons = "/properties/attributes/properties/failure-reason/x-extensible-enum";
const failureReasons = valueAt(document, `${schemas}/ShareToken${reasons}`) as readonly string[];
const lifecycleOf = (schema: string) => valueAt(document, `${schemas}/${schema}/x-lifecycle`) as LifecycleFacts;

const tones: Readonly<Record<string, Tone>> = {
  active: "good",
  inactive: "over",
  created: "open",
  pending: "busy",
  redeemed: "good",
  expired: "over",
  failed: "bad",
};

export const personaBoard: Board = {
  service: "persona",
  title: "Persona",
  parties: (sandbox) => {
    const { credentials } = sandbox as Sandbox;
    const party = (side: Side, role: string): Party => {
      const { apiKey, organizationId, environmentId, webhookSecret } = credentials.persona[side];
      const name = organizationName(organizationId, sandbox);
      const shown = { apiKey, organizationId, environmentId, webhookSecret };
      return { side, name, role, id: organizationId, credentials: shown };
    };
    return [party("source", "Source, shares"), party("destination", "Destination, redeems")];
  },
  shelves: [
    {
      title: "Connections",
      collection: "connect/connection",
      empty: "No connection yet. The source makes one with POST /connect/connections.",
      card: connectionCard,
    },
    {
      title: "Share tokens",
      collection: "connect/share-token",
      empty: "No share token yet. The source makes one with POST /connect/share-tokens, over an active connection.",
      card: shareTokenCard,
    },
    {
      title: "Cases",
      collection: "case",
      empty: "No case yet. Either organization opens one with POST /cases.",
      card: caseCard,
    },
  ],
  acts: {
    accept: {
      label: "Accept",
      run: (sandbox, fields) => dashboard(sandbox).acceptConnection?.(fields.get("id") ?? ""),
    },
    "complete-inquiry": {
      label: "Go through the checks",
      run: (sandbox, fields) => dashboard(sandbox).completeInquiry?.(fields.get("id") ?? ""),
    },
    "prove-claim": {
      label: "Prove the claim",
      run: (sandbox, fields) => dashboard(sandbox).proveClaim?.(fields.get("id") ?? ""),
    },
    "fail-next-redemption": {
      label: "Fail the next redemption",
      run: (sandbox, fields) => {
        const reason = fields.get("reason") ?? "";
        if (!failureReasons.includes(reason)) throw new TypeError(`"${reason}" is no reason for a failure.`);
        dashboard(sandbox).failNextRedemption?.(reason as never);
      },
    },
  },
  tools: (sandbox) => {
    if (dashboard(sandbox).failNextRedemption === undefined) return [];
    const [plan] = sandbox.records("persona/redemption-plan");
    const pending = plan && `The next redemption fails: ${text(plan, "reason")}.`;
    const label = "Fail the next redemption";
    return [{ act: "fail-next-redemption", label, field: "reason", choices: failureReasons, pending }];
  },
};

function dashboard(sandbox: AnySandbox): Dashboard {
  return (sandbox as Sandbox).control.persona;
}

function connectionCard(record: ShownRecord, sandbox: AnySandbox): Card {
  const state = text(record, "status");
  const canBeAccepted = state === "pending" && dashboard(sandbox).acceptConnection !== undefined;
  return {
    id: text(record, "id"),
    ...ends(record, sandbox),
    state,
    tone: state === "pending" ? "open" : toneOf(state),
    lifecycle: lifecycleOf("Connection"),
    facts: [moment("Created", text(record, "created-at"))].flat(),
    acts: canBeAccepted ? ["accept"] : [],
  };
}

function shareTokenCard(record: ShownRecord, sandbox: AnySandbox): Card {
  const state = text(record, "status");
  const source = identifier(record, "source");
  const connection = identifier(record, "connection")?.id ?? text(record, "connection-id");
  const over = sandbox.records("persona/connect/connection").find(({ id }) => id === connection);
  return {
    id: text(record, "id"),
    ...ends(over ?? record, sandbox),
    state,
    tone: toneOf(state),
    lifecycle: lifecycleOf("ShareToken"),
    facts: [
      source === undefined ? [] : [{ label: "Shares", value: source.id }],
      plain("Mode", text(record, "redeem-mode")),
      plain("Reason", text(record, "failure-reason")),
      state === "created" ? moment("Expires", text(record, "expires-at")) : [],
      state === "expired" ? moment("Expired", text(record, "expires-at")) : [],
      moment("Redeemed", text(record, "redeemed-at")),
      moment("Failed", text(record, "failed-at")),
    ].flat(),
  };
}

function caseCard(record: ShownRecord, sandbox: AnySandbox): Card {
  const redacted = text(record, "redacted-at");
  const resolved = text(record, "resolved-at");
  const state = text(record, "status") || "Redacted";
  const owner = text(record, "organization-id");
  const template = sandbox.records("persona/case-template").find(({ id }) => id === record.templateId);
  const tagIds: readonly unknown[] = Array.isArray(record.tagIds) ? record.tagIds : [];
  const tags = sandbox.records("persona/tag").filter(({ id }) => tagIds.includes(id));
  const name = text(record, "name");
  return {
    id: text(record, "id"),
    ...(name !== "" && { name }),
    ...(owner !== "" && { from: organizationName(owner, sandbox) }),
    state,
    // How well a Case ended, only its template knows: Declined ends it as Approved does.
    tone: redacted !== "" || resolved !== "" ? "over" : "open",
    facts: [
      plain("Template", text(template ?? {}, "name")),
      plain("Assignee", text(record, "assignee-id")),
      plain("Tags", tags.map((tag) => text(tag, "name")).join(", ")),
      redacted !== "" ? moment("Redacted", redacted) : moment("Resolved", resolved),
      resolved === "" && redacted === "" ? moment("Due", text(record, "sla-expires-at")) : [],
      moment("Opened", text(record, "created-at")),
    ].flat(),
  };
}

function toneOf(state: string): Tone {
  return tones[state] ?? "open";
}

function plain(label: string, value: string): Fact[] {
  return value === "" ? [] : [{ label, value }];
}

function moment(label: string, value: string): Fact[] {
  return value === "" ? [] : [{ label, value, isMoment: true }];
}

/** The organizations of a connection. */
function ends(record: ShownRecord, sandbox: AnySandbox): Pick<Card, "from" | "to"> {
  const from = text(record, "source-organization-id");
  const to = text(record, "destination-organization-id");
  if (from === "" || to === "") return {};
  return { from: organizationName(from, sandbox), to: organizationName(to, sandbox) };
}

function organizationName(id: string, sandbox: AnySandbox): string {
  const organizations = sandbox.records<Organization>("persona/organization");
  return organizations.find((each) => each.id === id)?.name ?? id;
}

/** A member of a record, of its attributes or of the record itself. */
function member(record: ShownRecord, name: string): unknown {
  const attributes = record.attributes as ShownRecord | undefined;
  return attributes?.[name] ?? record[name] ?? record[camel(name)];
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function text(record: ShownRecord, name: string): string {
  const value = member(record, name);
  return typeof value === "string" ? value : "";
}

function identifier(record: ShownRecord, name: string): { readonly id: string } | undefined {
  const relationships = record.relationships as Record<string, { data?: { id: string } | null }> | undefined;
  const own = record[name] as { readonly id?: unknown } | undefined;
  return relationships?.[name]?.data ?? (typeof own?.id === "string" ? { id: own.id } : undefined);
}
