// What the vendor's own schemas have, and have not; and what it warns of.

import { expect, test } from "vitest";
import { inquiry, open as openCase, openDesk } from "./desk.js";

test("a search sees what was there a lag ago, and all of it again without one", async () => {
  const { source, sandbox } = openDesk();
  const found = async () =>
    (await source.cases.search({ query: { attribute: "case_queue", operator: "eq", value: queueId } })).items.map(
      ({ id }) => id,
    );
  const queueId = sandbox.control.persona.addCaseQueue("source", "Late");
  sandbox.control.persona.lagSearch(60);
  await source.cases.update(openCase, { caseQueueId: queueId });
  expect(await found()).toEqual([]);
  await sandbox.advance("59s");
  expect(await found()).toEqual([]);
  expect((await source.cases.retrieve(openCase)).caseQueue?.id).toBe(queueId);
  await sandbox.advance("1s");
  expect(await found()).toEqual([openCase]);
  await source.cases.redact(openCase);
  // Nobody finds what must be gone.
  expect(await found()).toEqual([]);
  sandbox.control.persona.lagSearch(0);
  expect(() => sandbox.control.persona.lagSearch(-1)).toThrow("lagSearch: -1 is no time.");
});

test("a value of an open set that the document does not know is taken, in a query and in a body", async () => {
  const { raw } = openDesk();
  expect((await raw("GET", "/inquiries?filter[status]=on-the-moon")).status).toBe(200);
  const query = { attribute: "status", operator: "eq", value: "on-the-moon" };
  expect((await raw("POST", "/inquiries/search", { query })).status).toBe(200);
  expect((await raw("GET", `/inquiries/${inquiry}?include=moons`)).status).toBe(400);
});

test("a Case gathers Documents and Graph Queries, too", async () => {
  const { raw } = openDesk();
  const attributes = { "graph-query-template-id": "grqt_9yTq1mZ5cK" };
  const query = await raw("POST", "/graph-queries", { data: { attributes } });
  const document = await raw("POST", "/document/generics", { data: { attributes: { kind: "bank_statement" } } });
  expect([query.status, document.status]).toEqual([201, 201]);
  const ids = [query.body.data.id, document.body.data.id];
  const add = (objects: readonly string[]) =>
    raw("POST", `/cases/${openCase}/add-objects`, { meta: { "object-ids": objects } });
  expect((await add(ids)).status).toBe(200);
  expect((await add(["doc_none"])).status).toBe(404);
});

test("a redacted Transaction is redacted without showing since when; a Case Template does not say what is searched", async () => {
  const { sandbox, raw } = openDesk();
  const [{ id }] = (await raw("GET", "/transactions")).body.data;
  sandbox.control.persona.redactObject(id);
  const { attributes } = (await raw("GET", `/transactions/${id}`)).body.data;
  expect(attributes).toMatchObject({ fields: {} });
  expect("redacted-at" in attributes).toBe(false);
  const { included } = (await raw("GET", `/cases/${openCase}?include=case-template`)).body;
  const { config } = included[0].attributes["field-schemas"][0];
  expect(config).toHaveProperty("write-policy");
  expect(config).not.toHaveProperty("searchable");
});
