// Thousands of requests, half of them spoilt, at one sandbox that never starts anew. `SANDBOX_FUZZ_REQUESTS=50000` makes more
// of them, `SANDBOX_FUZZ_SEED=7` others; then it tells what the heap held on the way.

import fc from "fast-check";
import { expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../../../src/sandbox/index.js";
import { measureMemory } from "../../chaos/memory.js";
import { checkAnswer, checkLogged } from "./answers.js";
import { type Callers, plan } from "./calls.js";
import { knownIn, requestFrom } from "./draft.js";

const total = Number(process.env.SANDBOX_FUZZ_REQUESTS ?? 5000);
const seed = Number(process.env.SANDBOX_FUZZ_SEED ?? 20_261_101);
const each = 25;

test("no request, however spoilt, is answered with 500, with a trace or outside the spec", async () => {
  const sandbox = createSandbox({ now: "2026-11-01T09:00:00Z", limits: { persona: false } });
  const statuses = new Map<string, number>();
  const count = (what: string) => statuses.set(what, (statuses.get(what) ?? 0) + 1);
  let failure: unknown;
  sandbox.watch((event) => {
    if (event.kind !== "request") return;
    count(event.request.verdict.kind);
    try {
      checkLogged(event.request);
    } catch (error) {
      failure ??= error;
    }
  });
  // Of the seeded templates none has fields of these kinds, which take what is nested.
  sandbox.control.persona.addCaseTemplate("source", {
    ...{ name: "Anything", prefix: "ANY", statuses: [{ name: "Open", kind: "initial" }] },
    fields: [
      { name: "extra", type: "hash", searchable: true },
      { name: "list", type: "array" },
    ],
  });
  let made = 0;
  const property = fc.asyncProperty(fc.array(plan, { minLength: each, maxLength: each }), async (plans) => {
    const callers = await callersOf(sandbox);
    await somethingHappens(sandbox, callers);
    const known = knownIn(sandbox);
    for (const draw of plans) {
      const draft = draw(known, callers);
      const request = requestFrom(draft);
      if (request === undefined) continue;
      const shown = `${draft.method} ${request.url.slice(0, 300)} ${String(draft.text ?? JSON.stringify(draft.body)).slice(0, 500)}`;
      const fault = request.headers.get("Sandbox-Fault");
      try {
        const status = await checkAnswer(sandbox.fetch(request), fault);
        count(String(status));
        if (failure !== undefined) throw failure;
      } catch (error) {
        failure = undefined;
        throw new Error(shown, { cause: error });
      }
      made += 1;
      if (made % 5_000 === 0 && total > 5000) await report(`${made} requests`, statuses);
    }
  });
  // What a request met is not there again when a smaller one is tried: the first that fails is the one to look at.
  const { errorInstance } = await fc.check(property, { numRuns: Math.ceil(total / each), seed, endOnFailure: true });
  if (errorInstance !== null && errorInstance !== undefined) throw errorInstance;
  expect(made).toBeGreaterThan(total * 0.9);
  // It would prove little if all were refused at the door.
  for (const status of ["200", "201", "202", "204", "400", "401", "403", "404", "405", "409", "422"]) {
    expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
  }
}, 3_600_000);

/** What no caller can do: redemptions end, and Connections are accepted. What was switched off is offered again. */
async function somethingHappens(sandbox: Sandbox, callers: Callers): Promise<void> {
  await sandbox.advance("1m");
  for (const { id, attributes } of sandbox.records("persona/connect/connection")) {
    if ((attributes as { status: string }).status === "inactive") {
      const address = `http://localhost/persona/connect/connections/${id}/reactivate`;
      for (const authorization of [callers.source, callers.destination]) {
        await sandbox.fetch(address, { method: "POST", headers: { authorization } });
      }
    }
    if ((attributes as { status: string }).status === "pending") {
      sandbox.control.persona.acceptConnection(String(id));
    }
  }
}

async function callersOf({ credentials, fetch }: Sandbox): Promise<Callers> {
  const { persona, enablenow } = credentials;
  const token = async ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => {
    const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const response = await fetch("http://localhost/enablenow/cfa/connect/token", {
      method: "POST",
      body: new URLSearchParams(form),
    });
    return `Bearer ${((await response.json()) as { access_token: string }).access_token}`;
  };
  return {
    source: `Bearer ${persona.source.apiKey}`,
    destination: `Bearer ${persona.destination.apiKey}`,
    a: await token(enablenow.a),
    b: await token(enablenow.b),
  };
}

async function report(what: string, statuses: ReadonlyMap<string, number>): Promise<void> {
  const megabytes = Math.round((await measureMemory()).heapUsed / 1e6);
  console.log(`${what}, ${megabytes} MB of heap, ${JSON.stringify(Object.fromEntries([...statuses].sort()))}`);
}
