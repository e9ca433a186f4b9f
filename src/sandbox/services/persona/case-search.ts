// Searching Cases. The sandbox's index is never behind; a Case that was redacted is not in it.

import type { operations } from "../../../../generated/persona/schema.js";
import type { Refusal } from "../../answer/refusal.js";
import type { Violation } from "../../answer/validator.js";
import type { Call, Handlers, Said, World } from "../../service.js";
import {
  type CaseField,
  type CaseRecord,
  type CaseTemplate,
  statusOf,
  templateOf,
  userByEmail,
} from "./case-records.js";
import { finds, type Held, inOrder, momentOf, refusedSearch, type Searchable } from "./case-search-query.js";
import type { PersonaCaller } from "./organizations.js";

type SearchCall = Call<operations["search-cases"], PersonaCaller>;

export const caseSearch: Handlers<operations, PersonaCaller> = {
  "search-cases": (call) => {
    const { store, caller, body } = call;
    const by = searchable(call, caller.organization.id);
    const refused = refusedSearch(body, by, call);
    if (refused !== undefined) throw refused;
    const all = store
      .collection<CaseRecord>("case")
      .newestFirst(({ organizationId }) => organizationId === caller.organization.id);
    const { query } = body;
    const isFound = (record: CaseRecord) =>
      record.attributes["redacted-at"] === null && (query === undefined || finds(query, record, by));
    return { page: call.page(inOrder(all, body.sort, by), chosenPage(call), isFound) };
  },
};

/** What is wrong with a search that breaks the schema; `undefined` if that is not its query or sort. */
export function invalidSearch(
  violations: readonly Violation[],
  world: World,
  said: Pick<Said, "operation" | "body"> | undefined,
): Refusal | undefined {
  if (said?.operation.id !== "search-cases") return undefined;
  if (!violations.every(({ in: place, pointer }) => place === "body" && /^\/(query|sort)\b/.test(pointer))) {
    return undefined;
  }
  const isKnown = (name: string) => name in attributes || name.startsWith("fields.");
  return refusedSearch(said.body, { isKnown, isTime: isTimeAttribute, held: () => null }, world);
}

/** The page of the query string or of the body, member by member. */
function chosenPage({ query, body, search, assume }: SearchCall) {
  const isGiven = (name: string) => search.has(`page[${name}]`);
  const inQuery = isGiven("after") || isGiven("before") ? query.page : undefined;
  const inBody = body.page?.after !== undefined || body.page?.before !== undefined ? body.page : undefined;
  const size = isGiven("size") ? query.page?.size : undefined;
  const prefersBody = assume<string>("case-search-page-precedence") === "body";
  const { after, before } = (prefersBody ? (inBody ?? inQuery) : (inQuery ?? inBody)) ?? {};
  return { after, before, size: (prefersBody ? (body.page?.size ?? size) : (size ?? body.page?.size)) ?? 10 };
}

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

/** What the Cases of an organization can be searched by: the fields are those of its templates. */
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
