import type { Receivers } from "./services.js";

/** Those who call, and whom webhooks go to, by service. */
export const sides: { readonly [Name in keyof Receivers]-?: readonly (keyof NonNullable<Receivers[Name]>)[] } = {
  persona: ["source", "destination"],
  enablenow: ["a", "b"],
};
