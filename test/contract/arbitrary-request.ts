// Requests of an operation, as they are on the wire.

import fc from "fast-check";
import { isObject } from "../../scripts/contract/spec/json.js";
import type { Operation, OperationParameter, Spec } from "../../scripts/contract/spec/spec.js";
import { key, text, valueFor } from "./arbitrary.js";

export interface GeneratedRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** An id that may stand in a path: not empty, no dot segment. */
export const id: fc.Arbitrary<string> = text.filter((value) => value !== "" && !/^(\.|%2e){1,2}$/i.test(value));

export function requestOf(spec: Spec, operation: Operation): fc.Arbitrary<GeneratedRequest> {
  const ids = operation.path.split("/").filter((segment) => segment.startsWith("{"));
  const query = operation.parameters.filter((parameter) => parameter.in === "query");
  const pairs = fc.tuple(...query.map((parameter) => pairsFor(spec, parameter)));
  return fc.record({ ids: fc.tuple(...ids.map(() => id)), pairs, body: bodyOf(spec, operation) }).map((parts) => {
    const left = [...parts.ids];
    const path = operation.path.replace(/\{[^}]*\}/g, () => encodeURIComponent(left.shift() ?? ""));
    const search = parts.pairs
      .flat()
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join("&");
    return {
      method: operation.method,
      path: search === "" ? path : `${path}?${search}`,
      ...(parts.body !== undefined && { body: parts.body }),
    };
  });
}

function bodyOf(spec: Spec, { body }: Operation): fc.Arbitrary<unknown> {
  if (body === undefined) return fc.constant(undefined);
  const value = valueFor(spec, body.schema);
  return body.required ? value : fc.oneof(fc.constant(undefined), value);
}

type Pairs = readonly (readonly [string, string])[];

/** The pairs of one parameter; none if it is left out. */
function pairsFor(spec: Spec, parameter: OperationParameter): fc.Arbitrary<Pairs> {
  const schema = spec.schemaOf(parameter.schema);
  const absent = fc.constant<Pairs>([]);
  if (parameter.style === "deepObject") {
    const members = Object.entries(isObject(schema.properties) ? schema.properties : {}).map(([name, inner]) =>
      fc.oneof(
        absent,
        scalar(spec, inner).map((value): Pairs => [[`${parameter.name}[${name}]`, value]]),
      ),
    );
    return fc.tuple(fc.tuple(...members), openMembers(parameter, schema.additionalProperties)).map(([own, more]) => {
      return [...own.flat(), ...more];
    });
  }
  if (schema.type === "array") {
    // A comma divides the list; a name with one in it cannot be said in this style.
    const name = text.filter((value) => value !== "" && !value.includes(","));
    return fc.oneof(
      absent,
      fc.array(name, { maxLength: 4 }).map((names): Pairs => [[parameter.name, names.join(",")]]),
    );
  }
  return fc.oneof(
    absent,
    scalar(spec, schema).map((value): Pairs => [[parameter.name, value]]),
  );
}

/** Members of a map. Brackets in a name would nest it. */
function openMembers(parameter: OperationParameter, additional: unknown): fc.Arbitrary<Pairs> {
  if (!isObject(additional)) return fc.constant([]);
  const name = key.filter((value) => value !== "" && !/[[\]]/.test(value));
  const pairs = fc.uniqueArray(fc.tuple(name, text), { maxLength: 3, selector: ([each]) => each });
  return pairs.map((list): Pairs => list.map(([each, value]) => [`${parameter.name}[${each}]`, value]));
}

function scalar(spec: Spec, schema: unknown): fc.Arbitrary<string> {
  return valueFor(spec, schema).map(String);
}
