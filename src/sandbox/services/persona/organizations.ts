// Who calls: an organization, by an API key that carries defaults for every call made with it.

import type { Inflection } from "../../answer/inflection.js";
import { refuse } from "../../answer/refusal.js";
import type { Caller, World } from "../../service.js";
import type { Stored } from "../../world/store.js";
import { seededOrganizations } from "./data/organizations.js";
import { versionOf } from "./versions.js";

/** The two sides of a share that have keys. */
export type Side = "source" | "destination";

export interface Organization extends Stored {
  readonly type: "organization";
  readonly name: string;
  readonly environmentId: string;
  /** What its webhooks go by: the side, or the id of an organization that does not call. */
  readonly receiver: string;
}

export interface ApiKey extends Stored {
  readonly type: "api-key";
  readonly organizationId: string;
  readonly side: Side;
  /** The key itself. */
  readonly value: string;
  inflection: Inflection;
  version: string;
  permissions: readonly string[];
}

export interface PersonaCaller extends Caller {
  readonly organization: Organization;
  readonly key: ApiKey;
  /** The version that the call is made in. */
  readonly version: string;
  /** The casing that it is answered in. */
  readonly casing: Inflection;
}

const casings: readonly Inflection[] = ["camel", "kebab", "snake"];

const allPermissions = ["connect.read", "connect.write", "case.read", "case.write"] as const;

export function seedOrganizations({ store, ids }: World): void {
  for (const each of seededOrganizations) {
    const { id, name, environmentId } = each;
    const receiver = "side" in each ? each.side : id;
    store.collection<Organization>("organization").add({ type: "organization", id, name, environmentId, receiver });
    if (!("side" in each)) continue;
    store.collection<ApiKey>("api-key").add({
      type: "api-key",
      id: each.keyId,
      organizationId: id,
      side: each.side,
      value: ids.prefixed("persona_sandbox_", 32),
      inflection: "kebab",
      version: "2025-12-08",
      permissions: allPermissions,
    });
  }
}

export function keyOf({ store }: World, side: Side): ApiKey {
  for (const key of store.collection<ApiKey>("api-key").values()) if (key.side === side) return key;
  throw new Error(`No API key belongs to the ${side}.`);
}

export function callerOf(key: ApiKey, { store }: World): PersonaCaller {
  const organization = store.collection<Organization>("organization").get(key.organizationId) as Organization;
  const { environmentId } = organization;
  const { id: credential, side, inflection, version } = key;
  return { account: environmentId, credential, side, inflection, organization, key, version, casing: inflection };
}

export function authenticate(headers: Headers, world: World): PersonaCaller {
  const [, value] = /^Bearer\s+(\S+)\s*$/i.exec(headers.get("authorization") ?? "") ?? [];
  if (value === undefined) throw refuse(401, { title: "Must be authenticated to access this endpoint" });
  for (const key of world.store.collection<ApiKey>("api-key").values()) {
    if (key.value !== value) continue;
    const caller = callerOf(key, world);
    const casing = casings.find((each) => each === headers.get("Key-Inflection")) ?? caller.casing;
    return { ...caller, version: versionOf({ headers, caller }), casing };
  }
  throw refuse(401, { title: "Token is invalid" });
}
