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
  /** Of sessions: where they were opened, and on which machine. */
  readonly ipAddresses: readonly string[];
  readonly places: readonly Place[];
  readonly deviceFingerprints: readonly string[];
  readonly browserFingerprints: readonly string[];
}

/** In degrees. */
interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

type Attributes = PersonaResource["attributes"];

interface ListKind {
  /** In the paths and operations of its items: `create-a-name-list-item`. */
  readonly article: "a" | "an";
  /** Whether an item finds somebody. */
  readonly finds: (item: Attributes, traits: Traits) => boolean;
}

const small = (value: unknown): string => String(value ?? "").toLowerCase();
const digits = (value: unknown): string => String(value ?? "").replace(/[^+\d]/g, "");

const earthRadiusMeters = 6_371_000;

/** Along a great circle. */
function metersBetween(one: Place, other: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [north, east] = [other.latitude - one.latitude, other.longitude - one.longitude].map(radians) as [
    number,
    number,
  ];
  const chord =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(chord)));
}

const listKinds = {
  "browser-fingerprint": {
    article: "a",
    finds: ({ value }, { browserFingerprints }) => browserFingerprints.some((each) => small(each) === small(value)),
  },
  country: {
    article: "a",
    finds: (item, { countries }) => countries.includes(String(item["country-code"])),
  },
  "device-fingerprint": {
    article: "a",
    finds: ({ value }, { deviceFingerprints }) => deviceFingerprints.some((each) => small(each) === small(value)),
  },
  "email-address": {
    article: "an",
    finds: ({ value, "match-type": type }, { emailAddresses }) =>
      emailAddresses.some((each) =>
        type === "domain" ? small(each).endsWith(`@${small(value)}`) : small(each) === small(value),
      ),
  },
  field: { article: "a", finds: (item, { values }) => values.has(small(item["field-value"])) },
  geolocation: {
    article: "a",
    finds: ({ latitude, longitude, "radius-meters": radius }, { places }) =>
      places.some(
        (each) =>
          metersBetween(each, { latitude: Number(latitude), longitude: Number(longitude) }) <= Number(radius ?? 0),
      ),
  },
  "government-id-number": {
    article: "a",
    finds: (item, { idNumber }) => idNumber !== undefined && small(idNumber) === small(item["id-number"]),
  },
  "ip-address": {
    article: "an",
    finds: ({ value }, { ipAddresses }) => ipAddresses.some((each) => small(each) === small(value)),
  },
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
