// EnableNow on the page: two apps, and what one shares with the other.

import type { Sandbox } from "../../options.js";
import type { AnySandbox, Board, Card, Fact, Party } from "../../page/board.js";
import type { LifecycleFacts } from "../../world/lifecycle.js";
import { accountCard, consentCard } from "./accounts/cards.js";
import type { App } from "./apps.js";
import type { Account, Consent } from "./holdings.js";
import type { Share } from "./sharing/share.js";

/** The spec has no states: this is what its moment of expiry amounts to. */
const lifecycle: LifecycleFacts = {
  property: "state",
  initial: "open",
  terminal: [],
  states: { open: {}, expired: {} },
  transitions: [
    { from: "open", to: "expired", at: "expirationDateUtc" },
    { from: "expired", to: "open", by: "updateShare" },
  ],
};

export const enablenowBoard: Board = {
  service: "enablenow",
  title: "EnableNow",
  parties: (sandbox) => {
    const { credentials } = sandbox as Sandbox;
    const party = (side: "a" | "b", role: string): Party => {
      const { clientId } = credentials.enablenow[side];
      const name = `App ${side.toUpperCase()}`;
      return { side, name, role, id: clientId, credentials: { ...credentials.enablenow[side] } };
    };
    return [party("a", "Shares"), party("b", "Receives")];
  },
  shelves: [
    {
      title: "Shares",
      collection: "share",
      empty: "No share yet. App A makes one with POST /shares.",
      card: (record, sandbox) => shareCard(record as unknown as Share, sandbox),
    },
    {
      title: "Accounts",
      collection: "account",
      empty: "No account yet. A consent brings them when the end user has agreed.",
      card: (record, sandbox) => accountCard(record as unknown as Account, sandbox),
    },
    {
      title: "Consents",
      collection: "consent",
      empty: "No consent yet. App A asks for one with POST /cfa/consents.",
      card: (record, sandbox) => {
        const consent = record as unknown as Consent;
        return consentCard(consent, sandbox, nameOf(consent.owner, sandbox));
      },
    },
  ],
  acts: {},
};

function shareCard({ id, reference, owner, clientId, expirationDateUtc, ...held }: Share, sandbox: AnySandbox): Card {
  const isOver = Date.parse(expirationDateUtc) <= sandbox.now().getTime();
  const facts: Fact[] = [
    { label: "Holds", value: contents(held) },
    { label: isOver ? "Expired" : "Expires", value: expirationDateUtc, isMoment: true },
  ];
  return {
    id,
    ...(reference && { name: reference }),
    from: nameOf(owner, sandbox),
    to: nameOf(clientId, sandbox),
    state: isOver ? "expired" : "open",
    tone: isOver ? "over" : "good",
    lifecycle,
    facts,
  };
}

/** Apps that do not call go by their client id. */
function nameOf(clientId: string, sandbox: AnySandbox): string {
  const apps = sandbox.records<App>("enablenow/app");
  const side = apps.find(({ id }) => id === clientId)?.side ?? clientId;
  return side.length === 1 ? `App ${side.toUpperCase()}` : clientId;
}

function contents({ consentIds, accountIds, analysisIds }: Pick<Share, "consentIds" | "accountIds" | "analysisIds">) {
  const counted = (ids: readonly string[], one: string, many: string) =>
    ids.length === 0 ? [] : [`${ids.length} ${ids.length === 1 ? one : many}`];
  return [
    ...counted(consentIds, "consent", "consents"),
    ...counted(accountIds, "account", "accounts"),
    ...counted(analysisIds, "analysis", "analyses"),
  ].join(", ");
}
