// Whether a credential may make a call, and when it was last used.

import { refuse } from "../../../answer/refusal.js";
import type { World } from "../../../service.js";
import type { PersonaObject } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";

/** @throws a 403 if what is needed is not permitted, or an access token is for other objects. */
export function admitKey(
  { key, scope }: PersonaCaller,
  permission: string | undefined,
  path: Readonly<Record<string, string>>,
  { store, clock }: World,
): void {
  const record = store.collection<PersonaObject>("api-key").get(key.id);
  if (record !== undefined && scope === undefined) record.resource.attributes["last-used-at"] = clock.iso();
  if (permission === undefined) return;
  const meta = { permission };
  if (!key.permissions.includes(permission))
    throw refuse(403, { detail: `This API key lacks the permission ${permission}`, meta });
  const objects = Object.values(path);
  const isGranted = ({ permission: given, objectId }: NonNullable<PersonaCaller["scope"]>[number]) =>
    given === permission && (objectId === "" || objects.includes(objectId));
  if (scope !== undefined && !scope.some(isGranted))
    throw refuse(403, { detail: `The access token is not for ${permission} of this object`, meta });
}
