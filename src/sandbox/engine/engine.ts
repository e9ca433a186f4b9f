// The engine: what a document alone makes of a service. What a service says itself takes its place.

import { Refusal } from "../answer/refusal.js";
import type { Validator } from "../answer/validator.js";
import type { SpecOperation } from "../document/operation.js";
import type { Call, CompleteService, Handler, Service, World } from "../service.js";
import type { Spec } from "../spec.js";
import { createAnnounce } from "./announce.js";
import { createAnswers } from "./answers.js";
import { type Current, conditional } from "./conditions.js";
import type { EngineContext } from "./context.js";
import { withFiles } from "./files.js";
import { recordIn } from "./handlers/access.js";
import { createHandler } from "./handlers/handlers.js";
import type { HandlerParts } from "./handlers/shown-record.js";
import { createBlueprints } from "./infer/blueprint.js";
import { type Inferred, inferCollections, type Role } from "./infer/collections.js";
import { createLifecycles, type DueMove } from "./lifecycles.js";
import type { Records } from "./parts.js";
import { createProblem, invalid, type Problem } from "./problems.js";
import type { ResourceRecord } from "./records/record.js";
import { createRecords } from "./records/records.js";
import { createSeeds } from "./records/seeds.js";
import { withDeclaredHeaders } from "./response-headers.js";
import { createSchemas, type FlatSchema } from "./schema/schemas.js";
import { createValues } from "./schema/values.js";
import { anybody, requireCredential, tokenEndpoints } from "./security.js";

export interface Engine {
  readonly records: Records;
  readonly inferred: Inferred;
  /** The handler of an operation by the document alone. */
  handler(operation: SpecOperation): Handler;
  /** The record in the path of a call. */
  record(call: Call): ResourceRecord;
  readonly problem: Problem;
  /** A schema without references and `allOf` at its top: itself, or the one a pointer leads to. */
  flat(schema: unknown): FlatSchema;
  at(pointer: string | undefined): FlatSchema;
  moveInTime(due: DueMove): void;
}

/** Where a document declares errors alone, what it leaves open is that a call succeeds, not that it never does. */
function succeeding(handler: Handler, operation: SpecOperation, { kind }: Role): Handler {
  if (operation.success < 400 || kind === "example") return handler;
  return (call) => ({ ...handler(call), status: kind === "remove" || kind === "clear" ? 204 : 200, undeclared: true });
}

export interface EngineParts {
  readonly service: Service;
  readonly world: World;
  readonly validator: Validator;
  readonly seed: string;
  readonly start: number;
}

export function createEngine({ service, world, validator, seed, start }: EngineParts): Engine {
  const { spec } = world;
  const schemas = createSchemas(spec.references);
  const now = () => new Date(start).toISOString();
  const values = createValues({ references: spec.references, schemas, validator, seed, now });
  const context: EngineContext = {
    ...{ service, world, validator, schemas, values, seed, start },
    blueprint: createBlueprints(schemas, values),
    inferred: inferCollections(spec, schemas),
  };
  const lifecycles = createLifecycles(context);
  const records = createRecords(context, {
    lifecycles,
    announce: createAnnounce(context),
    seeds: (all) => createSeeds(context, lifecycles, all),
  });
  const parts: HandlerParts = { context, records, lifecycles, answers: createAnswers(context) };
  const addressed = (call: Call): Call => addressedBy(context.inferred, call);
  const handlers = new Map<string, Handler>();
  const created = (operation: SpecOperation): Handler => createHandler(operation, roleOf(operation), parts);
  /** The operation that reads one of a collection. */
  const readOf = (collection: Role["collection"]) =>
    spec.operations.find((each) => roleOf(each).kind === "retrieve" && roleOf(each).collection === collection);
  const current: Current = (call) => {
    const { collection } = roleOf(call.operation);
    const read = collection === undefined ? undefined : readOf(collection);
    if (read === undefined) return undefined;
    try {
      return created(read)({ ...call, operation: read });
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  };
  const roleOf = ({ id }: SpecOperation) =>
    context.inferred.roles.get(id) ?? {
      kind: "example" as const,
      collection: undefined,
      shape: undefined,
      owner: undefined,
      verb: undefined,
    };
  return {
    records,
    inferred: context.inferred,
    problem: createProblem(context),
    moveInTime: records.moveInTime,
    flat: schemas.flat,
    at: schemas.at,
    handler: (operation) => {
      let handler = handlers.get(operation.id);
      if (handler === undefined) {
        handler = succeeding(created(operation), operation, roleOf(operation));
        handler = withFiles(handler, operation, spec.operations, world);
        handler = withDeclaredHeaders(conditional(handler, operation, current), operation, context);
        handlers.set(operation.id, handler);
      }
      const found = handler;
      return (call) => found(addressed(call));
    },
    record: (call) => {
      const { collection } = roleOf(call.operation);
      if (collection === undefined) throw new Error(`${call.operation.id} has no record in its path.`);
      return recordIn(addressed(call), records.in(collection), parts);
    },
  };
}

/** The call, with the parameters of its path under the names of the collections there, too. */
function addressedBy({ otherNames }: Inferred, call: Call): Call {
  const others = otherNames.get(call.operation.id);
  if (others === undefined) return call;
  const named = Object.entries(others).map(([name, own]) => [name, call.path[own]]);
  return { ...call, path: { ...call.path, ...Object.fromEntries(named) } };
}

/** A service with all that it does not say itself. */
export function completeService(service: Service, spec: Spec, engine: () => Engine): CompleteService {
  return {
    operations: {},
    presenters: {},
    webhooks: () => ({ retrySeconds: [], timeoutMs: 10_000, headers: () => ({}) }),
    authenticate: (headers, _, operation, search) => {
      requireCredential(operation, headers, search, spec);
      return anybody;
    },
    invalid: (violations, _, given) => invalid(violations, given?.operation),
    problem: (refusal, id, _, operation) => engine().problem(refusal, id, operation),
    callId: ({ ids }) => ids.prefixed("call_", 16),
    headers: () => ({}),
    seed: () => ({}),
    control: ({ resources }) => ({ resources }),
    ...service,
    endpoints: { ...tokenEndpoints(spec), ...service.endpoints },
  };
}
