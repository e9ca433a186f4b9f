// The known facts of a person as an Account shows them: in fields alone, whichever way they were sent.

import type { FieldValue } from "../objects/objects.js";
import { typedField, typedFields } from "../objects/typed-fields.js";

type Fields = Readonly<Record<string, FieldValue>>;

/** Members of a body beside `fields`, and the field that each is shown in; with a dot, a part of a field of parts. */
const places: Readonly<Record<string, string>> = {
  ...{ "name-first": "name.first", "name-middle": "name.middle", "name-last": "name.last" },
  ...{ "address-street-1": "address.street_1", "address-street-2": "address.street_2", "address-city": "address.city" },
  ...{ "address-subdivision": "address.subdivision", "address-postal-code": "address.postal_code" },
  ...{ birthdate: "birthdate", "phone-number": "phone_number", "email-address": "email_address" },
  "country-code": "address.country_code",
};

/** The fields of an Account, with what a body says laid over them. */
export function accountFields(
  before: Fields,
  given: Readonly<Record<string, unknown>> & { readonly fields?: object },
): Fields {
  const fields: Record<string, FieldValue> = { ...before, ...typedFields(given.fields ?? {}) };
  for (const [name, place] of Object.entries(places)) {
    const value = given[name];
    if (value === undefined) continue;
    const [field = "", part] = place.split(".");
    if (part === undefined) fields[field] = { type: name === "birthdate" ? "date" : "string", value };
    else fields[field] = { type: "hash", value: { ...partsOf(fields[field]), [part]: typedField(value) } };
  }
  return fields;
}

function partsOf(field: FieldValue | undefined): object {
  return typeof field?.value === "object" && field.value !== null ? field.value : {};
}
