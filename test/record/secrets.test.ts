// Nothing of an exchange that the specs call sensitive, and no credential, reaches a file; and what is written instead
// passes the contract.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answered, answerOf } from "../../scripts/contract/answer.js";
import { callFor } from "../../scripts/contract/client-call.js";
import { argumentsOf, methodOf } from "../../scripts/contract/exchange.js";
import { type Fixture, loadFixtures } from "../../scripts/contract/fixture.js";
import type { Service } from "../../scripts/contract/service.js";
import { isObject } from "../../scripts/contract/spec/json.js";
import type { Node, Operation } from "../../scripts/contract/spec/spec.js";
import { openContract } from "../contract/open-contract.js";
import { ownFixtures } from "../contract/paths.js";
import { leaves, planted } from "./planted.js";
import { folder, recorders } from "./services.js";

const contract = await openContract();
const fixtures = loadFixtures(ownFixtures).filter(({ case: name }) => !name.startsWith("seed"));

const operations = contract.services.flatMap((service) =>
  [...service.spec.operations.values()].map((operation) => [operation.id, service, operation] as const),
);

/** Texts long enough to be nobody's by chance, some of them in a form that a service gives a meaning to. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 10, maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(..."/?#[]@!$&'()*+,;=:%. \\\"{}<>^`|~äß😀é09"), minLength: 12, maxLength: 30 }),
  fc.uuid().map((id) => `${id}@mail.test`),
  fc.integer({ min: 1e9, max: 9e9 }).map((number) => `+31 ${number}`),
  fc.uuid(),
);
const secret = fc.record({ text, number: fc.integer({ min: 1e9, max: 2e9 }) });

/** Of each operation; `RECORD_RUNS=20` tries more. */
const numRuns = Number(process.env.RECORD_RUNS ?? 2);

test.each(operations)("%s is recorded without its secrets", (_, service, operation) =>
  recordedWithoutSecrets(service, operation),
);

async function recordedWithoutSecrets(service: Service, operation: Operation): Promise<void> {
  const own = fixtures.filter(({ operationIds, request }) => operationIds.includes(operation.id) && request.path);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...own),
      fc.array(secret, { minLength: 80, maxLength: 80 }),
      fc.uuid(),
      async (fixture, stock, key) => {
        const { dir, secrets } = await recorded(service, operation, fixture, stock, `key_${key}`);
        const files = readdirSync(dir);
        // A request for a token is all credentials, and is left out.
        if (operation.id === "create-access-token") {
          expect(files).toEqual([]);
          return;
        }
        expect(files).toHaveLength(1);
        const content = readFileSync(join(dir, files[0] ?? ""), "utf8");
        const found = leaves(JSON.parse(content));
        for (const each of secrets) {
          const lower = String(each).toLowerCase();
          expect(found.filter((leaf) => leaf.toLowerCase().includes(lower))).toEqual([]);
          expect(content).not.toContain(encodeURIComponent(each));
        }
        for (const each of loadFixtures(dir)) {
          expect((await contract.comparer.compare(each)).differences).toEqual([]);
        }
      },
    ),
    // A smaller counterexample says no more than the first.
    { numRuns, endOnFailure: true },
  );
}

/** Records the call of a fixture with secrets in it, and an answer that repeats some of them where none is marked. */
async function recorded(
  service: Service,
  operation: Operation,
  fixture: Fixture,
  stock: readonly { text: string; number: number }[],
  key: string,
) {
  const { spec } = service;
  let index = 0;
  const next = () => stock[index++ % stock.length] as { text: string; number: number };
  const shown = answerOf(fixture, operation) ?? answered(200, {}, undefined);
  const sent = planted(spec, operation.body?.schema ?? {}, fixture.request.body, next);
  const schema = operation.responses.get(shown.status)?.schema;
  const received = schema === undefined ? { body: shown.body, secrets: [] } : planted(spec, schema, shown.body, next);
  const request = { ...fixture.request, ...(sent.body !== undefined && { body: sent.body }) };
  const call = callFor(spec, operation, request);
  if (call === undefined) throw new Error(`${fixture.file} shows no call.`);
  const quoted = sent.secrets.map(String).concat(key).join(", ");
  const body = shown.status >= 400 ? quoting(received.body, quoted) : withUnknown(received.body, next().text);
  const unknown = shown.status >= 400 || body === received.body ? [] : [stock[(index - 1) % stock.length]?.text ?? ""];
  const answer = answered(shown.status, { ...shown.headers, "Set-Cookie": `session=${key}` }, body);
  const dir = folderOf();
  const name = service.name as keyof typeof recorders;
  const fetch = recorders[name].record(dir, {
    date: false,
    fetch: async (url) =>
      new URL(url).pathname.endsWith("/connect/token")
        ? Response.json({ access_token: key, expires_in: 3600 })
        : new Response(answer.text ?? null, { status: answer.status, headers: { ...answer.headers } }),
  });
  const client = service.client(async (each) => {
    each.headers.set("authorization", `Bearer ${key}`);
    each.headers.set("cookie", `session=${key}`);
    each.headers.set("x-api-key", key);
    const { url, method, headers } = each;
    return fetch(url, { method, headers, body: method === "GET" ? null : await each.text() });
  });
  await methodOf(client, operation)(...argumentsOf(operation, call)).catch(() => {});
  return { dir, secrets: [...sent.secrets, ...received.secrets, ...unknown, key] };
}

/** Folders of one property: removed by the test that `folder` is called in. */
const folderOf = folder;

/** Errors say in prose what was wrong, and repeat it. */
function quoting(body: unknown, quoted: string): unknown {
  if (!isObject(body)) return body;
  if (Array.isArray(body.errors)) {
    const errors = body.errors.map((error: Node) => ({ ...error, details: `Not accepted: "${quoted}".` }));
    return { ...body, errors };
  }
  return { ...body, detail: `Not accepted: "${quoted}".`, extra: { [quoted]: [quoted] } };
}

/** A member that the service added since the spec was written. */
function withUnknown(body: unknown, text: string): unknown {
  const data = isObject(body) ? body.data : undefined;
  if (!isObject(body) || !isObject(data) || !isObject(data.attributes)) return body;
  return { ...body, data: { ...data, attributes: { ...data.attributes, "middle-initials": [{ of: text }] } } };
}

describe("planting", () => {
  test("finds places to plant in the operations that handle personal data", () => {
    const counts = operations.map(([id, { spec }, operation]) => {
      const own = fixtures.filter(({ operationIds }) => operationIds.includes(id));
      const found = own.flatMap(({ request, response }) => {
        const schema = operation.responses.get(response?.status ?? 0)?.schema ?? {};
        const next = () => ({ text: "x", number: 1 });
        return [
          planted(spec, operation.body?.schema ?? {}, request.body, next).secrets,
          planted(spec, schema, response?.body, next).secrets,
        ].flat();
      });
      return [id, found.length] as const;
    });
    const some = counts.filter(([, count]) => count > 0).map(([id]) => id);
    expect(some).toEqual(
      expect.arrayContaining([
        "assign-a-case",
        "create-a-case",
        "createShare",
        "getShare",
        "list-all-cases",
        "retrieve-a-share-token",
        "retrieve-case",
        "search-cases",
        "update-a-case",
      ]),
    );
  });
});
