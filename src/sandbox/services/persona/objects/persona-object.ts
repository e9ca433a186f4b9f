import type { Identifier, ResourceRecord } from "../../../engine/records/record.js";

/** An object as callers see it. */
export interface PersonaResource {
  readonly type: string;
  readonly id: string;
  readonly attributes: Record<string, unknown>;
  readonly relationships: Record<string, { data: Identifier | readonly Identifier[] | null }>;
}

/**
 * An object of an organization: a record of the engine, which operations without a handler act on as well. It stands in the
 * collection of its type: `inquiry`, `account`, `transaction`, `verification/<kind>`, `report/<kind>` and others. Its account
 * is the environment of the organization.
 */
export type PersonaObject = ResourceRecord<PersonaResource>;

/** What the relationship of an object points at. */
export function identifiersOf({ resource }: PersonaObject, relationship: string): readonly Identifier[] {
  return [resource.relationships[relationship]?.data ?? []].flat();
}

/** A new one. */
export function personaObject<R extends Identifier>(environmentId: string, resource: R): ResourceRecord<R> {
  return { id: resource.id, type: resource.type, account: environmentId, parents: {}, hidden: {}, resource };
}
