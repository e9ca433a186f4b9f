// The interfaces between the parts of the engine.

import type { JsonObject } from "../../json.js";
import type { Collection } from "./infer/collections.js";
import type { DueMove } from "./lifecycles.js";
import type { Members, ResourceCollection, ResourceRecord, Resources } from "./records/record.js";

export interface Records extends Resources {
  of<R extends object = Members>(name: string): RecordCollection<R>;
  in(collection: Collection): RecordCollection;
  /** The effect of a timer of a move. */
  moveInTime(due: DueMove): void;
}

export interface RecordCollection<R extends object = Members> extends ResourceCollection<R> {
  readonly collection: Collection;
  /** The record that the parameters of a path lead to. */
  at(path: Readonly<Record<string, string>>): ResourceRecord<R> | undefined;
  idOf(path: Readonly<Record<string, string>>): string;
  /** Lays a record over what is there, under its id. */
  keep(record: ResourceRecord<R>): ResourceRecord<R>;
  complete(members: JsonObject): { readonly resource: Members; readonly hidden: Members };
  announce(record: ResourceRecord<R>, what: string): void;
}

export interface Seeds {
  /** Sees that what belongs there from the start is there. */
  ensure(collection: Collection, path: Readonly<Record<string, string>>): void;
  /** The schema of the path parameter that names one of its resources. */
  schemaInPath(collection: Collection): unknown;
  /** Ids in the examples of the document. */
  idsShown(collection: Collection): readonly unknown[];
}
