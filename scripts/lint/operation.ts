import { isPlainObject, type Location } from "@redocly/openapi-core";
import { jsonBodies } from "./media-type.js";
import { follow, type Located, propertiesOf, type Resolve, type UncheckedObject } from "./schema.js";

/** An operation as far as extensions point into it. */
export interface Operation {
  readonly parameters: readonly Located<UncheckedObject>[];
  /** Schemas of the JSON bodies of its successes. */
  readonly bodies: readonly Located[];
}

type Owner = { readonly parameters?: unknown };

export function operationOf(
  resolve: Resolve,
  operation: { readonly value: Owner & { readonly responses?: unknown }; readonly location: Location },
  pathItem: { readonly value: Owner; readonly location: Location | undefined },
): Operation {
  return {
    parameters: [
      ...parametersOf(resolve, pathItem.value, pathItem.location),
      ...parametersOf(resolve, operation.value, operation.location),
    ],
    bodies: successBodies(resolve, operation.value, operation.location),
  };
}

/** Whether a query parameter exists in wire spelling: `page[after]` may be property `after` of the deepObject `page`. */
export function hasParameter(resolve: Resolve, { parameters }: Operation, wireName: string): boolean {
  const [, object, property] = /^([^[\]]+)\[([^[\]]+)\]$/.exec(wireName) ?? [];
  return parameters.some(({ value, location }) => {
    if (value.in !== "query") return false;
    if (value.name === wireName) return true;
    if (object === undefined || property === undefined || value.name !== object || value.style !== "deepObject")
      return false;
    return propertiesOf(resolve, { value: value.schema, location: location.child(["schema"]) }).has(property);
  });
}

function parametersOf(
  resolve: Resolve,
  owner: { parameters?: unknown },
  location: Location | undefined,
): readonly Located<UncheckedObject>[] {
  if (!location || !Array.isArray(owner.parameters)) return [];
  return owner.parameters.flatMap((value: unknown, index) => {
    const parameter = follow(resolve, { value, location: location.child(["parameters", index]) });
    return parameter ? [parameter] : [];
  });
}

function successBodies(
  resolve: Resolve,
  { responses }: { responses?: unknown },
  location: Location,
): readonly Located[] {
  if (!isPlainObject(responses)) return [];
  return Object.entries(responses).flatMap(([status, value]) =>
    status.startsWith("2") ? jsonBodies(resolve, { value, location: location.child(["responses", status]) }) : [],
  );
}
