// The values that all parts of the engine share.

import type { Validator } from "../answer/validator.js";
import type { Service, World } from "../service.js";
import type { Blueprint } from "./infer/blueprint.js";
import type { Inferred } from "./infer/collections.js";
import type { Schemas } from "./schema/schemas.js";
import type { Values } from "./schema/values.js";

export interface EngineContext {
  readonly service: Service;
  readonly world: World;
  readonly validator: Validator;
  readonly schemas: Schemas;
  readonly values: Values;
  readonly blueprint: (schema: unknown) => Blueprint;
  readonly inferred: Inferred;
  readonly seed: string;
  /** The moment of the start: what there is from then on has it. */
  readonly start: number;
}
