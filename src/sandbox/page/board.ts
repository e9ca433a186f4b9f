// The view of a service on the page, given by the service: its parties, the resources between them, and the actions on these.

import type { Sandbox } from "../options.js";
import type { LifecycleFacts } from "../world/lifecycle.js";
import type { Entries } from "./views/entries.js";
import type { Series } from "./views/series.js";
import type { Table } from "./views/table.js";

/** A sandbox of any services. */
export type AnySandbox = Sandbox<unknown, unknown>;

export interface Board {
  /** Name of the service, as in addresses. */
  readonly service: string;
  /** The service's own name. */
  readonly title: string;
  /** The two that call, the one that gives first. */
  readonly parties: (sandbox: AnySandbox) => readonly Party[];
  readonly shelves: readonly Shelf[];
  /** Collections of which there is nothing more to say. */
  readonly tables?: (sandbox: AnySandbox) => readonly Table[];
  /** The actions, by name. */
  readonly acts: Readonly<Record<string, Act>>;
  /** Acts that concern no record, shown with the faults. */
  readonly tools?: (sandbox: AnySandbox) => readonly Tool[];
}

export interface Party {
  readonly side: string;
  readonly name: string;
  /** Its role: `Source, shares`. */
  readonly role: string;
  /** Not secret: an id. */
  readonly id: string;
  /** The settings of a client that calls as this party. */
  readonly credentials: Readonly<Record<string, string>>;
}

/** The records of a collection. */
export interface Shelf {
  readonly title: string;
  /** Name of the collection. */
  readonly collection: string;
  /** The text while it is empty: the first step. */
  readonly empty: string;
  readonly card: (record: ShownRecord, sandbox: AnySandbox) => Card;
}

export type ShownRecord = Readonly<Record<string, unknown>>;

export interface Card {
  readonly id: string;
  /** Its name, if it has one beside its id. */
  readonly name?: string;
  /** The giver and the receiver, by name. */
  readonly from?: string;
  readonly to?: string;
  readonly state: string;
  readonly tone: Tone;
  /** The lifecycle that it is in; a record without one shows its state alone. */
  readonly lifecycle?: LifecycleFacts;
  /** Its result, in large: `€2,310.50`. */
  readonly figure?: string;
  /** How that came about. */
  readonly series?: Series;
  readonly entries?: Entries;
  readonly facts: readonly Fact[];
  /** The actions that are possible now: their names. Each gets the id. */
  readonly acts?: readonly string[];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** A moment, which is shown by how far it is from now. */
  readonly isMoment?: boolean;
}

/** How a state is meant: in progress, well ended, ended, or gone wrong. */
export type Tone = "open" | "busy" | "good" | "over" | "bad";

interface Act {
  readonly label: string;
  /** @throws with a message for people if it cannot be done. */
  readonly run: (sandbox: AnySandbox, fields: URLSearchParams) => void;
}

interface Tool {
  /** Name of the act. */
  readonly act: string;
  readonly label: string;
  /** The field that the choice is sent as. */
  readonly field: string;
  readonly choices: readonly string[];
  /** Its effect and the events still to come, in a sentence. */
  readonly pending?: string | undefined;
}
