// Values of a template's fields: what may be set, and how it is shown.

import { isObject } from "../../../../json.js";
import { inflect, kebabCase, toSpecCase } from "../../../answer/inflection.js";
import { type Fault, Refusal } from "../../../answer/refusal.js";
import type { World } from "../../../service.js";
import type { PersonaCaller } from "../organizations.js";
import { keepsFieldNames } from "../versions.js";
import { type CaseField, type CaseRecord, type CaseTemplate, templateOf } from "./case-records.js";

type Values = Readonly<Record<string, unknown>>;

/**
 * The values by the template's names. Earlier versions re-cased names, and so are read in any casing.
 *
 * @throws a 422 that points at each field that the template does not have, or that cannot have this value.
 */
export function fieldValues({ fields }: CaseTemplate, given: Values, caller: PersonaCaller): Record<string, unknown> {
  const faults: Fault[] = [];
  const values = Object.entries(given).flatMap(([name, value]): [string, unknown][] => {
    const pointer = `/data/attributes/fields/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const field =
      fields.find((each) => each.name === name) ??
      (keepsFieldNames(caller) ? undefined : fields.find((each) => kebabCase(each.name) === kebabCase(name)));
    const detail = field === undefined ? "is no field of the Case Template" : unfit(field, value);
    if (detail !== undefined) faults.push({ title: "Record invalid", detail, pointer });
    return field === undefined ? [] : [[field.name, value]];
  });
  if (faults.length > 0) throw new Refusal(422, faults);
  return Object.fromEntries(values);
}

/** The fields of a Case as they are answered: wrapped or bare, their names as the caller's version has them. */
export function shownFields(record: CaseRecord, caller: PersonaCaller, world: World): Values {
  const wraps = world.assume<string>("case-fields-shape") === "wrapped";
  const types = new Map(templateOf(world, record).fields.map(({ name, type }) => [name, type]));
  const shown = Object.fromEntries(
    Object.entries(record.fields).map(([name, value]) => [name, wraps ? { type: types.get(name), value } : value]),
  );
  return keepsFieldNames(caller) ? shown : (inflect(toSpecCase(shown, ["value"]), caller.casing, ["value"]) as Values);
}

/** Why a field cannot have a value; `undefined` if it can. Null empties any field. */
function unfit({ type, options = [] }: CaseField, value: unknown): string | undefined {
  if (value === null) return undefined;
  const rule = rules[type];
  if (rule !== undefined && !rule.fits(value)) return `must be ${rule.kind}`;
  const chosen = type === "choices" ? [value] : type === "multi-choices" ? (value as readonly unknown[]) : [];
  return chosen.every((each) => options.includes(each as string))
    ? undefined
    : `must be chosen from: ${options.join(", ")}`;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isMoment = (value: unknown) => isText(value) && !Number.isNaN(Date.parse(value));

/** A type that is not here takes any value. */
const rules: Readonly<Record<string, { readonly kind: string; readonly fits: (value: unknown) => boolean }>> = {
  array: { kind: "an array", fits: Array.isArray },
  boolean: { kind: "a boolean", fits: (value) => typeof value === "boolean" },
  choices: { kind: "a string", fits: isText },
  date: { kind: "a date", fits: (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value) && isMoment(value) },
  datetime: { kind: "a date and time", fits: (value) => isMoment(value) && isText(value) && value.includes("T") },
  "email-address": { kind: "an email address", fits: (value) => isText(value) && /^[^@\s]+@[^@\s]+$/.test(value) },
  hash: { kind: "an object", fits: isObject },
  integer: { kind: "an integer", fits: Number.isInteger },
  "multi-choices": { kind: "an array of strings", fits: (value) => Array.isArray(value) && value.every(isText) },
  number: { kind: "a number", fits: (value) => typeof value === "number" },
  string: { kind: "a string", fits: isText },
};
