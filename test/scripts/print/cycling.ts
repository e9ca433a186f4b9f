// A service about bikes as the model has it, and documents to go with it: what a fact sheet is made of.

import type { Operation } from "../../../scripts/model/types/operation.js";
import type { Service } from "../../../scripts/model/types/service.js";
import { sectionsOf } from "../../docs/markdown.js";
import { docs, members, named, number, object, open, string } from "../model/nodes.js";
import { declaration, operation, resource, service } from "./service.js";

export const bike = named("Bike");

export function bikeOperation(more: Partial<Operation> = {}): Operation {
  return operation({
    id: "getBike",
    name: "bikes.retrieve",
    functionName: "retrieveBike",
    path: "/bikes/{bikeId}",
    pointer: "#/paths/~1bikes~1{bikeId}/get",
    ids: [{ name: "bikeId", wire: "bikeId", type: string, docs: docs({}) }],
    decode: "none",
    value: bike,
    successes: [200],
    resultName: "RetrieveBikeResult",
    ...more,
  });
}

export const createBike = bikeOperation({
  id: "createBike",
  name: "bikes.create",
  functionName: "createBike",
  method: "create",
  httpMethod: "POST",
  path: "/bikes",
  pointer: "#/paths/~1bikes/post",
  ids: [],
  input: { type: named("BikeInput"), required: true },
  body: { kind: "plain", names: { frameSize: { wire: "frame-size", inner: {} } }, always: true },
  successes: [201],
});

const frameSize = { description: "Size of the frame in cm.", notes: ["40 to 64.", "Default: 54."] };

export const bikeInput = declaration({
  name: "BikeInput",
  type: {
    kind: "object",
    members: members({ frameSize: number, "colour?": open("red", "green") }, { frameSize }),
    rest: undefined,
  },
  input: true,
});

export function cycling(operations: readonly Operation[], more: Partial<Service> = {}): Service {
  const bikes = resource({ name: "bikes", path: ["bikes"], className: "Bikes", file: "resources/bikes", operations });
  return service({
    name: "cycling",
    typeName: "Cycling",
    specFolder: "specs/cycling",
    title: "Cycling",
    servers: [{ environment: "production", url: "https://example.com", description: undefined }],
    root: resource({ name: "", path: [], className: "", file: "", children: [bikes] }),
    declarations: [declaration({ name: "Bike", type: object({ id: string }) }), bikeInput],
    ...more,
  });
}

/** A document in which the operation stands where the model says. */
export function document(operation: object, more: object = {}): object {
  return { ...more, paths: { "/bikes": { post: operation }, "/bikes/{bikeId}": { get: operation } } };
}

export function section(reference: string, heading: string): string {
  const found = sectionsOf(reference).find((each) => each.heading === heading);
  if (found === undefined) throw new Error(`There is no section ${heading} in:\n${reference}`);
  return found.body.trim();
}

export function requestBody(...values: readonly unknown[]): object {
  const examples = Object.fromEntries(
    values.map((value, index) => [`case${index}`, { summary: `Case ${index}`, value }]),
  );
  return { requestBody: { content: { "application/json": { schema: { type: "object" }, examples } } } };
}
