// Commands of apps about shares at EnableNow. Its calls have no idempotency key.

import { deepStrictEqual as equal } from "node:assert";
import fc from "fast-check";
import { back, type Command, command } from "./command.js";
import { type Ledger, recent, type Share } from "./ledger.js";
import { carriedOut, outcomeOf } from "./outcome.js";
import type { World } from "./world.js";

const app = fc.constantFrom("a", "a", "b");
/** In how many days a share ends; a day from now unless it is said. */
const days = fc.constantFrom(undefined, 0.001, 1, 7, 40, -1);
const consents = { a: "1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21", b: "9d1f6b3a-75c2-4e08-8a4d-3f60b2c7e915" };
const day = 86_400_000;

function endOf(given: number | undefined, { now }: Ledger): number {
  return now + Math.round((given ?? 1) * day);
}

function stored({ sandbox }: World, share: Share): Readonly<Record<string, unknown>> | undefined {
  return sandbox.records("enablenow/share").find(({ id }) => id === share.id);
}

const create = command(
  "createShare",
  fc.record({ by: app, days, whose: fc.constantFrom("a", "a", "b"), isTo: fc.constantFrom("a", "b", "nobody") }),
  async (chosen, ledger, world) => {
    const { credentials } = world.sandbox;
    const owner = credentials.enablenow[chosen.by].clientId;
    const receiver = chosen.isTo === "nobody" ? "nobody" : credentials.enablenow[chosen.isTo].clientId;
    const endsAt = endOf(chosen.days, ledger);
    const deserved = chosen.isTo !== "nobody" && chosen.whose === chosen.by && endsAt > ledger.now ? "granted" : 400;
    const expirationDateUtc = chosen.days === undefined ? undefined : new Date(endsAt).toISOString();
    const input = { clientId: receiver, consentIds: [consents[chosen.whose]], expirationDateUtc };
    const outcome = await outcomeOf(world.enablenow[chosen.by].shares.create(input));
    const made = world.sandbox.records("enablenow/share").find(({ id }) => !ledger.shares.has(String(id)));
    if (!carriedOut(outcome, deserved, ledger, () => made !== undefined)) return;
    const id = outcome.kind === "done" ? outcome.value : String(made?.id);
    world.touched.add(id);
    ledger.shares.set(id, { id, owner, receiver, endsAt });
  },
);

const extend = command("extendShare", fc.record({ by: app, which: back, days }), async (chosen, ledger, world) => {
  const share = recent(ledger.shares, chosen.which);
  const endsAt = endOf(chosen.days, ledger);
  const isOwn = share.owner === world.sandbox.credentials.enablenow[chosen.by].clientId;
  const deserved = !isOwn ? 404 : endsAt > ledger.now ? "granted" : 400;
  const expirationDateUtc = chosen.days === undefined ? undefined : new Date(endsAt).toISOString();
  const outcome = await outcomeOf(world.enablenow[chosen.by].shares.update(share.id, { expirationDateUtc }));
  world.touched.add(share.id);
  const happened = () => isOwn && Date.parse(String(stored(world, share)?.expirationDateUtc)) === endsAt;
  if (carriedOut(outcome, deserved, ledger, () => share.endsAt !== endsAt && happened())) share.endsAt = endsAt;
});

const remove = command("removeShare", fc.record({ by: app, which: back }), async ({ by, which }, ledger, world) => {
  const share = recent(ledger.shares, which);
  const isOwn = share.owner === world.sandbox.credentials.enablenow[by].clientId;
  const outcome = await outcomeOf(world.enablenow[by].shares.delete(share.id));
  const happened = () => stored(world, share) === undefined;
  if (carriedOut(outcome, isOwn ? "granted" : 404, ledger, happened)) ledger.shares.delete(share.id);
});

const read = command("readShare", fc.record({ by: app, which: back }), async ({ by, which }, ledger, world) => {
  const { id, owner, receiver, endsAt } = recent(ledger.shares, which);
  const { clientId } = world.sandbox.credentials.enablenow[by];
  const hasEnded = endsAt <= ledger.now;
  const deserved = owner === clientId ? "granted" : receiver !== clientId ? 404 : hasEnded ? 403 : "granted";
  const outcome = await outcomeOf(world.enablenow[by].shares.retrieve(id));
  carriedOut(outcome, deserved, ledger);
  if (outcome.kind === "done") equal(Date.parse(outcome.value.expirationDateUtc), endsAt);
});

const list = command(
  "listShares",
  fc.record({ by: app, isExpired: fc.constantFrom(undefined, true, false) }),
  async ({ by, isExpired }, ledger, world) => {
    const walk = async () => {
      const ids = [];
      for await (const { id } of world.enablenow[by].shares.list({ isExpired, pageSize: 4 })) ids.push(id);
      return ids;
    };
    const outcome = await outcomeOf(walk());
    carriedOut(outcome, "granted", ledger);
    const { clientId } = world.sandbox.credentials.enablenow[by];
    const wanted = [...ledger.shares.values()].filter(
      ({ owner, endsAt }) => owner === clientId && (isExpired ?? endsAt <= ledger.now) === endsAt <= ledger.now,
    );
    if (outcome.kind === "done") equal(outcome.value, wanted.map(({ id }) => id).reverse());
  },
);

export const shareCommands: readonly fc.Arbitrary<Command>[] = [create, extend, remove, read, list];
