// API keys as the sandbox keeps them: a record of the engine, whose value only those see who make it.

import type { Inflection } from "../../../answer/inflection.js";
import type { World } from "../../../service.js";
import type { PersonaObject } from "../objects/persona-object.js";
import { allPermissions } from "../permissions.js";

/** The two sides of a share that have keys. */
export type Side = "source" | "destination";

/** The settings of a key that hold for calls with it. */
export interface ApiKey {
  readonly type: "api-key";
  readonly id: string;
  readonly organizationId: string;
  readonly side: Side;
  /** The environment that it belongs to. */
  readonly environmentId: string;
  /** The key itself. */
  readonly value: string;
  readonly inflection: Inflection;
  readonly version: string;
  readonly permissions: readonly string[];
  /** Addresses that may call with it; `*` is any. */
  readonly ipAddresses: readonly string[];
  readonly expiresAt: string | null;
}

/** The settings of a key that a call can change. */
export type KeySettings = Partial<Pick<ApiKey, "inflection" | "version" | "permissions" | "ipAddresses">>;

function keyFrom({ id, resource, hidden, account }: PersonaObject): ApiKey {
  const { attributes } = resource;
  return {
    ...{ type: "api-key", id, organizationId: String(hidden.organizationId), side: hidden.side as Side },
    ...{ value: String(hidden.value), inflection: attributes["api-key-inflection"] as Inflection },
    version: String(attributes["api-version"]),
    permissions: attributes.permissions as readonly string[],
    environmentId: account ?? "",
    ipAddresses: attributes["ip-address-allowlist"] as readonly string[],
    expiresAt: attributes["expires-at"] as string | null,
  };
}

/** All that there are, the oldest first. */
export function* keys({ store }: World): Iterable<ApiKey> {
  for (const record of store.collection<PersonaObject>("api-key").values()) yield keyFrom(record);
}

export function keyOf(world: World, side: Side): ApiKey {
  for (const key of keys(world)) if (key.side === side) return key;
  throw new Error(`No API key belongs to the ${side}.`);
}

/** The key that an organization has of production from the start. */
export function productionKeyOf(world: World, side: Side): ApiKey {
  const { environmentId } = keyOf(world, side);
  for (const key of keys(world)) if (key.side === side && key.environmentId !== environmentId) return key;
  throw new Error(`No API key of production belongs to the ${side}.`);
}

export function setKey(world: World, side: Side, { inflection, version, permissions, ipAddresses }: KeySettings): void {
  const record = world.store.collection<PersonaObject>("api-key").get(keyOf(world, side).id);
  Object.assign(record?.resource.attributes ?? {}, {
    ...(inflection !== undefined && { "api-key-inflection": inflection }),
    ...(version !== undefined && { "api-version": version }),
    ...(permissions !== undefined && { permissions }),
    ...(ipAddresses !== undefined && { "ip-address-allowlist": ipAddresses }),
  });
}

/** Default settings of a new key. */
export const usualSettings = {
  ...{ "api-version": "2025-12-08", "api-key-inflection": "kebab", "api-attributes-blocklist": [] },
  ...{
    "ip-address-allowlist": ["*"],
    "file-access-token-expires-in": 21_600,
    "last-used-at": null,
    "expires-at": null,
  },
};

export interface FirstKey {
  readonly id: string;
  readonly environmentId: string;
  readonly side: Side;
  readonly keyId: string;
  readonly isProduction?: true;
}

/** The key that an organization has from the start. */
export function addKey(world: World, { id: organizationId, environmentId, side, keyId, isProduction }: FirstKey): void {
  const value = newValue(world, isProduction);
  world.resources.of("api-key").create(
    {
      attributes: {
        name: `${isProduction ? "Production key" : "Key"} of the ${side}`,
        note: null,
        permissions: allPermissions,
        ...usualSettings,
      },
    },
    { account: environmentId, id: keyId, hidden: { value, side, organizationId } },
  );
}

export function newValue({ ids }: World, isProduction = false): string {
  return ids.prefixed(isProduction ? "persona_production_" : "persona_sandbox_", 32);
}
