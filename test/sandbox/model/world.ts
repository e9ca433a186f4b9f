// The system under test: a sandbox, and the four who call it by the generated clients.

import { createEnableNow, type EnableNow } from "../../../generated/enablenow/index.js";
import { createPersona, type Persona } from "../../../generated/persona/index.js";
import { createSandbox, type Sandbox } from "../../../src/sandbox/index.js";
import type { LoggedRequest } from "../../../src/sandbox/world/log.js";
import type { App, Side } from "./ledger.js";
import { type MoveWatch, watchMoves } from "./lifecycles.js";

export interface World {
  readonly sandbox: Sandbox;
  readonly moves: MoveWatch;
  /** What was answered since somebody looked. */
  readonly answers: LoggedRequest[];
  persona: Readonly<Record<Side, Persona>>;
  enablenow: Readonly<Record<App, EnableNow>>;
  /** Share Tokens, and Cases, that the last command was about: both sides' views of them are compared. */
  readonly touched: Set<string>;
}

export const organizations: Readonly<Record<Side, string>> = {
  source: "org_uJpsP3d3fKjzPiam3i4KVdiu",
  destination: "org_hCx8QAouz6735KM5Xb6TQvbt",
};

export const otherSide: Readonly<Record<Side, Side>> = { source: "destination", destination: "source" };

export function openWorld(): World {
  const sandbox = createSandbox({ now: "2026-11-01T09:00:00Z", limits: { persona: false } });
  const world = { sandbox, moves: watchMoves(sandbox), answers: [], touched: new Set<string>(), ...clients(sandbox) };
  sandbox.watch((event) => {
    if (event.kind === "request") (world.answers as LoggedRequest[]).push(event.request);
  });
  return world;
}

/** Puts everything back to the start: a new sandbox for each run would compile the schemas anew. */
export function restart(world: World): void {
  world.sandbox.reset();
  world.moves.restart();
  world.answers.length = 0;
  world.touched.clear();
  Object.assign(world, clients(world.sandbox));
}

/** The status of one of Persona's records, as the sandbox keeps it. */
export function statusOf({ sandbox }: World, collection: string, id: string): unknown {
  const record = sandbox.records(`persona/${collection}`).find((each) => each.id === id);
  return (record?.attributes as { readonly status?: unknown } | undefined)?.status;
}

function clients({ credentials, fetch }: Sandbox): Pick<World, "persona" | "enablenow"> {
  // The sandbox's seconds are not ours: what it asks a client to wait is nothing here.
  const hurried = async (request: Request): Promise<Response> => {
    const response = await fetch(request);
    if (response.status === 429) response.headers.set("Retry-After", "0");
    return response;
  };
  const options = { fetch: hurried, retry: { maxAttempts: 4, baseDelayMs: 0 } };
  // Without a throttle: it would wait by our clock, too.
  const persona = (side: Side) =>
    createPersona({ ...options, apiKey: credentials.persona[side].apiKey, throttle: false });
  const enablenow = (app: App) => createEnableNow({ ...options, ...credentials.enablenow[app] });
  return {
    persona: { source: persona("source"), destination: persona("destination") },
    enablenow: { a: enablenow("a"), b: enablenow("b") },
  };
}
