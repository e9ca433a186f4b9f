// Who calls: an organization, by an API key that carries defaults for every call made with it, or by an access token that
// it gave to another; and nobody in particular, where a call needs no credential.

import type { Inflection } from "../../answer/inflection.js";
import { refuse } from "../../answer/refusal.js";
import type { SpecOperation } from "../../document/operation.js";
import type { Caller, World } from "../../service.js";
import type { Stored } from "../../world/state/store.js";
import { type ApiKey, addKey, keys } from "./api-keys/keys.js";
import { seededOrganizations } from "./data/organizations.js";
import { grantedTo } from "./oauth/grants.js";
import { versionOf } from "./versions.js";

export interface Organization extends Stored {
  readonly type: "organization";
  readonly name: string;
  /** Its sandbox environment; as a caller, the environment of the key. */
  readonly environmentId: string;
  /** Its production environment, if it has keys of one. */
  readonly productionId?: string;
  /** The name of its receiver of webhooks: the side, or the id of an organization that does not call. */
  readonly receiver: string;
}

export interface PersonaCaller extends Caller {
  readonly organization: Organization;
  readonly key: ApiKey;
  /** The version that the call is made in. */
  readonly version: string;
  /** The casing that it is answered in. */
  readonly casing: Inflection;
  /** Whether the key is one of production. */
  readonly isProduction: boolean;
  /** The limits of an access token: a permission for one object each. A key has none. */
  readonly scope?: readonly { readonly permission: string; readonly objectId: string }[];
}

const casings: readonly Inflection[] = ["camel", "kebab", "snake"];

export function seedOrganizations(world: World): void {
  const { store } = world;
  for (const each of seededOrganizations) {
    const { id, name, environmentId } = each;
    const receiver = "side" in each ? each.side : id;
    const production = "side" in each ? { productionId: each.productionId } : {};
    store
      .collection<Organization>("organization")
      .add({ type: "organization", id, name, environmentId, receiver, ...production });
    if ("side" in each) addKey(world, each);
  }
}

/** The second key of each organization that calls. */
export function seedProductionKeys(world: World): void {
  for (const each of seededOrganizations) {
    if (!("side" in each)) continue;
    const { id, side, productionId: environmentId, productionKeyId: keyId } = each;
    addKey(world, { id, side, environmentId, keyId, isProduction: true });
  }
}

export function callerOf(key: ApiKey, { store }: World): PersonaCaller {
  const organization = store.collection<Organization>("organization").get(key.organizationId) as Organization;
  const { id: credential, side, inflection, version, environmentId } = key;
  return {
    ...{ account: environmentId, credential, side, inflection, key, version, casing: inflection },
    organization: { ...organization, environmentId },
    isProduction: environmentId === organization.productionId,
  };
}

export function authenticate(headers: Headers, world: World, operation?: SpecOperation): PersonaCaller {
  const authorization = headers.get("authorization") ?? "";
  if (operation?.security.some((schemes) => schemes.includes("bearerAuth")) === false)
    return nobody(headers, operation);
  const [, value] = /^Bearer\s+(\S+)\s*$/i.exec(authorization) ?? [];
  if (value === undefined) throw refuse(401, { title: "Must be authenticated to access this endpoint" });
  for (const key of keys(world)) {
    if (key.value !== value || isOver(key.expiresAt, world)) continue;
    return asCalled(callerOf(key, world), headers);
  }
  const granted = grantedTo(value, world);
  const key = granted && [...keys(world)].find(({ id }) => id === granted.keyId);
  if (granted === undefined || key === undefined) throw refuse(401, { title: "Token is invalid" });
  return { ...asCalled(callerOf(key, world), headers), credential: granted.id, scope: granted.scope };
}

/** Whether a moment has come. */
function isOver(moment: string | null, { clock }: World): boolean {
  return moment !== null && Date.parse(moment) <= clock.now();
}

function asCalled(caller: PersonaCaller, headers: Headers): PersonaCaller {
  const casing = casings.find((each) => each === headers.get("Key-Inflection")) ?? caller.casing;
  return { ...caller, version: versionOf({ headers, caller }), casing };
}

const noOrganization: Organization = { type: "organization", id: "", name: "", environmentId: "", receiver: "" };

/** Who calls where the document asks for no key. A token that it asks for instead must be there. */
function nobody(headers: Headers, { security }: SpecOperation): PersonaCaller {
  if (security.length > 0 && !/^PrivateToken\s+token=\S+$/i.test(headers.get("authorization") ?? "")) {
    throw refuse(401, { title: "Privacy Pass token required", detail: "Send Authorization: PrivateToken token=…" });
  }
  const key: ApiKey = {
    ...{ type: "api-key", id: "", organizationId: "", side: "source", value: "", inflection: "kebab" },
    ...{ version: "2025-12-08", permissions: [], expiresAt: null, environmentId: "", ipAddresses: ["*"] },
  };
  const caller: PersonaCaller = {
    ...{ account: "nobody", credential: "nobody", side: "nobody", inflection: "kebab", organization: noOrganization },
    ...{ key, version: key.version, casing: "kebab", isProduction: false },
  };
  return asCalled(caller, headers);
}
