// The waits of both clients, played through: what an `x-lifecycle` declares is read from the spec and not from the model,
// and says how each wait has to end.

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadFixtures } from "../../scripts/contract/fixture.js";
import type { Node, Operation } from "../../scripts/contract/spec/spec.js";
import { LifecycleError, TimeoutError } from "../../src/index.js";
import { ownFixtures } from "./paths.js";
import { readServices } from "./services.js";

interface Lifecycle {
  readonly property: string;
  readonly initial: string;
  readonly terminal: readonly string[];
  readonly states: Readonly<Record<string, { readonly guarantees?: readonly string[] }>>;
  readonly transitions: readonly { readonly from: string; readonly to: string }[];
  readonly waiters?: Readonly<Record<string, Waiter>>;
}

interface Waiter {
  readonly poll: string;
  readonly find?: string;
  readonly until: readonly string[];
  readonly stop?: readonly string[];
}

const services = await readServices();

const lifecycles = services.flatMap((service) => {
  const { schemas = {} } = service.spec.document.components as { readonly schemas?: Readonly<Record<string, Node>> };
  return Object.entries(schemas).flatMap(([resource, schema]) => {
    const lifecycle = schema["x-lifecycle"] as Lifecycle | undefined;
    return lifecycle === undefined ? [] : [{ service, resource, schema, lifecycle }];
  });
});

const waits = lifecycles.flatMap(({ service, resource, lifecycle }) =>
  Object.entries(lifecycle.waiters ?? {}).map(([name, waiter]) => {
    const poll = service.spec.operations.get(waiter.poll) ?? expect.unreachable(`${waiter.poll} is not there`);
    const title = `${service.name}: ${resource} until ${name}`;
    const method = `waitUntil${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return { title, service, lifecycle, waiter, poll, method };
  }),
);

type Wait = (typeof waits)[number];

/** What the service answers with while the resource is in a state. */
function answerOf({ envelope }: Operation, property: string, state: string): Response {
  const members = { [property]: state };
  if (envelope === "jsonapi") return Response.json({ data: { type: "resource", id: "one", attributes: members } });
  return Response.json(envelope === "data" ? { data: members } : members);
}

/** A list with the resource alone in it, as it was asked for. */
function listOf(property: string, state: string): Response {
  const _pagination = { page: 1, size: 50, totalCount: 1, totalPages: 1 };
  return Response.json({ data: [{ [property]: state }], _pagination });
}

function token(): Response {
  return Response.json({ access_token: "contract", token_type: "Bearer", expires_in: 3600 });
}

/** Waits while the resource goes through `states`, and stays in the last. */
async function play({ service, lifecycle, waiter, poll, method }: Wait, states: readonly string[]) {
  let looks = 0;
  const asked = new Set<string | null>();
  const client = service.client(async ({ url }) => {
    if (new URL(url).pathname.endsWith("/connect/token")) return token();
    looks += 1;
    asked.add(waiter.find === undefined ? "one" : new URL(url).searchParams.get(waiter.find));
    if (waiter.find !== undefined) return listOf(lifecycle.property, states[Math.min(looks, states.length) - 1] ?? "");
    return answerOf(poll, lifecycle.property, states[Math.min(looks, states.length) - 1] ?? "");
  });
  const resource = poll.resource.reduce<object>((inner, name) => Reflect.get(inner, name), client);
  const inPath = poll.parameters.filter((parameter) => parameter.in === "path").map(() => "one");
  const ids = waiter.find === undefined ? inPath : ["one"];
  const wait = Reflect.get(resource, method) as (...args: unknown[]) => Promise<object>;
  const options = { intervalMs: 1, maxIntervalMs: 1, timeoutMs: 200 };
  const outcome = await wait.apply(resource, [...ids, options]).catch((error: unknown) => error);
  expect([...asked]).toEqual(["one"]);
  return { outcome, looks };
}

/** Every way from the initial state along declared moves that enters no state twice, to wherever it cannot go on. */
function walks({ transitions }: Lifecycle, walked: readonly string[]): readonly (readonly string[])[] {
  const last = walked[walked.length - 1];
  const next = transitions.filter(({ from, to }) => from === last && !walked.includes(to)).map(({ to }) => to);
  if (next.length === 0) return [walked];
  return [...new Set(next)].flatMap((to) => walks({ transitions } as Lifecycle, [...walked, to]));
}

test("both kinds of specs are read: those with lifecycles and those without", () => {
  expect(waits.map(({ title }) => title).sort()).toEqual([
    "enablenow: AnalysisJob until completed",
    "enablenow: AnalysisJob until finished",
    "enablenow: CategorizationJob until completed",
    "enablenow: CategorizationJob until completedUnderCfa",
    "enablenow: CategorizationJob until finished",
    "enablenow: CategorizationJobV1 until completedV1",
    "enablenow: Consent until refreshed",
    "enablenow: Consent until updated",
    "persona: AnyDocument until processed",
    "persona: AnyReport until ready",
    "persona: AnyVerification until done",
    "persona: AnyVerification until passed",
    "persona: Connection until active",
    "persona: GenericDocument until processed",
    "persona: GovernmentIdDocument until processed",
    "persona: GraphQuery until completed",
    "persona: Importer until finished",
    "persona: Importer until ready",
    "persona: Inquiry until decided",
    "persona: Inquiry until finished",
    "persona: InquirySession until started",
    "persona: ShareToken until redeemed",
    "persona: ShareToken until settled",
    "persona: WorkflowRun until completed",
    "persona: WorkflowRun until finished",
  ]);
});

describe.each(waits)("$title", (wait) => {
  const { lifecycle, waiter } = wait;
  const { until, stop = [] } = waiter;
  const property = lifecycle.property.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

  test.each(walks(lifecycle, [lifecycle.initial]).map((walk) => [walk.join(" → "), walk] as const))(
    "%s ends where it has to",
    async (_, walk) => {
      const end = walk.findIndex((state) => [...until, ...stop, ...lifecycle.terminal].includes(state));
      const { outcome, looks } = await play(wait, walk);
      const state = walk[end];
      if (state === undefined) return expect(outcome).toBeInstanceOf(TimeoutError);
      if (until.includes(state)) expect(outcome).toMatchObject({ [property]: state });
      else expect(outcome).toMatchObject({ name: "LifecycleError", state });
      expect(looks).toBe(end + 1);
    },
  );

  test.each(Object.keys(lifecycle.states))("found %s, it ends at once or looks again", async (state) => {
    const [wanted = ""] = until;
    const { outcome, looks } = await play(wait, [state, wanted]);
    const bad = !until.includes(state) && [...stop, ...lifecycle.terminal].includes(state);
    if (bad) expect(outcome).toBeInstanceOf(LifecycleError);
    else expect(outcome).toMatchObject({ [property]: until.includes(state) ? state : wanted });
    expect(looks).toBe(bad || until.includes(state) ? 1 : 2);
  });

  test("found in a state that nobody declared, it looks again", async () => {
    const { outcome, looks } = await play(wait, ["a new state", until[0] ?? ""]);
    expect([(outcome as Node)[property], looks]).toEqual([until[0], 2]);
  });
});

/** The JSON:API types of a resource: its own, or those that its kinds are told apart by. */
function typesOf({ discriminator, properties }: Node): readonly unknown[] {
  const { mapping } = (discriminator ?? {}) as { readonly mapping?: object };
  if (mapping !== undefined) return Object.keys(mapping);
  const { type = {} } = properties as { readonly type?: Node };
  return (type["x-extensible-enum"] as readonly string[] | undefined) ?? [type.const];
}

/** The members of a resource, wherever it stands in a body: of a JSON:API type, or with all that its schema requires. */
function resourcesIn(node: unknown, schema: Node): readonly Node[] {
  if (typeof node !== "object" || node === null) return [];
  const inner = Object.values(node).flatMap((each) => resourcesIn(each, schema));
  const { discriminator, properties, required = [] } = schema as Node & { readonly properties?: Node };
  if (discriminator === undefined && properties?.attributes === undefined) {
    return (required as readonly string[]).every((name) => name in node) ? [node as Node, ...inner] : inner;
  }
  const isResource = "attributes" in node && "type" in node && typesOf(schema).includes(node.type);
  return isResource ? [node.attributes as Node, ...inner] : inner;
}

/** `redeemed-at`, `redeemed_at` and `redeemedAt` are one name. */
const spelling = (name: string): string => name.replace(/[-_]/g, "").toLowerCase();

test.each(lifecycles)("what $resource guarantees in a state is there wherever a fixture shows that state", (each) => {
  const { service, schema, lifecycle } = each;
  const seen = new Set<string>();
  for (const { file, request, response } of loadFixtures(join(ownFixtures, service.name))) {
    // A sparse fieldset leaves out what its caller did not ask for.
    if ((request.path ?? "").includes("fields")) continue;
    for (const members of resourcesIn(response, schema)) {
      const values = new Map(Object.entries(members).map(([name, value]) => [spelling(name), value]));
      const state = String(values.get(spelling(lifecycle.property)));
      seen.add(state);
      for (const name of lifecycle.states[state]?.guarantees ?? []) {
        expect(values.get(spelling(name)) ?? null, `${name} in ${file}`).not.toBeNull();
      }
    }
  }
  expect([...seen]).toEqual(expect.arrayContaining(Object.keys(lifecycle.states)));
});
