// Whether a credential may make a call, and when it was last used.

import { refuse } from "../../../answer/refusal.js";
import type { SpecOperation } from "../../../document/operation.js";
import type { World } from "../../../service.js";
import type { PersonaObject } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";
import { permissionFor } from "../permissions.js";

interface Admitted {
  readonly headers: Headers;
  readonly caller: PersonaCaller;
  readonly operation: SpecOperation;
  readonly path: Readonly<Record<string, string>>;
}

/** Groups that belong to the organization, and so to its production environment. */
const ofProduction: ReadonlySet<string> = new Set([
  "inquiry-templates",
  "inquiry-template-versions",
  "user-audit-logs",
]);

/**
 * @throws a 403 if the call comes from elsewhere or the environment does not have the operation, if what is needed is not
 * permitted, or if an access token is for other objects.
 */
export function admitKey({ headers, caller, operation, path }: Admitted, world: World): void {
  const { key, scope } = caller;
  const { store, clock } = world;
  const record = store.collection<PersonaObject>("api-key").get(key.id);
  if (record !== undefined && scope === undefined) record.resource.attributes["last-used-at"] = clock.iso();
  const address = addressOf(headers);
  if (!key.ipAddresses.some((each) => each === "*" || each === address))
    throw refuse(403, { detail: `This API key may not be used from ${address}`, meta: { "ip-address": address } });
  admitEnvironment(caller, operation, world);
  const permission = permissionFor(operation.path, operation.method);
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

/** Where a call comes from: what a proxy says, or else the machine itself. */
function addressOf(headers: Headers): string {
  return headers.get("X-Forwarded-For")?.split(",")[0]?.trim() || "127.0.0.1";
}

function admitEnvironment({ isProduction }: PersonaCaller, { id, path }: SpecOperation, { assume }: World): void {
  const [, group = ""] = path.split("/");
  if (ofProduction.has(group) && !isProduction && assume("inquiry-templates-sandbox-status") === 403)
    throw refuse(403, { detail: "This needs an API key of production" });
  if (id === "inquiries-perform-simulate-actions" && isProduction)
    throw refuse(assume<number>("inquiry-simulate-production-status"), {
      detail: "Nothing is simulated in production",
    });
}
