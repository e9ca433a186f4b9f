// Commands of organizations about Connections and Share Tokens.

import { deepStrictEqual as equal } from "node:assert";
import fc from "fast-check";
import { back, type Command, command, side } from "./command.js";
import { type Connection, type Ledger, recent, type Side, type Token } from "./ledger.js";
import { carriedOut, type Deserved, outcomeOf } from "./outcome.js";
import { organizations, otherSide, statusOf, type World } from "./world.js";

const kestrel = "org_4cnrFET5G51C9uwQJQhPhNLD";

/** The record that the ledger does not know yet. */
function unknownRecord({ sandbox }: World, type: "connection" | "share-token", known: ReadonlyMap<string, unknown>) {
  return sandbox.records(`persona/connect/${type}`).find(({ id }) => !known.has(String(id)));
}

/** Whether a record has come into a state that the ledger does not have it in. */
function hasMoved(world: World, type: "connection" | "share-token", known: Connection | Token, to: string): boolean {
  return known.status !== to && statusOf(world, `connect/${type}`, known.id) === to;
}

const connect = command(
  "connect",
  fc.record({ by: side, to: fc.constantFrom("other", "other", "self", "partner", "nobody") }),
  async ({ by, to }, ledger, world) => {
    const source = organizations[by];
    const destination = { other: organizations[otherSide[by]], self: source, partner: kestrel, nobody: "org_0" }[to];
    const isThere = [...ledger.connections.values()].some(
      (each) => each.source === source && each.destination === destination,
    );
    const deserved = to === "self" || to === "nobody" ? 422 : isThere ? 409 : "granted";
    const connections = world.persona[by].connect.connections;
    const outcome = await outcomeOf(connections.create({ destinationOrganizationId: destination }));
    const made = unknownRecord(world, "connection", ledger.connections);
    if (!carriedOut(outcome, deserved, ledger, () => made !== undefined)) return;
    const id = outcome.kind === "done" ? outcome.value.id : String(made?.id);
    ledger.connections.set(id, { id, status: "pending", source, destination });
  },
);

const accept = command("accept", back, async (which, ledger, world) => {
  const connection = recent(ledger.connections, which);
  world.moves.mover = "dashboard";
  try {
    world.sandbox.control.persona.acceptConnection(connection.id);
    equal(connection.status, "pending");
    connection.status = "active";
  } catch (error) {
    if (connection.status === "pending") throw error;
  } finally {
    world.moves.mover = "calls";
  }
});

const switchConnection = command(
  "switchConnection",
  fc.record({ by: side, which: back, how: fc.constantFrom("deactivate", "reactivate") }),
  async ({ by, which, how }, ledger, world) => {
    const connection = recent(ledger.connections, which);
    const { id, source, destination, status } = connection;
    const to = how === "deactivate" ? "inactive" : "pending";
    const isParty = [source, destination].includes(organizations[by]);
    const isLegal = (status === "inactive") === (how === "reactivate");
    const isForbidden = how === "reactivate" && organizations[by] !== source;
    const deserved: Deserved = !isParty ? 404 : isForbidden ? 403 : isLegal ? "granted" : 422;
    const outcome = await outcomeOf(world.persona[by].connect.connections[how](id));
    const happened = () => hasMoved(world, "connection", connection, to);
    if (carriedOut(outcome, deserved, ledger, happened)) connection.status = to;
  },
);

const share = command(
  "share",
  fc.record({
    ...{ by: side, which: back, seconds: fc.constantFrom(60, 3600, 86_400, 1_814_400, undefined) },
    kind: fc.constantFrom("inquiry", "account", "transaction", "verification"),
    whose: fc.constantFrom("own", "own", "own", "other"),
  }),
  async ({ by, which, seconds, kind, whose }, ledger, world) => {
    const connection = recent(ledger.connections, which);
    const { credentials } = world.sandbox;
    const object = credentials.persona[whose === "own" ? by : otherSide[by]].objects[kind];
    const deserved = whatSharingDeserves(connection, organizations[by], whose === "own");
    const input = { connectionId: connection.id, sourceId: object, expiresInSeconds: seconds };
    const { shareTokens } = world.persona[by].connect;
    let outcome = await outcomeOf(shareTokens.create(input));
    // As the error says: the same call again, under the same key, is one call. One that fails says nothing of the first.
    for (let again = 0; again < 3 && outcome.kind === "unknown"; again += 1) {
      const { idempotencyKey } = outcome.error;
      const repeated = await outcomeOf(shareTokens.create(input, { idempotencyKey }));
      if (repeated.kind !== "failed") outcome = repeated;
    }
    const made = unknownRecord(world, "share-token", ledger.tokens);
    if (!carriedOut(outcome, deserved, ledger, () => made !== undefined)) return;
    const id = outcome.kind === "done" ? outcome.value.id : String(made?.id);
    world.touched.add(id);
    ledger.tokens.set(id, {
      ...{ id, status: "created", connection: connection.id, object, into: undefined, failure: null, redeemedAt: 0 },
      ...{ source: connection.source, destination: connection.destination },
      endsAt: ledger.now + (seconds ?? 14 * 86_400) * 1000,
    });
  },
);

function whatSharingDeserves({ source, destination, status }: Connection, by: string, isOwn: boolean): Deserved {
  if (![source, destination].includes(by)) return 422;
  if (source !== by) return 403;
  if (status === "inactive") return 409;
  return isOwn ? "granted" : 422;
}

function whatRedeemingDeserves(token: Token, by: Side, into: string | undefined, ledger: Ledger): Deserved {
  const organization = organizations[by];
  if (![token.source, token.destination].includes(organization)) return 404;
  if (token.destination !== organization) return 403;
  if (token.status !== "created" || ledger.connections.get(token.connection)?.status !== "active") return 409;
  const kind = token.object.split("_")[0];
  if (into === undefined) return kind === "act" || kind === "txn" ? 422 : "granted";
  if (kind === "ver") return 422;
  return isBeingChanged(into, ledger) ? 409 : "granted";
}

/** Whether an import is writing to an object. */
function isBeingChanged(object: string, { tokens }: Ledger): boolean {
  return [...tokens.values()].some(({ status, into }) => status === "pending" && into === object);
}

function redeemed(token: Token, into: string | undefined, ledger: Ledger): void {
  Object.assign(token, { status: "pending", redeemedAt: ledger.now, into, failure: ledger.nextFailure });
  ledger.nextFailure = null;
}

const redeem = command(
  "redeem",
  fc.record({ by: side, which: back, how: fc.constantFrom("clone", "hydrate") }),
  async ({ by, which, how }, ledger, world) => {
    const token = recent(ledger.tokens, which);
    const { account } = world.sandbox.credentials.persona[by].objects;
    const into = how === "hydrate" ? account : undefined;
    const deserved = whatRedeemingDeserves(token, by, into, ledger);
    const { shareTokens } = world.persona[by].connect;
    const outcome = await outcomeOf(shareTokens.redeem(token.id, { destinationId: into }));
    const happened = () => hasMoved(world, "share-token", token, "pending");
    world.touched.add(token.id);
    if (carriedOut(outcome, deserved, ledger, happened)) redeemed(token, into, ledger);
  },
);

const expire = command("expire", fc.record({ by: side, which: back }), async ({ by, which }, ledger, world) => {
  const token = recent(ledger.tokens, which);
  const organization = organizations[by];
  const isParty = [token.source, token.destination].includes(organization);
  const isLegal = token.status === "created";
  const deserved: Deserved = !isParty ? 404 : token.source !== organization ? 403 : isLegal ? "granted" : 409;
  const outcome = await outcomeOf(world.persona[by].connect.shareTokens.expire(token.id));
  world.touched.add(token.id);
  const happened = () => hasMoved(world, "share-token", token, "expired");
  if (carriedOut(outcome, deserved, ledger, happened)) token.status = "expired";
});

/** Several at once: of those who redeem and those who take back, one at most has their way. */
const race = command(
  "race",
  fc.record({ which: back, takesBack: fc.boolean() }),
  async ({ which, takesBack }, ledger, world) => {
    const token = recent(ledger.tokens, which);
    const { source, destination } = world.persona;
    const bySource = token.source === organizations.source;
    const [giver, taker] = bySource ? [source, destination] : [destination, source];
    const outcomes = await Promise.all([
      outcomeOf(taker.connect.shareTokens.redeem(token.id)),
      outcomeOf(takesBack ? giver.connect.shareTokens.expire(token.id) : taker.connect.shareTokens.redeem(token.id)),
    ]);
    world.touched.add(token.id);
    equal(outcomes.filter(({ kind }) => kind === "done").length <= 1, true);
    const now = statusOf(world, "connect/share-token", token.id);
    if (now === token.status) return equal(outcomes.map(({ kind }) => kind).includes("done"), false);
    equal(token.status, "created");
    if (now === "pending") redeemed(token, undefined, ledger);
    else token.status = "expired";
    equal(now, token.status);
  },
);

const read = command(
  "read",
  fc.record({ by: side, which: back, peekSourceData: fc.boolean() }),
  async ({ by, which, peekSourceData }, ledger, world) => {
    const token = recent(ledger.tokens, which);
    const isParty = [token.source, token.destination].includes(organizations[by]);
    const peeks = peekSourceData && token.destination === organizations[by];
    const deserved = !isParty ? 404 : peeks && isBeingChanged(token.object, ledger) ? 409 : "granted";
    const outcome = await outcomeOf(world.persona[by].connect.shareTokens.retrieve(token.id, { peekSourceData }));
    carriedOut(outcome, deserved, ledger);
    if (outcome.kind !== "done") return;
    equal(outcome.value.status, token.status);
    if (!peeks) equal(outcome.value.sourceData, undefined);
  },
);

const list = command(
  "list",
  fc.record({ by: side, status: fc.constantFrom("created", "pending", "redeemed", "expired", undefined) }),
  async ({ by, status }, ledger, world) => {
    const walk = async () => {
      const ids = [];
      const { shareTokens } = world.persona[by].connect;
      for await (const { id } of shareTokens.list({ filter: { status }, page: { size: 5 } })) ids.push(id);
      return ids;
    };
    const outcome = await outcomeOf(walk());
    carriedOut(outcome, "granted", ledger);
    const isListed = (token: Token) =>
      [token.source, token.destination].includes(organizations[by]) && (status ?? token.status) === token.status;
    const wanted = [...ledger.tokens.values()].filter(isListed).map(({ id }) => id);
    if (outcome.kind === "done") equal(outcome.value, wanted.reverse());
  },
);

const failNext = command(
  "failNext",
  fc.constantFrom("source_not_found", "source_redacted", "import_failed", "unrecoverable_error", null),
  async (reason, ledger, world) => {
    world.sandbox.control.persona.failNextRedemption(reason);
    ledger.nextFailure = reason;
  },
);

export const connectCommands: readonly fc.Arbitrary<Command>[] = [
  ...[connect, accept, switchConnection, share, share, redeem, redeem, expire, race, read, list, failNext],
];
