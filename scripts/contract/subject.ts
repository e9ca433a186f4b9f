import type { Service } from "./service.js";
import type { SchemaCheck } from "./spec/schema-check.js";
import type { Operation } from "./spec/spec.js";

/** What an exchange is compared against. */
export interface Subject {
  readonly service: Service;
  readonly operation: Operation;
  readonly schemas: SchemaCheck;
}
