// Persona Connect as one: its operations, what happens later, what is there at the start, and what people do in the
// dashboard.

import type { operations } from "../../../../../generated/persona/schema.js";
import type { Handlers, Presenter, Service, World } from "../../../service.js";
import { keyOf, type Side } from "../api-keys/keys.js";
import { seededConnections, seededShareTokens } from "../data/sharing.js";
import { redactObject, removeObject } from "../objects/objects.js";
import type { PersonaCaller } from "../organizations.js";
import { acceptConnection, connections, connectionsOf, presentConnection } from "./connections.js";
import { type PeekSettings, setPeeking } from "./peek.js";
import { failNextRedemption, finish, redemption } from "./redemption.js";
import { addShareToken, expireInTime, type FailureReason, presentShareToken } from "./share-token.js";
import { shareTokens } from "./share-tokens.js";

export interface ConnectControl {
  /**
   * Accepts a Connection for its destination, whichever organization that is.
   *
   * @throws if there is none with that id, or if it is not `pending`.
   */
  acceptConnection(connectionId: string): void;
  /** Has the next redemption that begins fail with this reason; null takes that back. */
  failNextRedemption(reason: FailureReason | null): void;
  /** Says whether an organization may peek, and what others see of what it shares. What is not given stays as it is. */
  setPeeking(side: Side, settings: Partial<PeekSettings>): void;
  /** Wipes the data of an Inquiry, Account, Transaction, Verification or Report. @throws if there is none. */
  redactObject(objectId: string): void;
  /** Takes such an object away altogether. @throws if there is none. */
  removeObject(objectId: string): void;
}

export const connectOperations: Handlers<operations, PersonaCaller> = { ...connections, ...shareTokens, ...redemption };

export const connectPresenters: Readonly<Record<string, Presenter<PersonaCaller>>> = {
  "connect/connection": presentConnection,
  "connect/share-token": presentShareToken,
};

export const connectTimers: NonNullable<Service["timers"]> = {
  "share-token-expiry": expireInTime,
  "share-token-import": finish,
};

export function seedConnect(world: World): void {
  const now = world.clock.now();
  for (const connection of seededConnections(now)) connectionsOf(world).add(connection);
  for (const token of seededShareTokens(now)) addShareToken(world, token);
}

export function connectControl(world: World): ConnectControl {
  return {
    acceptConnection: (id) => acceptConnection(world, id),
    failNextRedemption: (reason) => failNextRedemption(world, reason),
    setPeeking: (side, settings) => setPeeking(world, keyOf(world, side).organizationId, settings),
    redactObject: (id) => redactObject(world, id),
    removeObject: (id) => removeObject(world, id),
  };
}
