// The services of the sandbox, and what each of them gives its users.

import type { Receiver } from "../world/receivers.js";
import { type EnableNowControl, type EnableNowCredentials, enablenow } from "./enablenow/service.js";
import { type PersonaControl, type PersonaCredentials, persona } from "./persona/service.js";

export const services = { persona, enablenow } as const;

/** Ready-made callers. */
export interface Credentials {
  readonly persona: PersonaCredentials;
  readonly enablenow: EnableNowCredentials;
}

/** Actions of people in the vendors' dashboards, and settings for the next calls. */
export interface Controls {
  readonly persona: PersonaControl;
  readonly enablenow: EnableNowControl;
}

/** Where webhooks go: for Persona by organization, for EnableNow by app. */
export interface Receivers {
  readonly persona?: { readonly source?: Receiver; readonly destination?: Receiver };
  readonly enablenow?: { readonly a?: Receiver; readonly b?: Receiver };
}
