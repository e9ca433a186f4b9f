// The receivers of a service's webhooks.

import type { Inflection } from "../answer/inflection.js";

export interface WebhookReceivers {
  /** Sets the address of a receiver. Settings that are left out stay as they are. */
  direct(receiver: string, to: Partial<Receiver>): void;
  /** The secrets that are valid now, the newest first. */
  secrets(receiver: string): readonly string[];
  /** Puts a new secret in front; those before it stay valid for so many seconds more, or for good. */
  rotate(receiver: string, secret: string, expiresInSeconds?: number): void;
}

/** Where the events of an organization or an app go. */
export interface Receiver {
  readonly url: string;
  /** Signing secrets, the newest first. Default: one that is made up, if the service signs. */
  readonly secrets?: readonly string[];
  /** The casing of keys. Default: the spec's. */
  readonly inflection?: Inflection;
}
