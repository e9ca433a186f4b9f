// Facts of the document's collections that the document leaves out: the prefixes of ids, and the changes that need a person.

import type { ResourceRules, World } from "../../service.js";
import type { PersonaCaller } from "./organizations.js";

const prefixes: Readonly<Record<string, string>> = {
  ...{ account: "act", inquiry: "inq", transaction: "txn", "inquiry-session": "iqse", device: "dev" },
  ...{ "document/generic": "doc", "document/government-id": "doc", "graph-query": "grphq", importers: "mprt" },
  ...{ "list-item/browser-fingerprint": "libf", "list-item/country": "lic", "list-item/device-fingerprint": "lidf" },
  ...{ "list-item/email-address": "liea", "list-item/field": "liif", "list-item/geolocation": "ligl" },
  ...{ "list-item/government-id-number": "ligin", "list-item/ip-address": "liip", "list-item/name": "lin" },
  ...{ "list-item/phone-number": "lipn", "list-item/string": "lin", webhook: "wbh" },
};

/** The first transition is not the vendor's: a person makes it. */
const waits = { moves: [] } as const;

export const resources: Readonly<Record<string, ResourceRules<PersonaCaller>>> = Object.fromEntries(
  Object.entries(prefixes).map(([name, prefix]) => [
    name,
    {
      newId: ({ ids }: World) => ids.prefixed(`${prefix}_`),
      ...(["inquiry", "webhook", "inquiry-session"].includes(name) && waits),
    },
  ]),
);
