// The model of exact numbers: which numbers of a body a JavaScript number cannot hold.

/** How a number is kept exact. */
export type ExactNumber = "decimal" | "int64";

/** An exact number, or the index of a node in the table. */
export type ExactPlace = ExactNumber | number;

/** Where exact numbers stand in one kind of value, by the names of the wire. */
export interface ExactNode {
  readonly number?: ExactNumber;
  readonly members?: { readonly [wire: string]: ExactPlace };
  readonly rest?: ExactPlace;
  readonly items?: ExactPlace;
}

/** Where they stand in a body; the first node is the body. */
export type ExactNumbers = readonly ExactNode[];

/** Where exact numbers stand in what an operation sends and is answered. */
export interface ExactBodies {
  readonly answer: ExactNumbers | undefined;
  readonly failure: ExactNumbers | undefined;
  readonly body: ExactNumbers | undefined;
}
