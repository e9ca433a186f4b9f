// Validators accept every answer that the spec allows, and refuse those of another kind.

import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { answered } from "../../../scripts/contract/answer.js";
import { type ClientCall, callFor } from "../../../scripts/contract/client-call.js";
import { exchange } from "../../../scripts/contract/exchange.js";
import type { Service } from "../../../scripts/contract/service.js";
import { isObject } from "../../../scripts/contract/spec/json.js";
import { createSchemaCheck, type SchemaCheck } from "../../../scripts/contract/spec/schema-check.js";
import { type Located, type Operation, specOf } from "../../../scripts/contract/spec/spec.js";
import type { Fetch } from "../../../src/index.js";
import { requestOf } from "../../contract/arbitrary-request.js";
import { successOf } from "../../contract/arbitrary-response.js";
import { readServices } from "../../contract/services.js";
import { broken, placesIn } from "./broken.js";
import { type Generated, generateFiles, load } from "./generated-files.js";
import { leaveSchemas } from "./leave-schemas.js";

const generated: Generated[] = [];
afterAll(() => {
  for (const each of generated) each.remove();
});

/** The same service, with the client that validates. */
async function validating(service: Service): Promise<Service> {
  const files = await generateFiles(`specs/${service.name}/openapi.yaml`, service.name, leaveSchemas);
  generated.push(files);
  const module = await load(files, "validators.ts");
  const create = Object.entries(module).find(([name]) => name.startsWith("create"))?.[1] as (options: object) => object;
  const client = (answer: Parameters<Service["client"]>[0]): object => {
    const fetch: Fetch = async (url, init) => answer(new Request(url, init));
    return create({
      ...(service.name === "persona"
        ? { apiKey: "persona_sandbox_contract", privacyPassAuth: "PrivateToken token=contract" }
        : { clientId: "contract", clientSecret: "secret" }),
      fetch,
      retry: false,
    });
  };
  const document = structuredClone(service.spec.document);
  leaveSchemas(document);
  return { ...service, client, spec: specOf(document) };
}

const services = await Promise.all((await readServices()).map(validating));

/** One in five is enough for each run of the tests; `VALIDATORS=all` takes every one. */
const every = process.env.VALIDATORS === "all" ? 1 : 5;

interface Case {
  readonly service: Service;
  readonly operation: Operation;
  readonly schemas: SchemaCheck;
  readonly status: number;
  readonly located: Located;
}

const cases = services.flatMap((service) => {
  const schemas = createSchemaCheck(service.spec);
  return [...service.spec.operations.values()].flatMap((operation) =>
    [...operation.responses].flatMap(([status, located]): (readonly [string, Case])[] =>
      status < 300 && located !== undefined
        ? [[`${operation.id} ${status}`, { service, operation, schemas, status, located }]]
        : [],
    ),
  );
});

function sampleCall({ spec }: Service, operation: Operation): ClientCall {
  const [request] = fc.sample(requestOf(spec, operation), { numRuns: 1, seed: 1 });
  const call = callFor(spec, operation, request ?? {}) as ClientCall;
  // Asked for less by `fields`, a value is not looked at.
  return JSON.parse(JSON.stringify(call, (key, value) => (key === "fields" ? undefined : value))) as ClientCall;
}

/** All types of resources that the document names. */
function typesIn(document: unknown): ReadonlySet<unknown> {
  const types = new Set<unknown>();
  JSON.stringify(document, (key, value) => {
    if (key === "type" && isObject(value) && "const" in value) types.add(value.const);
    return value;
  });
  return types;
}

function isKnown(body: unknown, types: ReadonlySet<unknown>): boolean {
  const { data } = (isObject(body) ? body : {}) as { readonly data?: unknown };
  return [data].flat().every((each) => !isObject(each) || typeof each.type !== "string" || types.has(each.type));
}

/** What is included is of a type, but its attributes are those of another. */
function withoutIncluded(body: unknown): unknown {
  const { included: _, ...rest } = (isObject(body) ? body : {}) as { readonly included?: unknown };
  return isObject(body) ? rest : body;
}

describe("what the spec allows passes, and what is of another kind does not", () => {
  test.each(cases.filter((_, index) => index % every === 0))(
    "%s",
    async (_, { service, operation, schemas, status, located }) => {
      const call = sampleCall(service, operation);
      const errorOf = async (body: unknown): Promise<unknown> =>
        (await exchange(service, operation, call, answered(status, {}, body))).error;
      const knownTypes = typesIn(service.spec.document);
      const violations = (body: unknown): ReadonlySet<string> =>
        new Set(schemas.violations(located.pointer, body).map(({ keyword, at }) => `${keyword} ${at}`));
      await fc.assert(
        fc.asyncProperty(successOf(service.spec, operation, located.schema), fc.nat(), async (answer, seed) => {
          const body = withoutIncluded(answer);
          expect(await errorOf(body)).toBeUndefined();
          // A document inside of an event is flattened as well.
          const places = placesIn(body, operation.envelope).filter(
            (place) => !service.documents.some((name) => place.includes(name)),
          );
          const place = places[seed % Math.max(1, places.length)];
          if (place === undefined) return;
          const spoilt = broken(body, place);
          // An independent judge, over the document itself.
          const before = violations(body);
          // A body of no type that the spec knows, or one that some alternatives refused there before, proves nothing.
          if (!isKnown(spoilt, knownTypes) || before.has(`type /${place.join("/")}`)) return;
          const isWrong = [...violations(spoilt)].some((each) => !before.has(each));
          const error = await errorOf(spoilt);
          expect({ place, refused: error !== undefined }).toEqual({ place, refused: isWrong });
        }),
        { numRuns: 10 },
      );
    },
  );
});
