// The part of a shared object that the destination of a Share Token sees before it redeems.

import { document } from "../../../../../generated/persona/document.js";
import { refuse } from "../../../answer/refusal.js";
import { valueAt } from "../../../document/pointer.js";
import type { World } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";
import { fieldsOf, findObject, isRedacted, relatedObjects } from "../objects/objects.js";
import type { PersonaObject } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";
import { type ShareToken, shareTokensOf } from "./share-token.js";

/** How much a source lets others see of a value: all of it, whether there is one, or nothing. */
type Visibility = "full" | "presence" | "hidden";

/** An organization's settings for peeking, from its dashboard. */
export interface PeekSettings {
  /** Whether it may peek at what others share with it. Default: it may. */
  readonly allowed: boolean;
  /**
   * The members of shared objects that others see, by attribute (`status`) or field (`fields.name-first`). Default: states,
   * moments and countries in full, of the rest whether there is a value.
   */
  readonly visibility: Readonly<Record<string, Visibility>>;
}

interface KeptSettings extends PeekSettings, Stored {}

const previewed = valueAt(
  document,
  "/components/schemas/VerificationSourceData/properties/type/x-extensible-enum",
) as readonly string[];

const shownInFull: ReadonlySet<string> = new Set(["status", "account-status", "created-at", "country-code"]);

/** Attributes that a preview may name; the others say nothing about a person. */
const peekable = [
  "status",
  "account-status",
  "created-at",
  "reference-id",
  "country-code",
  "document-type",
  "name-first",
  "name-last",
  "birthdate",
  "identification-number",
  "document-number",
  "phone-number",
  "email-address",
] as const;

export function setPeeking({ store }: World, organizationId: string, settings: Partial<PeekSettings>): void {
  const kept = settingsOf(store, organizationId);
  const visibility = { ...kept.visibility, ...settings.visibility };
  store.collection<KeptSettings>("peek-settings").add({ ...kept, ...settings, visibility });
}

/** The preview of a Share Token's source; nothing for the source itself, and for those who may not peek. */
export function peekedSource(world: World & { readonly caller: PersonaCaller }, token: ShareToken): object | undefined {
  const { caller, store } = world;
  if (token.destinationOrganizationId !== caller.organization.id) return undefined;
  if (!settingsOf(store, caller.organization.id).allowed) return undefined;
  const source = findObject(world, token.source.id);
  if (source === undefined || isRedacted(source)) return undefined;
  if (isBeingChanged(world, source.id)) throw refuse(409, "The source object is being changed");
  const { visibility } = settingsOf(store, token.sourceOrganizationId);
  if (!hasPreview(source)) return undefined;
  const preview = previewOf(source, visibility);
  if (source.type !== "inquiry") return preview;
  const related = ["verifications", "account"]
    .flatMap((name) => relatedObjects(world, source, name))
    .filter(hasPreview);
  return { ...preview, "related-objects": related.map((object) => previewOf(object, visibility)) };
}

/** Of Verifications, those that Connect shares have one. */
function hasPreview({ type }: PersonaObject): boolean {
  return !type.startsWith("verification/") || previewed.includes(`connect/source-data/${type}`);
}

/** Whether a redemption is writing to an object. */
export function isBeingChanged(world: World, objectId: string): boolean {
  for (const { attributes, destination } of shareTokensOf(world).values()) {
    if (attributes.status === "pending" && destination?.id === objectId) return true;
  }
  return false;
}

function previewOf(object: PersonaObject, visibility: PeekSettings["visibility"]) {
  const { type, id, attributes } = object.resource;
  const shown = (names: readonly string[], read: (name: string) => unknown, prefix = "") =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = read(name) ?? null;
        const chosen = visibility[prefix + name] ?? (shownInFull.has(prefix + name) ? "full" : "presence");
        if (chosen === "hidden") return [];
        return [[name, { visibility: chosen, value: chosen === "full" ? value : value !== null }]];
      }),
    );
  const fields = fieldsOf(object);
  return {
    type: `connect/source-data/${type === "transaction" ? "txn" : type}`,
    id,
    "peekable-attributes": {
      ...shown(
        peekable.filter((name) => name in attributes),
        (name) => attributes[name],
      ),
      ...("fields" in attributes && { fields: shown(Object.keys(fields), (name) => fields[name]?.value, "fields.") }),
    },
  };
}

function settingsOf(store: World["store"], organizationId: string): KeptSettings {
  const kept = store.collection<KeptSettings>("peek-settings").get(organizationId);
  return kept ?? { id: organizationId, allowed: true, visibility: {} };
}
