// Facts of the document's collections that the document leaves out: the prefixes of ids, the first values of a new resource, and
// the changes that need a person.

import { refuse } from "../../answer/refusal.js";
import { holderOf } from "../../engine/lifecycles.js";
import type { ResourceRecord } from "../../engine/records/record.js";
import type { Call, ResourceRules, World } from "../../service.js";
import { graphQueryRules } from "./graph/graph-queries.js";
import { finishImport, importerType } from "./lists/imports.js";
import { kindsByName } from "./lists/list-kinds.js";
import type { PersonaCaller } from "./organizations.js";
import { workflowRunRules } from "./workflows/runs.js";

const prefixes: Readonly<Record<string, string>> = {
  ...{ account: "act", inquiry: "inq", transaction: "txn", "inquiry-session": "iqse", device: "dev" },
  ...{ "document/generic": "doc", "document/government-id": "doc", "graph-query": "grphq", importers: "mprt" },
  ...{ "list-item/browser-fingerprint": "libf", "list-item/country": "lic", "list-item/device-fingerprint": "lidf" },
  ...{ "list-item/email-address": "liea", "list-item/field": "liif", "list-item/geolocation": "ligl" },
  ...{ "list-item/government-id-number": "ligin", "list-item/ip-address": "liip", "list-item/name": "lin" },
  ...{
    "list-item/phone-number": "lipn",
    "list-item/string": "lin",
    webhook: "wbh",
    "inquiry-template": "itmpl",
    lists: "lst",
    "theme-set": "theset",
  },
  ...{ "workflow-run": "wfr", "api-key": "api", "inquiry-template-version": "itmplv" },
};

/** The first transition is not the vendor's: a person makes it. */
const waits: readonly string[] = ["inquiry", "webhook", "inquiry-session"];

/** Is in force as soon as it is there. */
const beginsActive = { attributes: { status: "active" } };

/** A radius is sent as any number, and shown in whole metres. */
function wholeRadius(resource: object): object {
  const { "radius-meters": radius } = holderOf(resource as ResourceRecord["resource"]);
  return typeof radius === "number" ? { "radius-meters": Math.round(radius) || 0 } : {};
}

/** A Document is of an Inquiry or an Account that is there. */
function requireOwners(resource: object, { caller, resources: all }: Call<never, PersonaCaller>): undefined {
  const given = holderOf(resource as ResourceRecord["resource"]);
  for (const type of ["inquiry", "account"]) {
    const id = given[`${type}-id`];
    if (typeof id === "string" && all.of(type).get(id)?.account !== caller.account)
      throw refuse(404, `There is no ${type === "inquiry" ? "Inquiry" : "Account"} ${id}`);
  }
  return undefined;
}

/** Beside the moment, seconds since 1970. */
const processed = ({ resource }: ResourceRecord): void => {
  const attributes = holderOf(resource);
  attributes["processed-at-ts"] = Math.floor(Date.parse(String(attributes["processed-at"])) / 1000);
};

/** What belongs to an organization shows in its production environment alone. */
const ofProduction: ResourceRules<PersonaCaller> = { sees: (_, { isProduction }) => isProduction };

const others: Readonly<Record<string, ResourceRules<PersonaCaller>>> = {
  importers: {
    creates: (_, { operation }: Call<never, PersonaCaller>) => ({ type: importerType(operation.path) }),
    moves: [{ from: "pending", to: "ready", after: "2s", does: finishImport }],
  },
  "inquiry-template": ofProduction,
  "inquiry-template-version": ofProduction,
  "workflow-run": workflowRunRules,
  "graph-query": graphQueryRules,
  lists: { creates: () => beginsActive },
  ...Object.fromEntries(
    kindsByName.map(([kind]): [string, ResourceRules<PersonaCaller>] => [
      `list-item/${kind}`,
      {
        creates: (resource, { caller }) => ({
          attributes: { ...beginsActive.attributes, ...wholeRadius(resource) },
          relationships: { creator: { data: { type: "api-key", id: caller.key.id } } },
        }),
      },
    ]),
  ),
  ...Object.fromEntries(
    ["document/generic", "document/government-id"].map((name): [string, ResourceRules<PersonaCaller>] => [
      name,
      {
        creates: (resource, call) => requireOwners(resource, call),
        moves: [{ from: "submitted", to: "processed", after: "2s", does: processed }],
      },
    ]),
  ),
};

export const resources: Readonly<Record<string, ResourceRules<PersonaCaller>>> = Object.fromEntries(
  Object.entries(prefixes).map(([name, prefix]) => [
    name,
    {
      newId: ({ ids }: World) => ids.prefixed(`${prefix}_`),
      ...(waits.includes(name) && { moves: [] }),
      ...others[name],
    },
  ]),
);
