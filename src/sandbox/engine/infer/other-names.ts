// Parameters that stand at one place of several paths under different names: `/teams/{team_slug}`, `/teams/{team}/members`.

import { isParameter, parameterName, placeOf } from "./names.js";

/** The name that a collection gives to a parameter → the operation's name for it. */
export type OtherNames = Readonly<Record<string, string>>;

interface Named {
  /** Of what it lies in, and of one of its resources. */
  readonly parents: readonly string[];
  readonly ids: readonly string[];
}

/** @param at the collection at a place, or the one of the resource that is named there. */
export function otherNamesIn(segments: readonly string[], at: (place: string) => Named | undefined): OtherNames {
  const own = segments.filter(isParameter).map(parameterName);
  const found: Record<string, string> = {};
  for (let length = segments.length; length > 0; length -= 1) {
    const collection = at(placeOf(segments.slice(0, length)));
    const count = segments.slice(0, length).filter(isParameter).length;
    const names = [...(collection?.parents ?? []), ...(collection?.ids ?? [])].slice(0, count);
    for (const [index, name] of names.entries()) if (!own.includes(name)) found[name] ??= own[index] as string;
  }
  return found;
}
