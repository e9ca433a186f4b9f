// The stored record of a resource, and the operations of a service on a collection of them.

import type { Cause } from "../../world/lifecycle.js";
import type { Stored } from "../../world/state/store.js";

export type Members = Record<string, unknown>;

/** A resource in the store. */
export interface ResourceRecord<R extends object = Members> extends Stored {
  /** The value that stands for it in a path. In a nested collection, those of its parents come before it: `12/7`. */
  readonly id: string;
  /** Name of its collection. */
  readonly type: string;
  /** Whose it is: the `account` of a caller. Null: everybody's. */
  readonly account: string | null;
  /** The path parameters that lead to its collection, by their names in the document. */
  readonly parents: Readonly<Record<string, string>>;
  /** As the document describes it, in the document's spelling. JSON:API: the whole resource object. */
  readonly resource: R;
  /** Members that no answer shows: write-only ones, and a service's own notes. */
  readonly hidden: Members;
}

/** What a JSON:API relationship points at. */
export interface Identifier {
  readonly type: string;
  readonly id: string;
}

/** Facts of a new record beside its members. */
export interface NewRecord {
  /** Default: everybody's. */
  readonly account?: string | null;
  readonly parents?: Readonly<Record<string, string>>;
  /** The value that stands for it in a path. Default: one in the form that the document shows. */
  readonly id?: string;
  readonly hidden?: Members;
}

/**
 * A collection of the document. Whatever is done to it here is what an operation of the document does: defaults, moments,
 * states, timers and events follow.
 */
export interface ResourceCollection<R extends object = Members> {
  /** JSON:API: the `type` of its resources. Else its path without parameters: `repos/issues`. */
  readonly name: string;
  /** Makes a record. Members that are not given are what the document says a new one has. */
  create(members: object, about?: NewRecord): ResourceRecord<R>;
  get(id: string): ResourceRecord<R> | undefined;
  /** Those that lie in what the path parameters name, the oldest first. */
  within(parents: Readonly<Record<string, string>>): readonly ResourceRecord<R>[];
  /** The oldest first. */
  values(): Iterable<ResourceRecord<R>>;
  /** Changes members; of JSON:API, attributes and relationships. */
  change(record: ResourceRecord<R>, members: object): void;
  /** Moves the state. @throws if the lifecycle does not allow it for that cause. */
  move(record: ResourceRecord<R>, to: string, cause: Cause): void;
  remove(record: ResourceRecord<R>): void;
}

export interface Resources {
  /**
   * The collection of a name; `R` is what its resources look like.
   *
   * @throws if the document has no such collection; the message names those it has.
   */
  of<R extends object = Members>(name: string): ResourceCollection<R>;
  /** The record that a JSON:API identifier points at, of whichever collection. */
  find(type: string, id: string): ResourceRecord | undefined;
  readonly names: readonly string[];
}

/** Something that happened to a record. */
export interface ResourceEvent {
  readonly record: ResourceRecord;
  /** `created`, `updated`, `deleted`; of a move, the new state; of an action, its name in the path. */
  readonly what: string;
}
