// The findings of searches: people on the sandbox's lists. Kinds of Reports that are not here find nothing.

import { refuse } from "../../../answer/refusal.js";
import type { World } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";

/** A name on the lists, in public office and in the press. */
interface ListedName extends Stored {
  /** The name itself, in small letters. */
  readonly id: string;
  readonly name: string;
}

/** Names that the sandbox's lists hold from the start. */
const firstNames = ["Ines Moreau", "Harbour Light Trading"];

export function seedListedNames(world: World): void {
  for (const name of firstNames) listName(world, name);
}

export function listName({ store }: World, name: string): void {
  store.collection<ListedName>("listed-name").add({ id: name.toLowerCase(), name });
}

interface Finding {
  /** The attribute that holds what is found, and the member that a match is named by. */
  readonly member: string;
  readonly matchId?: string;
  /** Where what was dismissed goes. */
  readonly dismissed?: string;
  readonly matches: (name: string, world: World) => readonly object[];
  /** Further attributes of matches. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

const list = {
  ...{ name: "EU financial sanctions", url: "https://lists.example.org/eu", "list-type": "sanction" },
  ...{ "list-types": ["sanction"], slug: "eu-financial-sanctions", "flag-code": "EU" },
};

const findings: Readonly<Record<string, Finding>> = {
  "report/watchlist": {
    member: "matched-lists",
    dismissed: "ignore-list",
    matches: (name) => [{ ...list, entities: [{ name, "alias-type": "primary_name", birthdates: [] }] }],
  },
  "report/politically-exposed-person": {
    member: "result",
    matchId: "entity-id",
    dismissed: "ignore-list",
    matches: (name, { ids }) => [{ "entity-id": ids.prefixed("ent_"), name, topics: ["role.pep"], positions: [] }],
  },
  "report/adverse-media": {
    member: "related-sources",
    matchId: "entity-id",
    dismissed: "ignore-list-entity",
    matches: (name, { ids }) => [{ "entity-id": ids.prefixed("ent_"), name, akas: [], media: [article], sources: [] }],
  },
  "report/business-adverse-media": {
    member: "related-sources",
    matchId: "id",
    matches: (name, { ids }) => [{ id: ids.prefixed("ent_"), name, akas: [], media: [article], sources: [] }],
  },
  "report/business-watchlist": {
    member: "sanction-list",
    matches: () => [{ name: list.name, url: list.url }],
    beside: { "matched-lists": [list.name] },
  },
  "report/screening": {
    member: "matched-records",
    matches: (name, { ids, clock }) => [
      {
        ...{ token: ids.prefixed("scrre_"), matched: true, "created-at": clock.iso(), "reviewed-at": null },
        ...{ "review-status": "pending", "risk-level": null, "present-in-last-run": true, "notify-on-change": false },
        ...{ "record-types": ["sanction"], names: [{ type: "primary", name }] },
      },
    ],
    beside: { "matched-screening-types": ["sanction"] },
  },
};

const article = {
  ...{ title: "Foundation under scrutiny", date: "2025-06-30", url: "https://news.example.com/foundation-accounts" },
  snippet: "The court heard that the accounts were never audited.",
};

/** The result of a search for a name: the attributes of the Report, and the number of matches. */
export function found(
  type: string,
  name: string,
  world: World,
): { readonly shown: Readonly<Record<string, unknown>>; readonly matches: number } {
  const finding = findings[type];
  const isListed = world.store.collection<ListedName>("listed-name").get(name.toLowerCase()) !== undefined;
  if (finding === undefined || !isListed) return { shown: {}, matches: 0 };
  const matches = finding.matches(name, world);
  return { shown: { [finding.member]: matches, ...finding.beside }, matches: matches.length };
}

/** Which of the matches a dismissal names, and where they are. */
interface Dismissal {
  readonly "dismiss-type"?: string;
  readonly "entity-id"?: string;
  readonly reason?: string;
}

const perMatch: ReadonlySet<string> = new Set(["report/adverse-media", "report/business-adverse-media"]);

/**
 * Takes matches from the attributes of a Report.
 *
 * @throws a 422 that points at what is missing, a 404 for a match that is not there.
 */
export function dismiss(
  type: string,
  attributes: Record<string, unknown>,
  { reason, ...named }: Dismissal,
  { by, world }: { readonly by: string; readonly world: World },
): void {
  if (perMatch.has(type)) {
    const given = { ...named, reason };
    for (const name of ["dismiss-type", "entity-id", "reason"] as const) {
      if (given[name] !== undefined) continue;
      throw refuse(422, { title: "Record invalid", detail: "is missing", pointer: `/data/attributes/${name}` });
    }
  }
  const finding = findings[type];
  if (finding === undefined) return;
  const { member, matchId, dismissed } = finding;
  const all = (attributes[member] ?? []) as readonly Readonly<Record<string, unknown>>[];
  const wanted = named["entity-id"];
  const gone = wanted === undefined || matchId === undefined ? all : all.filter((match) => match[matchId] === wanted);
  if (wanted !== undefined && gone.length === 0) throw refuse(404, `The Report has no match ${wanted}`);
  attributes[member] = all.filter((match) => !gone.includes(match));
  if (dismissed !== undefined) {
    const about = {
      "ignored-at": world.clock.iso(),
      "run-history-completed-at": attributes["completed-at"],
      user: by,
      ...(reason !== undefined && { "ignore-reason": reason }),
    };
    const before = (attributes[dismissed] ?? []) as readonly object[];
    attributes[dismissed] = [...before, ...gone.map((match) => ({ ...about, match }))];
  }
  attributes["has-match"] = (attributes[member] as readonly object[]).length > 0;
}
