// Searching Cases. The sandbox's index is never behind; a Case that was redacted is not in it.

import type { operations } from "../../../../../generated/persona/schema.js";
import type { Handlers, World } from "../../../service.js";
import type { PersonaCaller } from "../organizations.js";
import { search } from "../search/search.js";
import { type Held, momentOf, type Searchable } from "../search/search-query.js";
import {
  type CaseField,
  type CaseRecord,
  type CaseTemplate,
  statusOf,
  templateOf,
  userByEmail,
} from "./case-records.js";

export const caseSearch: Handlers<operations, PersonaCaller> = {
  "search-cases": (call) => {
    const { store, caller } = call;
    const all = store
      .collection<CaseRecord>("case")
      .newestFirst(({ organizationId }) => organizationId === caller.organization.id);
    return search(call, {
      ...{ all, by: searchable(call, caller.organization.id), precedence: "case-search-page-precedence" },
      isIndexed: (record) => record.attributes["redacted-at"] === null,
    });
  },
};

/** The attributes that Cases can be searched by in every organization; their fields differ. */
export const anyCase: Searchable<never> = {
  ...{ limitsStatus: "case-search-limits-status", sortable: new Set(["created_at", "updated_at", "resolved_at"]) },
  isKnown: (name) => name in attributes || name.startsWith("fields."),
  isTime: (name) => isTimeAttribute(name),
  held: () => null,
};

const time =
  (name: "created-at" | "updated-at" | "resolved-at" | "sla-expires-at") =>
  ({ attributes }: CaseRecord): Held =>
    momentOf(attributes[name]);

/** The id of the user with that email address, or what else acted. */
const actor =
  (name: "assignee-id" | "resolver-id") =>
  ({ attributes, organizationId }: CaseRecord, world: World): Held => {
    const id = attributes[name];
    return id === null ? null : (userByEmail(world, organizationId, id)?.id ?? id);
  };

const attributes: Readonly<Record<string, (record: CaseRecord, world: World) => Held>> = Object.assign(
  Object.create(null),
  {
    template: ({ templateId }: CaseRecord) => templateId,
    status: (record: CaseRecord) => record.attributes.status,
    state: (record: CaseRecord, world: World) => (statusOf(world, record)?.kind === "end" ? "closed" : "open"),
    created_at: time("created-at"),
    updated_at: time("updated-at"),
    resolved_at: time("resolved-at"),
    sla_expires_at: time("sla-expires-at"),
    assignee: actor("assignee-id"),
    case_queue: ({ queueId }: CaseRecord) => queueId,
    resolver: actor("resolver-id"),
  },
);

function isTimeAttribute(name: string): boolean {
  return name in attributes && name.endsWith("_at");
}

function fieldIn({ fields }: CaseTemplate, attribute: string): CaseField | undefined {
  if (!attribute.startsWith("fields.")) return undefined;
  return fields.find(({ name, searchable: isSearchable }) => isSearchable === true && `fields.${name}` === attribute);
}

/** The attributes that the Cases of an organization can be searched by. The fields are those of its templates. */
function searchable(world: World, organizationId: string): Searchable<CaseRecord> {
  const templates = [...world.store.collection<CaseTemplate>("case-template").values()].filter(
    (template) => template.organizationId === organizationId,
  );
  const isTime = (attribute: string, record: CaseRecord | undefined) => {
    if (isTimeAttribute(attribute)) return true;
    const field = record === undefined ? undefined : fieldIn(templateOf(world, record), attribute);
    return field?.type === "date" || field?.type === "datetime";
  };
  return {
    ...{ limitsStatus: anyCase.limitsStatus, sortable: anyCase.sortable },
    isKnown: (name) => name in attributes || templates.some((template) => fieldIn(template, name) !== undefined),
    isTime,
    held: (attribute, record) => {
      const own = attributes[attribute];
      if (own !== undefined) return own(record, world);
      const field = fieldIn(templateOf(world, record), attribute);
      const value = field === undefined ? undefined : record.fields[field.name];
      if (isTime(attribute, record)) return momentOf(value);
      return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
    },
  };
}
