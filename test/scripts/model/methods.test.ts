// OpenAPI 3.2's methods: QUERY, and whatever a path item adds.

import { expect, test } from "vitest";
import { operationsOf } from "../../../scripts/model/types/service.js";
import { answer, build, json, operationOf, spec } from "./spec.js";

test("a QUERY has a body, and its query is an option", () => {
  const { operation } = operationOf(
    {
      requestBody: json({ type: "object", properties: { text: { type: "string" } } }),
      parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
    },
    { method: "query" },
  );

  expect(operation).toMatchObject({ httpMethod: "QUERY", body: { kind: "plain" } });
  expect(operation.options.query).toEqual({ kind: "named", name: "DoItQuery" });
});

test("a method that a path item adds keeps its spelling on the wire, and is named as other methods are", () => {
  const toy = { operationId: "", responses: { "204": answer() } };
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
  const item = { parameters: [id], get: toy, additionalOperations: { COPY: toy, lock: toy } };
  const { root } = build(spec({ paths: { "/toys/{id}": item } }));

  expect(
    operationsOf(root).map(({ name, httpMethod, ids, pointer }) => [name, httpMethod, ids.length, pointer]),
  ).toEqual([
    ["toys.retrieve", "GET", 1, "#/paths/~1toys~1{id}/get"],
    ["toys.copy", "COPY", 1, "#/paths/~1toys~1{id}/additionalOperations/COPY"],
    ["toys.lock", "lock", 1, "#/paths/~1toys~1{id}/additionalOperations/lock"],
  ]);
});
