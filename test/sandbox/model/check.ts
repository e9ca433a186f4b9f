// The invariants that are checked after every command.

import { deepStrictEqual as equal } from "node:assert";
import type { Case, Ledger, Share, Token } from "./ledger.js";
import { organizations, type World } from "./world.js";

export async function checkAll(ledger: Ledger, world: World): Promise<void> {
  equal(world.moves.illegal, []);
  checkRecords(ledger, world);
  checkAnswers(world);
  await inFairWeather(world, async () => {
    for (const id of world.touched) {
      const token = ledger.tokens.get(id);
      const share = ledger.shares.get(id);
      const record = ledger.cases.get(id);
      if (token !== undefined) await checkToken(token, world);
      if (share !== undefined) await checkShare(share, ledger, world);
      if (record !== undefined) await checkCase(record, world);
    }
  });
  checkAnswers(world);
}

/** Every record is one that the ledger knows, in the state that it knows: nothing was lost, nothing came twice. */
function checkRecords(ledger: Ledger, { sandbox }: World): void {
  const states = (collection: string, state: (record: Record<string, never>) => unknown) =>
    Object.fromEntries(sandbox.records(collection).map((record) => [record.id, state(record as never)]));
  const believed = <T>(all: ReadonlyMap<string, T>, state: (each: T) => unknown) =>
    Object.fromEntries([...all].map(([id, each]) => [id, state(each)]));

  const status = ({ attributes }: Record<string, { readonly status?: unknown }>) => attributes?.status;
  equal(
    states("persona/connect/connection", status),
    believed(ledger.connections, (connection) => connection.status),
  );
  equal(
    states("persona/connect/share-token", status),
    believed(ledger.tokens, (token) => token.status),
  );
  equal(
    states("enablenow/share", ({ owner, clientId, expirationDateUtc }) => [
      owner,
      clientId,
      Date.parse(expirationDateUtc as never),
    ]),
    believed(ledger.shares, ({ owner, receiver, endsAt }) => [owner, receiver, endsAt]),
  );
  equal(
    states("persona/case", status),
    believed(ledger.cases, (record) => record.status),
  );
  checkImports(ledger, sandbox);
}

/** Each redemption made, or filled, one object, and no other did. */
function checkImports({ tokens }: Ledger, { records }: World["sandbox"]): void {
  const clones: unknown[] = [];
  for (const record of records("persona/connect/share-token")) {
    const token = tokens.get(String(record.id));
    const imported = (record.destination as { readonly id: string } | null)?.id;
    if (token?.redeemedAt === 0) continue;
    if (token?.into !== undefined) equal(imported, token.into);
    else if (token?.status === "redeemed") clones.push(imported);
    else equal(imported, undefined);
    const attributes = record.attributes as Record<string, unknown>;
    equal(attributes["failure-reason"], token?.status === "failed" ? token.failure : null);
  }
  equal(new Set(clones).size, clones.length);
}

function checkAnswers({ answers }: World): void {
  for (const { operation, status, verdict, error, fault } of answers) {
    if (verdict.kind === "violates" || error !== undefined || (status === 500 && fault === undefined)) {
      throw new Error(`${operation} was answered outside the spec: ${status} ${JSON.stringify(verdict)} ${error}`);
    }
  }
  answers.length = 0;
}

/** Faults are switched off while the test looks for itself. */
async function inFairWeather({ sandbox }: World, look: () => Promise<void>): Promise<void> {
  const rules = sandbox.faults;
  sandbox.clearFaults();
  await look();
  for (const rule of rules) sandbox.fault(rule);
}

/** Both sides see the same, but for what is the business of one. */
async function checkToken({ id, status, source, destination, endsAt }: Token, { persona }: World): Promise<void> {
  const views = [];
  for (const side of ["source", "destination"] as const) {
    const client = persona[side].connect.shareTokens;
    const seen = await client.retrieve(id).asResult();
    const organization = organizations[side];
    equal(seen.status, [source, destination].includes(organization) ? 200 : 404);
    if (!seen.ok) continue;
    const { direction, creator, source: shared, destination: got, ...common } = seen.data;
    equal([direction, common.status], [organization === source ? "outbound" : "inbound", status]);
    equal([shared !== undefined, got !== undefined], [organization === source, organization === destination]);
    if (status === "created") equal(Date.parse(String(common.expiresAt)), endsAt);
    views.push(common);
    const listed = await client.list({ page: { size: 100 } });
    equal(
      listed.items.filter((each) => each.id === id).map((each) => each.status),
      [status],
    );
  }
  if (views.length === 2) equal(views[0], views[1]);
}

async function checkShare({ id, owner, receiver, endsAt }: Share, { now }: Ledger, world: World): Promise<void> {
  for (const app of ["a", "b"] as const) {
    const { clientId } = world.sandbox.credentials.enablenow[app];
    const seen = await world.enablenow[app].shares.retrieve(id).asResult();
    equal(seen.status, owner === clientId ? 200 : receiver !== clientId ? 404 : endsAt <= now ? 403 : 200);
    if (seen.ok) equal([seen.data.clientId, Date.parse(seen.data.expirationDateUtc)], [receiver, endsAt]);
  }
}

async function checkCase({ id, organization, status, assignee, tags, redacted }: Case, world: World): Promise<void> {
  for (const side of ["source", "destination"] as const) {
    const { cases } = world.persona[side];
    const seen = await cases.retrieve(id).asResult();
    equal(seen.status, organization === organizations[side] ? 200 : 404);
    if (!seen.ok) continue;
    const { data } = seen;
    equal([data.status, data.assigneeId, new Set(data.tags)], [status, assignee, tags]);
    equal(data.redactedAt !== null, redacted);
    const found = await cases.search({
      page: { size: 100 },
      query: { attribute: "status", operator: "eq", value: status },
    });
    equal(
      found.items.some((each) => each.id === id),
      !redacted,
    );
  }
}
