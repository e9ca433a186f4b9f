import type { Service } from "./service.js";
import type { SchemaCheck } from "./spec/schema-check.js";
import type { Operation } from "./spec/spec.js";

/** The operation, service and schemas that an exchange is compared with. */
export interface Subject {
  readonly service: Service;
  readonly operation: Operation;
  readonly schemas: SchemaCheck;
}
