// Facts that no source states, with the value that the sandbox assumes until it is set: every `x-unconfirmed` of a document.

import { isObject, type JsonObject } from "../../json.js";

export type AssumedValue = string | number | boolean;

export interface Assumption {
  readonly name: string;
  readonly question: string;
  readonly assumed: AssumedValue;
  readonly alternatives: readonly AssumedValue[];
}

/** Values of assumptions by their names. */
export type Assumptions = Readonly<Record<string, AssumedValue>>;

export function assumptionsOf(document: JsonObject): ReadonlyMap<string, Assumption> {
  const found = new Map<string, Assumption>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    if (!isObject(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key !== "x-unconfirmed" || !Array.isArray(value)) visit(value);
      else for (const entry of value) found.set(entry.name, { alternatives: [], ...entry });
    }
  };
  visit(document);
  return found;
}

/** The value of an assumption. Names and values were checked when the sandbox was made. */
export type Assume = <T extends AssumedValue>(name: string) => T;

export function createAssume(known: ReadonlyMap<string, Assumption>, chosen: Assumptions): Assume {
  return (name) => {
    const assumption = known.get(name);
    if (assumption === undefined) throw new Error(`No spec has an x-unconfirmed named "${name}".`);
    return (chosen[name] ?? assumption.assumed) as never;
  };
}

/**
 * Refuses what no spec leaves open.
 *
 * @throws {TypeError} for an unknown name, or a value that is neither assumed nor an alternative.
 */
export function checkAssumptions(chosen: Assumptions, specs: readonly ReadonlyMap<string, Assumption>[]): void {
  for (const [name, value] of Object.entries(chosen)) {
    const known = specs.flatMap((assumptions) => assumptions.get(name) ?? []);
    const first = known[0];
    if (first === undefined) {
      throw new TypeError(`assume: there is no assumption "${name}". The fact sheets list them under "Assumptions".`);
    }
    const values = [first.assumed, ...first.alternatives];
    if (!values.includes(value)) {
      const listed = values.map((each) => JSON.stringify(each)).join(", ");
      throw new TypeError(`assume: "${name}" cannot be ${JSON.stringify(value)}. It may be: ${listed}.`);
    }
  }
}
