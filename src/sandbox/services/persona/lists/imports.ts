// Files of Accounts and of items of Lists, worked off two seconds after they were handed in: a row is an object.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Call, Handlers, World } from "../../../service.js";
import { accountFields } from "../accounts/account-fields.js";
import { referenceOf } from "../accounts/account-for.js";
import type { PersonaObject, PersonaResource } from "../objects/persona-object.js";
import { tellObject } from "../objects/tell-object.js";
import type { PersonaCaller } from "../organizations.js";
import { csvRows } from "./csv.js";
import { countMatches, listIn, putOn } from "./list-items.js";

type Row = Readonly<Record<string, string>>;

interface ImportBody {
  readonly data: {
    readonly attributes: {
      readonly file: string | { readonly data?: string; readonly filename?: string };
      readonly "list-id"?: string;
    };
  };
}

/** The type that an upload to a path has: `/importer/list-item/names` makes `importer/list-item/name`. */
export function importerType(path: string): string {
  return path
    .slice(1)
    .replace(/sses$/, "ss")
    .replace(/([^s])s$/, "$1");
}

const upload = (call: Call<unknown, PersonaCaller>) => {
  const attributes = (call.body as ImportBody | undefined)?.data?.attributes;
  if (attributes === undefined) throw refuse(400, "The body is missing");
  const { file, "list-id": listId } = attributes;
  if (listId !== undefined && listIn(call, call.caller.account, listId) === undefined) {
    const fault = {
      title: "Record invalid",
      detail: `There is no List ${listId}`,
      pointer: "/data/attributes/list-id",
    };
    throw refuse(call.assume<number>("import-unknown-list-status"), fault);
  }
  const answer = call.byDocument();
  const record = call.resources.of<PersonaResource>("importers").get(String(answer.record?.id)) as PersonaObject;
  const [sent] = call.files.values();
  const bytes = typeof file === "string" ? sent : Buffer.from(file.data ?? "", "base64");
  record.hidden.rows = csvRows(new TextDecoder().decode(bytes));
  record.hidden.list = listId ?? null;
  return answer;
};

export const imports: Handlers<operations, PersonaCaller> = Object.fromEntries(
  [
    ...["import-an-account", "import-email-address-lists", "import-geolocation-lists", "import-name-lists"],
    ...["import-government-id-number-lists", "import-ip-address-lists", "import-phone-number-lists"],
  ].map((id) => [id, upload]),
);

/** The names of the columns of each type. One column at least must hold a value. */
const columns: Readonly<Record<string, readonly string[]>> = {
  account: ["reference_id", "name_first", "name_middle", "name_last", "birthdate", "social_security_number", "tags"],
  "list-item/email-address": ["value", "match_type"],
  "list-item/geolocation": ["latitude", "longitude", "radius_meters"],
  "list-item/government-id-number": ["id_number", "id_class"],
  "list-item/ip-address": ["value"],
  "list-item/name": ["name_first", "name_last"],
  "list-item/phone-number": ["value"],
};

/** Makes what the rows of a file say, and counts what came of them. */
export function finishImport(record: { readonly id: string }, world: World): void {
  const importer = record as PersonaObject;
  const { attributes, type } = importer.resource;
  const kind = type.replace(/^importer\//, "");
  const counts = { made: 0, doubled: 0, failed: 0 };
  for (const row of (importer.hidden.rows ?? []) as readonly Row[]) {
    const given = Object.fromEntries((columns[kind] ?? []).flatMap((name) => (row[name] ? [[name, row[name]]] : [])));
    if (Object.keys(given).length === 0) counts.failed += 1;
    else if (kind === "account" ? makeAccount(given, importer, world) : makeItem(kind, given, importer, world))
      counts.made += 1;
    else counts.doubled += 1;
  }
  importer.hidden.rows = [];
  Object.assign(attributes, {
    ...{ "completed-at": world.clock.iso(), "successful-count": counts.made },
    ...{ "duplicate-count": counts.doubled, "error-count": counts.failed },
  });
}

/** Whether there was none with this reference id yet. */
function makeAccount(row: Row, { account: environment }: PersonaObject, world: World): boolean {
  const { reference_id: reference = null, tags = "" } = row;
  const own = world.resources.of<PersonaResource>("account");
  for (const there of own.values()) {
    if (reference !== null && there.account === environment && referenceOf(there) === reference) return false;
  }
  const named = Object.entries(row).filter(
    ([name]) => !["reference_id", "tags", "social_security_number"].includes(name),
  );
  const { social_security_number: number } = row;
  const fields = accountFields(
    {},
    Object.fromEntries(named.map(([name, value]) => [name.replaceAll("_", "-"), value])),
  );
  const record = own.create(
    {
      attributes: {
        ...{ "reference-id": reference, "account-type-name": "User", "account-status": "Active" },
        tags: tags.split(",").filter((tag) => tag !== ""),
        fields: {
          ...fields,
          ...(number !== undefined && { social_security_number: { type: "string", value: number } }),
        },
      },
    },
    { account: environment },
  );
  tellObject(record, "account.created", world);
  countMatches(world, record);
  return true;
}

const numbers: ReadonlySet<string> = new Set(["latitude", "longitude", "radius_meters"]);

/** Whether there was no such item on the List yet. */
function makeItem(kind: string, row: Row, importer: PersonaObject, world: World): boolean {
  const list = listIn(world, importer.account ?? "", String(importer.hidden.list));
  const given: Record<string, unknown> = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.replaceAll("_", "-"), numbers.has(name) ? Number(value) : value]),
  );
  if (kind === "list-item/email-address") given["match-type"] ??= "email_address";
  const own = world.resources.of<PersonaResource>(kind);
  for (const { resource, hidden } of own.values()) {
    if (hidden.list !== list?.id || resource.attributes.status !== "active") continue;
    if (Object.entries(given).every(([name, value]) => resource.attributes[name] === value)) return false;
  }
  const creator = { data: { type: importer.resource.type, id: importer.id } };
  const record = own.create(
    { attributes: { status: "active", ...given }, relationships: { creator } },
    { account: importer.account },
  );
  putOn(list, record);
  return true;
}
