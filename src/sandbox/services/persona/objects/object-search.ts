// Searching Inquiries and Accounts. What was redacted is not in the index.

import type { operations } from "../../../../../generated/persona/schema.js";
import { isObject } from "../../../../json.js";
import type { Call, Handlers, World } from "../../../service.js";
import { referenceOf } from "../accounts/account-for.js";
import type { PersonaCaller } from "../organizations.js";
import { search } from "../search/search.js";
import { type Held, momentOf, type Searchable } from "../search/search-query.js";
import { fieldsOf, isRedacted, relatedObjects } from "./objects.js";
import type { PersonaObject } from "./persona-object.js";

export const objectSearch: Handlers<operations, PersonaCaller> = {
  "search-inquiries": (call) =>
    search(call, {
      ...{ all: own(call, "inquiry"), by: inquiries(call), precedence: "inquiry-search-page-precedence" },
      isIndexed: (record) => !isRedacted(record),
    }),
  "search-accounts": (call) => {
    const all = own(call, "account");
    const names = new Set(all.flatMap((account) => Object.keys(fieldsOf(account))));
    return search(call, {
      ...{ all, by: accounts(names), precedence: "account-search-page-precedence" },
      isIndexed: (record) => !isRedacted(record),
    });
  },
};

function own({ store, caller }: Call<unknown, PersonaCaller>, type: string): readonly PersonaObject[] {
  return store.collection<PersonaObject>(type).newestFirst(({ account }) => account === caller.account);
}

const times = ["created_at", "updated_at"];
const common = {
  sortable: new Set(times),
  isTime: (name: string) => times.includes(name),
};

const time = ({ resource: { attributes } }: PersonaObject, name: string): Held =>
  momentOf(attributes[name.replaceAll("_", "-")]);

function inquiries(world: World): Searchable<PersonaObject> {
  return {
    ...anyInquiry,
    held: (name, record) => {
      if (common.isTime(name)) return time(record, name);
      if (name === "inquiry_template_id") return related(record, "inquiry-template");
      if (name === "reference_id") return bare(referenceOf(relatedObjects(world, record, "account")[0] ?? record));
      return bare(record.resource.attributes[name]);
    },
  };
}

/** The attributes that Inquiries of every organization can be searched by. */
export const anyInquiry: Searchable<PersonaObject> = {
  ...{ ...common, limitsStatus: "inquiry-search-limits-status" },
  isKnown: (name) => ["status", "reference_id", "inquiry_template_id", ...times].includes(name),
  held: () => null,
};

/** The sandbox's Account Types mark every field as searchable. */
function accounts(fields: ReadonlySet<string>): Searchable<PersonaObject> {
  return {
    ...anyAccount,
    isKnown: (name) =>
      name.startsWith("fields.") ? fields.has(name.slice("fields.".length)) : anyAccount.isKnown(name),
    held: (name, record) => {
      if (common.isTime(name)) return time(record, name);
      if (name === "type") return related(record, "account-type");
      if (name === "status") return bare(record.resource.attributes["account-status"]);
      if (name === "identifiers.reference_id") return bare(referenceOf(record));
      return bare(fieldsOf(record)[name.slice(name.indexOf(".") + 1)]?.value);
    },
  };
}

/** The attributes that Accounts of every organization can be searched by. */
export const anyAccount: Searchable<PersonaObject> = {
  ...{ ...common, limitsStatus: "account-search-limits-status" },
  isKnown: (name) => ["type", "status", ...times].includes(name) || /^(fields|identifiers)\./.test(name),
  held: () => null,
};

function related({ resource }: PersonaObject, name: string): Held {
  const { data } = resource.relationships[name] ?? {};
  return isObject(data) ? bare(data.id) : null;
}

function bare(value: unknown): Held {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
