// The eleven kinds of Lists: what an item of each holds, and what it finds.

import type { PersonaResource } from "../objects/persona-object.js";

/** Facts of a person or a device, by the names that list items have for them. */
export interface Traits {
  /** Every value of a field, in small letters. */
  readonly values: ReadonlySet<string>;
  readonly emailAddresses: readonly string[];
  readonly phoneNumbers: readonly string[];
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly idNumber: string | undefined;
  readonly countries: readonly string[];
}

type Attributes = PersonaResource["attributes"];

interface ListKind {
  /** In the paths and operations of its items: `create-a-name-list-item`. */
  readonly article: "a" | "an";
  /** Whether an item finds somebody. Places, addresses and fingerprints of machines are not among what the sandbox knows. */
  readonly finds?: (item: Attributes, traits: Traits) => boolean;
}

const small = (value: unknown): string => String(value ?? "").toLowerCase();
const digits = (value: unknown): string => String(value ?? "").replace(/[^+\d]/g, "");

const listKinds = {
  "browser-fingerprint": { article: "a" },
  country: {
    article: "a",
    finds: (item, { countries }) => countries.includes(String(item["country-code"])),
  },
  "device-fingerprint": { article: "a" },
  "email-address": {
    article: "an",
    finds: ({ value, "match-type": type }, { emailAddresses }) =>
      emailAddresses.some((each) =>
        type === "domain" ? small(each).endsWith(`@${small(value)}`) : small(each) === small(value),
      ),
  },
  field: { article: "a", finds: (item, { values }) => values.has(small(item["field-value"])) },
  geolocation: { article: "a" },
  "government-id-number": {
    article: "a",
    finds: (item, { idNumber }) => idNumber !== undefined && small(idNumber) === small(item["id-number"]),
  },
  "ip-address": { article: "an" },
  name: {
    article: "a",
    finds: (item, { firstName, lastName }) =>
      lastName !== undefined &&
      small(item["name-last"]) === small(lastName) &&
      (item["name-first"] === undefined || small(item["name-first"]) === small(firstName)),
  },
  "phone-number": {
    article: "a",
    finds: ({ value }, { phoneNumbers }) => phoneNumbers.some((each) => digits(each) === digits(value)),
  },
  string: { article: "a", finds: ({ value }, { values }) => values.has(small(value)) },
} satisfies Record<string, ListKind>;

export type ListKindName = keyof typeof listKinds;

/** Every kind by its name. */
export const kindsByName = Object.entries(listKinds) as readonly (readonly [ListKindName, ListKind])[];
