// Two organizations in one process, by the generated client, for the tests of Persona Connect.

import { expect } from "vitest";
import { createPersona, type Persona, type ShareToken } from "../../../generated/persona/index.js";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../../src/sandbox/index.js";
import type { PersonaObject } from "../../../src/sandbox/services/persona/objects/persona-object.js";

export const now = "2026-11-20T09:00:00.000Z";

/** What the sandbox holds from the start, as the tests speak of it. */
export const seeded = {
  harbour: "org_hCx8QAouz6735KM5Xb6TQvbt",
  northfold: "org_uJpsP3d3fKjzPiam3i4KVdiu",
  quayside: "org_1BJ3QZm6nrvgBdpppZiqXXMq",
  kestrel: "org_4cnrFET5G51C9uwQJQhPhNLD",
  /** Northfold's. */
  toKestrel: "cxn_v5oftTU3FtrGJ21csmVg6RCU",
  toAlmondPending: "cxn_wZyueAV1RvRxDHuHzU4NhaQk",
  toLockgateInactive: "cxn_vdTriTcxgLYMmL1rrQvuo9KX",
  /** Of others with Northfold. */
  fromKestrel: "cxn_7RhQz6eZf6Dh35upSqV8qCnc",
  fromQuaysidePending: "cxn_WfbDWNM9Rae7GAh29mqDuuf8",
  /** Without Northfold. */
  kestrelToHarbour: "cxn_Nq4Xv8Lz2KtWc6RbMp9Yh5Ds",
  inboundInquiry: "cnst_cwra5MsDcF9apgAVnH4knb59",
  inboundTransaction: "cnst_3QXbskiKccifbxHdFmfoxxNG",
  toHarbour: "cnst_Lx6Wv3Nz9KqTc5RbMp2Yh8Ds",
} as const;

export interface Sides {
  readonly sandbox: Sandbox;
  readonly source: Persona;
  readonly destination: Persona;
  /** Ids of objects of both. */
  readonly objects: Record<
    "source" | "destination",
    Record<"inquiry" | "account" | "transaction" | "verification", string>
  >;
}

export function open(options: SandboxOptions = {}): Sides {
  const sandbox = createSandbox({ now, ...options });
  const { source, destination } = sandbox.credentials.persona;
  // A throttle would wait for the end of limits that count; tests that have some mean to reach them.
  const throttle = options.limits === undefined && options.running !== true ? {} : { throttle: false as const };
  const client = ({ apiKey }: { apiKey: string }) =>
    createPersona({ apiKey, fetch: sandbox.fetch, retry: false, ...throttle });
  return {
    sandbox,
    source: client(source),
    destination: client(destination),
    objects: { source: source.objects, destination: destination.objects } as Sides["objects"],
  };
}

/** The id of a new Connection from the source to the destination. */
export async function connected({ source, sandbox }: Sides, accepted = true): Promise<string> {
  const { id } = await source.connect.connections.create({ destinationOrganizationId: seeded.harbour });
  if (accepted) sandbox.control.persona.acceptConnection(id);
  return id;
}

/** A new Share Token of the source, for the destination. */
export async function shared(sides: Sides, sourceId: string, connectionId?: string): Promise<ShareToken> {
  return sides.source.connect.shareTokens.create({ connectionId: connectionId ?? (await connected(sides)), sourceId });
}

/** All items of a list, page by page. */
export async function everyOne<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

/** What refused a call. */
export function refused(call: PromiseLike<unknown>): Promise<{ status: number; errors: Record<string, unknown>[] }> {
  return Promise.resolve(call).then(
    () => expect.fail("The call was granted."),
    (error) => ({ status: error.status, errors: error.body?.errors }),
  );
}

/** Asserts that no answer of a sandbox, and no event, was outside the spec. */
export function expectConformity({ requests, webhooks }: Sandbox): void {
  const outside = [...requests, ...webhooks].filter(({ verdict }) => verdict.kind === "violates");
  expect(outside).toEqual([]);
}

export function recordsOf({ sandbox }: Sides, type: string): PersonaObject[] {
  return sandbox.records(`persona/${type}`) as unknown as PersonaObject[];
}

export function objectOf(sides: Sides, type: string, id: string): PersonaObject {
  return recordsOf(sides, type).find((record) => record.id === id) ?? expect.fail(`There is no ${id}.`);
}

/** The values of an object's fields, by their names. */
export const valuesOf = ({ resource }: PersonaObject) =>
  Object.fromEntries(
    Object.entries(resource.attributes.fields as Record<string, { value: unknown }>).map(([name, { value }]) => [
      name,
      value,
    ]),
  );
