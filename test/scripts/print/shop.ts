// A small service as the model has it: one list, and one call with an id, a body and a query.

import type { Resource, Service } from "../../../scripts/model/types/service.js";
import { docs, named, number, object, string, unknown } from "../model/nodes.js";
import { declaration, operation, resource, service, toyId } from "./service.js";

export const toysResource: Resource = resource({
  description: "What the shop sells.",
  operations: [
    operation({
      id: "listToys",
      name: "toys.list",
      functionName: "listToys",
      method: "list",
      docs: docs({ summary: "List toys", link: "https://shop.test/docs" }),
      input: { type: named("ListToysInput"), required: false },
      query: [
        { name: "color", wire: "toy-color", style: "comma", inner: {} },
        { name: "page", wire: "page", style: "form", inner: {} },
      ],
      decode: "data",
      value: named("Toy"),
      successes: [200],
      failures: [
        { statuses: [400, 404], body: named("Problem") },
        { statuses: [401], body: unknown },
      ],
      pager: {
        kind: "number",
        parameter: ["page"],
        items: ["data"],
        current: ["page"],
        pages: ["pages"],
        total: undefined,
        size: undefined,
      },
      resultName: "ListToysResult",
    }),
    operation({
      id: "renameToy",
      name: "toys.rename",
      functionName: "renameToy",
      method: "rename",
      httpMethod: "POST",
      path: "/toys/{toy-id}/rename",
      docs: docs({ summary: "Rename a toy", description: "Gives it another name.", deprecated: true }),
      ids: [{ ...toyId, docs: docs({ description: "Which toy." }) }],
      input: { type: named("RenameToyInput"), required: true },
      options: { base: "IdempotentRequestOptions", query: named("RenameToyQuery") },
      query: [{ name: "dryRun", wire: "dry-run", style: "form", inner: {} }],
      body: { kind: "jsonapi", attributes: { newName: { wire: "new-name", inner: {} } }, meta: {}, always: true },
      idempotent: true,
      resultName: "RenameToyResult",
    }),
  ],
});

export const shop: Service = service({
  root: resource({ name: "", path: [], className: "", file: "", children: [toysResource] }),
  auth: {
    schemes: [
      {
        kind: "bearer",
        name: "key",
        holds: "key",
        credential: { option: "apiKey", variable: "SHOP_API_KEY" },
        docs: docs({}),
      },
    ],
    security: [["key"]],
    required: true,
  },
  declarations: [
    declaration({ name: "Toy", type: object({ id: string }) }),
    declaration({ name: "Problem", type: unknown }),
    declaration({
      name: "ListToysInput",
      type: object({ "color?": string, "page?": number }),
      file: "resources/toys/list",
      input: true,
    }),
    declaration({
      name: "RenameToyInput",
      type: object({ newName: string }),
      file: "resources/toys/rename",
      input: true,
    }),
    declaration({
      name: "RenameToyQuery",
      type: object({ "dryRun?": string }),
      file: "resources/toys/rename",
      input: true,
    }),
  ],
  webhooks: {
    unionName: "ShopEvent",
    decode: "none",
    documents: [],
    signature: undefined,
    events: [{ event: "toy.sold", id: "toySold", type: named("Toy"), docs: docs({}) }],
  },
});
