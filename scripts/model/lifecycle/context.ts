// The input of reading lifecycles.

import type { SpecDocument } from "../../document/resolve.js";
import type { NameScope } from "../naming/names.js";
import type { PlacedOperation } from "../naming/place-operations.js";
import type { Types } from "../schema/types.js";
import type { Operation } from "../types/operation.js";

export interface LifecycleContext {
  readonly document: SpecDocument;
  readonly types: Types;
  readonly operations: ReadonlyMap<PlacedOperation, Operation>;
  /** Names of functions and types. */
  readonly scope: NameScope;
  /** Names of files. */
  readonly files: NameScope;
}
