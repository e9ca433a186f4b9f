import fc from "fast-check";
import { expect, test } from "vitest";
import { createSandbox } from "../../../src/sandbox/sandbox.js";

const pet = {
  type: "object",
  required: ["id", "name", "createdAt"],
  properties: {
    id: { type: "string", readOnly: true, example: "pet_8sKd93mX" },
    name: { type: "string", minLength: 1 },
    age: { type: "integer", minimum: 0 },
    tags: { type: "array", items: { type: "string" } },
    createdAt: { type: "string", format: "date-time", readOnly: true },
  },
};
const json = (schema: object) => ({ description: "", content: { "application/json": { schema } } });
const ref = { $ref: "#/components/schemas/Pet" };
const id = { name: "petId", in: "path", required: true, schema: { type: "string" } };
const size = { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100 } };

function documentOf(pager: "offset" | "page" | "cursor", envelope: boolean) {
  const one = envelope ? { type: "object", required: ["data"], properties: { data: ref } } : ref;
  const many = {
    type: "object",
    required: ["items", "total"],
    properties: {
      items: { type: "array", items: ref },
      total: { type: "integer" },
      nextCursor: { type: ["string", "null"] },
    },
  };
  const paging = { name: pager, in: "query", schema: { type: pager === "cursor" ? "string" : "integer" } };
  const none = { "404": json({ type: "object", required: ["message"], properties: { message: { type: "string" } } }) };
  return {
    openapi: "3.1.1",
    info: { title: "Pets", version: "1" },
    paths: {
      "/pets": {
        get: { operationId: "list", parameters: [size, paging], responses: { "200": json(many) } },
        post: { operationId: "create", requestBody: { required: true, ...json(ref) }, responses: { "201": json(one) } },
      },
      "/pets/{petId}": {
        parameters: [id],
        get: { operationId: "retrieve", responses: { "200": json(one), ...none } },
        patch: {
          operationId: "change",
          requestBody: json({ ...pet, required: [] }),
          responses: { "200": json(one), ...none },
        },
        delete: { operationId: "remove", responses: { "204": { description: "" }, ...none } },
      },
    },
    components: { schemas: { Pet: pet } },
  };
}

const member = fc.record(
  { name: fc.string({ minLength: 1 }), age: fc.nat(), tags: fc.array(fc.string(), { maxLength: 3 }) },
  { requiredKeys: ["name"] },
);

test("what is created is listed once, retrieved, changed and removed, on pages of every kind", async () => {
  const run = fc.asyncProperty(
    fc.constantFrom("offset" as const, "page" as const, "cursor" as const),
    fc.boolean(),
    fc.array(member, { minLength: 1, maxLength: 8 }),
    fc.integer({ min: 1, max: 4 }),
    async (pager, envelope, members, limit) => {
      const sandbox = createSandbox({ document: documentOf(pager, envelope), now: "2026-11-01T09:00:00Z" });
      const call = async (method: string, path: string, body?: unknown) => {
        const init = { method, headers: { "content-type": "application/json" } };
        const response = await sandbox.fetch(`http://localhost${path}`, {
          ...init,
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
      };
      const own = (body: { data: { id: string } } & { id: string }) => (envelope ? body.data : body);
      const listed = async () => {
        const found: { id: string }[] = [];
        let next = pager === "page" ? "1" : pager === "offset" ? "0" : undefined;
        for (let rounds = 0; rounds < 20; rounds += 1) {
          const search = next === undefined ? "" : `&${pager}=${encodeURIComponent(next)}`;
          const { body } = await call("GET", `/pets?limit=${limit}${search}`);
          found.push(...body.items);
          if (pager === "cursor" ? body.nextCursor == null : body.items.length < limit) return found;
          next = pager === "cursor" ? body.nextCursor : String(pager === "page" ? rounds + 2 : found.length);
        }
        throw new Error("The list does not end.");
      };

      const before = (await listed()).length;
      const made: { id: string; name: string }[] = [];
      for (const each of members) {
        const { status, body } = await call("POST", "/pets", each);
        expect(status).toBe(201);
        expect(own(body)).toMatchObject({ ...each, createdAt: "2026-11-01T09:00:00.000Z" });
        expect(own(body).id).toMatch(/^pet_[A-Za-z0-9]{8}$/);
        made.push(own(body) as never);
      }
      const all = await listed();
      expect(all.length).toBe(before + members.length);
      expect(new Set(all.map((each) => each.id)).size).toBe(all.length);
      for (const each of made) {
        expect(own((await call("GET", `/pets/${each.id}`)).body)).toEqual(each);
        expect(own((await call("PATCH", `/pets/${each.id}`, { name: "Max" })).body)).toEqual({ ...each, name: "Max" });
        expect(own((await call("GET", `/pets/${each.id}`)).body)).toEqual({ ...each, name: "Max" });
        expect((await call("DELETE", `/pets/${each.id}`)).status).toBe(204);
        expect((await call("GET", `/pets/${each.id}`)).status).toBe(404);
      }
      expect((await listed()).length).toBe(before);
      expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
      await sandbox.close();
    },
  );
  await fc.assert(run, { numRuns: 25, seed: 7 });
});
