import type { TypedRecord } from "../../service.js";

/** An object of an organization. It stands in the collection of its type. */
export interface PersonaObject extends TypedRecord {
  /** `inquiry`, `account`, `transaction`, `verification/<kind>` or `report/<kind>`. */
  readonly type: string;
  /** Whose it is. */
  readonly organizationId: string;
  readonly attributes: Record<string, unknown>;
  readonly relationships: Record<string, { data: unknown }>;
}
