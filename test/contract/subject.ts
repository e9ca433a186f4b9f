import type { SchemaCheck } from "./schema-check.js";
import type { Service } from "./services.js";
import type { Operation } from "./spec.js";

/** What an exchange is compared against. */
export interface Subject {
  readonly service: Service;
  readonly operation: Operation;
  readonly schemas: SchemaCheck;
}
