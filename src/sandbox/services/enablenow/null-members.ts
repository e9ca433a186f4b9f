// Members of an answer that have no value.

import type { World } from "../../service.js";

/** The members, without those that are null where an assumption has them missing. */
export function withNulls<T extends object>({ assume }: World, assumption: string, members: T): Partial<T> {
  if (!assume<string>(assumption).includes("missing")) return members;
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null)) as Partial<T>;
}
