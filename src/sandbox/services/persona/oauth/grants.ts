// OAuth grants, by which an organization lets another act for it: a code for ten minutes, an access token for about an hour.

import type { World } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";

/** A permission for one object. */
export interface Scope {
  readonly permission: string;
  readonly objectId: string;
}

export interface Grant extends Stored {
  /** The organization that may use it. */
  readonly clientId: string;
  /** The key of the organization that gave it. */
  readonly keyId: string;
  readonly scope: readonly Scope[];
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

export const codeSeconds = 600;
export const tokenSeconds = 3599;

export function codes({ store }: World) {
  return store.collection<Grant>("authorization-code");
}

export function tokens({ store }: World) {
  return store.collection<Grant>("access-token");
}

/** The grant of an access token; `undefined` if the token is unknown or has expired. */
export function grantedTo(value: string, world: World): Grant | undefined {
  const grant = tokens(world).get(value);
  return grant !== undefined && grant.endsAt > world.clock.now() ? grant : undefined;
}
