import type { Oas3Rule, Plugin } from "@redocly/openapi-core";
import { deviceFlowTypes } from "../load/device-flow.js";
import { browserFlowSound } from "./rules/browser-flow-sound.js";
import { extensibleEnumOpen } from "./rules/extensible-enum-open.js";
import { extensionKnown } from "./rules/extension-known.js";
import { extensionShape } from "./rules/extension-shape.js";
import { guaranteedSound } from "./rules/guaranteed-sound.js";
import { inflectionVerbatim } from "./rules/inflection-verbatim.js";
import { lifecycleSound } from "./rules/lifecycle-sound.js";
import { membersDistinct } from "./rules/members-distinct.js";
import { operationNamed } from "./rules/operation-named.js";
import { paginationSound } from "./rules/pagination-sound.js";
import { responseExample } from "./rules/response-example.js";
import { schemaPropertyDescription } from "./rules/schema-property-description.js";
import { syncSound } from "./rules/sync-sound.js";
import { unconfirmedNamesUnique } from "./rules/unconfirmed-names-unique.js";

const id = "sharewright";

const rules: Readonly<Record<string, Oas3Rule>> = {
  "browser-flow-sound": browserFlowSound,
  "extensible-enum-open": extensibleEnumOpen,
  "extension-known": extensionKnown,
  "extension-shape": extensionShape,
  "guaranteed-sound": guaranteedSound,
  "inflection-verbatim": inflectionVerbatim,
  "lifecycle-sound": lifecycleSound,
  "members-distinct": membersDistinct,
  "operation-named": operationNamed,
  "pagination-sound": paginationSound,
  "response-example": responseExample,
  "schema-property-description": schemaPropertyDescription,
  "sync-sound": syncSound,
  "unconfirmed-names-unique": unconfirmedNamesUnique,
};

/** Our vocabulary as rules of Redocly: `extends: sharewright/strict` turns every one of them on. */
export default function sharewright(): Plugin {
  return {
    id,
    rules: { oas3: { ...rules } },
    typeExtension: { oas3: deviceFlowTypes },
    configs: {
      strict: { rules: Object.fromEntries(Object.keys(rules).map((name) => [`${id}/${name}`, "error" as const])) },
    },
  };
}
