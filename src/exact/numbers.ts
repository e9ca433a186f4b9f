/** How a number is kept exact. */
export type ExactNumber = "decimal" | "int64";

/** An exact number, or the index of a node in the table. */
export type ExactPlace = ExactNumber | number;

/** Where exact numbers stand in one kind of value. A member that is not named here holds none. */
export interface ExactNode {
  /** The value is such a number itself, where it is one. */
  readonly number?: ExactNumber;
  readonly members?: { readonly [wire: string]: ExactPlace };
  /** Members that have no name in the description. */
  readonly rest?: ExactPlace;
  readonly items?: ExactPlace;
}

/** Where exact numbers stand in a body; the first node is the body. A table, because schemas can contain themselves. */
export type ExactNumbers = readonly ExactNode[];

/** The kind of exact number that a value is at a place. */
export function exactNumberAt(numbers: ExactNumbers, place: ExactPlace | undefined): ExactNumber | undefined {
  return typeof place === "number" ? numbers[place]?.number : place;
}

export function exactNodeAt(numbers: ExactNumbers, place: ExactPlace | undefined): ExactNode | undefined {
  return typeof place === "number" ? numbers[place] : undefined;
}

/** The place of a member. */
export function exactMember({ members, rest }: ExactNode, name: string): ExactPlace | undefined {
  return members !== undefined && Object.hasOwn(members, name) ? members[name] : rest;
}
