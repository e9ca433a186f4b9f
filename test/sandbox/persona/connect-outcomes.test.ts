// Every status that the spec declares for an operation of Connect is produced here, by the generated client.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { document } from "../../../generated/persona/document.js";
import { createPersona, type Persona } from "../../../generated/persona/index.js";
import type { SandboxOptions } from "../../../src/sandbox/index.js";
import { readSpec } from "../../../src/sandbox/spec.js";
import { connected, open, type Sides, seeded } from "./connect.js";

type Headers = Record<string, string>;
/** One call of an operation, of what is named or else of something that lets it succeed. */
type Made = (persona: Persona, headers: Headers, id?: string, extra?: object) => PromiseLike<unknown>;

const inquiry = "inq_ZLZJqkefVGbBKhH1NiCNDFTPute7tG";

const calls: Record<string, Made> = {
  "list-all-connect-connections": ({ connect }, headers, _id, input = {}) =>
    connect.connections.list(input, { headers }),
  "create-a-connect-connection": ({ connect }, headers, destinationOrganizationId = seeded.harbour) =>
    connect.connections.create({ destinationOrganizationId }, { headers }),
  "retrieve-a-connect-connection": ({ connect }, headers, id = seeded.toKestrel) =>
    connect.connections.retrieve(id, {}, { headers }),
  "deactivate-a-connect-connection": ({ connect }, headers, id = seeded.toKestrel) =>
    connect.connections.deactivate(id, { headers }),
  "reactivate-a-connect-connection": ({ connect }, headers, id = seeded.toLockgateInactive) =>
    connect.connections.reactivate(id, { headers }),
  "list-all-share-tokens": ({ connect }, headers) => connect.shareTokens.list({}, { headers }),
  "create-a-share-token": ({ connect }, headers, connectionId = seeded.toKestrel) =>
    connect.shareTokens.create({ connectionId, sourceId: inquiry }, { headers }),
  "retrieve-a-share-token": ({ connect }, headers, id = seeded.inboundInquiry, input = {}) =>
    connect.shareTokens.retrieve(id, input, { headers }),
  "expire-share-token": ({ connect }, headers, id = "cnst_YzH3n5obNVwPRBof2fQZymRs") =>
    connect.shareTokens.expire(id, { headers }),
  "redeem-share-token": ({ connect }, headers, id = seeded.inboundInquiry, input = {}) =>
    connect.shareTokens.redeem(id, input, { headers }),
};

/** How an outcome comes about, where it is not the same for all operations. */
interface Cause {
  readonly options?: SandboxOptions;
  readonly id?: string;
  readonly extra?: object;
  readonly headers?: Headers;
  readonly before?: (sides: Sides) => unknown;
}

/** Nothing that one can do leads there: the spec declares it, and the sandbox answers so on demand. */
const onDemand = (status: number): Cause => ({ headers: { "Sandbox-Fault": `status=${status}` } });
const assuming = (name: string, value: number, id?: string): Cause => ({
  options: { assume: { [name]: value } },
  ...(id !== undefined && { id }),
});

const newestByDestination = "the newest Share Token, called by its destination";

const causes: Record<string, Record<number, Cause>> = {
  "list-all-connect-connections": {
    200: {},
    404: { ...assuming("page-unknown-cursor-status", 404), extra: { page: { after: "cxn_none" } } },
  },
  "create-a-connect-connection": { 201: {}, 409: { id: seeded.kestrel }, 422: { id: "org_none" } },
  "retrieve-a-connect-connection": {
    200: {},
    404: { id: seeded.kestrelToHarbour },
    409: onDemand(409),
    422: onDemand(422),
  },
  "deactivate-a-connect-connection": {
    200: {},
    404: { id: "cxn_none" },
    409: assuming("connection-deactivate-wrong-state-status", 409, seeded.toLockgateInactive),
    422: { id: seeded.toLockgateInactive },
  },
  "reactivate-a-connect-connection": {
    200: {},
    404: { id: "cxn_none" },
    409: assuming("connection-reactivate-wrong-state-status", 409, seeded.toKestrel),
    422: { id: seeded.toKestrel },
  },
  "list-all-share-tokens": { 200: {} },
  "create-a-share-token": { 201: {}, 409: { id: seeded.toLockgateInactive }, 422: { id: "cxn_none" } },
  "retrieve-a-share-token": {
    200: {},
    404: { id: seeded.toHarbour },
    409: {
      before: async (sides) => {
        const destinationId = "txn_2DMVEkxa4RX7NkoqfoTiGWUC";
        const connectionId = await connected(sides);
        await sides.source.connect.shareTokens.create({ connectionId, sourceId: destinationId });
        await sides.source.connect.shareTokens.redeem(seeded.inboundTransaction, { destinationId });
      },
      id: newestByDestination,
      extra: { peekSourceData: true },
    },
  },
  "expire-share-token": {
    200: {},
    404: { id: "cnst_none" },
    409: { id: "cnst_DyCUnG44qYLGWLjqgZW38xKc" },
    422: assuming("share-token-expire-wrong-state-status", 422, "cnst_DyCUnG44qYLGWLjqgZW38xKc"),
  },
  "redeem-share-token": {
    202: {},
    404: { id: "cnst_none" },
    409: { id: "cnst_9CaheTntSDzYP2pW6Gn9wpHE" },
    422: { extra: { destinationId: "inq_none" } },
  },
};

/** What leads to the statuses that all operations have in common. */
const common: Record<number, (made: Made) => Promise<Sides>> = {
  400: (made) => produce(made, { headers: { "Key-Inflection": "shout" } }),
  401: async (made) => {
    const sides = open();
    await settled(made(createPersona({ apiKey: "none", fetch: sides.sandbox.fetch, retry: false }), {}));
    return sides;
  },
  403: (made) =>
    produce(made, { before: ({ sandbox }) => sandbox.control.persona.setKey("source", { permissions: [] }) }),
  429: (made) =>
    produce(made, {
      options: { limits: { persona: { requests: 1 } } },
      before: ({ source }) => source.connect.connections.list(),
    }),
};

async function produce(made: Made, { options, before, headers = {}, id, extra }: Cause): Promise<Sides> {
  const sides = open(options);
  await before?.(sides);
  const tokens = sides.sandbox.records("persona/connect/share-token");
  if (id === newestByDestination) {
    await settled(made(sides.destination, headers, String(tokens.at(-1)?.id), extra));
  } else await settled(made(sides.source, headers, id, extra));
  return sides;
}

const settled = async (call: PromiseLike<unknown>) => void (await Promise.allSettled([call]));

const operations = readSpec(document).operations.filter(({ path }) => path.startsWith("/connect/"));
const pairs = operations.flatMap(({ id, responses }) => [...responses.keys()].map((status) => [id, status] as const));

describe("every documented outcome of Connect", () => {
  test("is listed here, and nothing else", () => {
    const listed = Object.entries(causes).flatMap(([id, own]) =>
      [...Object.keys(own), ...Object.keys(common)].map((status) => `${id} ${status}`),
    );
    expect(listed.sort()).toEqual(pairs.map((pair) => pair.join(" ")).sort());
    expect(operations.length).toBe(10);
  });

  test.each(pairs)("%s answers %i, as the spec says", async (id, status) => {
    const made = calls[id] as Made;
    const { sandbox } = await (common[status]?.(made) ?? produce(made, causes[id]?.[status] ?? {}));
    const { operation, status: answered, verdict, error } = sandbox.requests.at(-1) ?? {};
    expect({ operation, answered, verdict, error }).toEqual({
      operation: id,
      answered: status,
      verdict: { kind: "conforms" },
      error: undefined,
    });
  });
});

test("each question about Connect that has several answers is asked by its name", () => {
  const folder = new URL("../../../src/sandbox/services/persona/", import.meta.url);
  const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
  const asked = [...readSpec(document).assumptions.values()]
    .filter(({ name, alternatives }) => /^(connection|share-token)-/.test(name) && alternatives.length > 0)
    .map(({ name }) => name);
  expect(asked.length).toBe(15);
  expect(asked.filter((name) => !code.includes(`"${name}"`))).toEqual([]);
});
