// Commands of an organization about Cases.

import { deepStrictEqual as equal } from "node:assert";
import fc from "fast-check";
import { back, type Command, command, side } from "./command.js";
import { type Case, type Ledger, recent, type Side } from "./ledger.js";
import { carriedOut, type Deserved, type Outcome, outcomeOf } from "./outcome.js";
import { organizations, type World } from "./world.js";

/** A template of each organization: its states, the first of which is the initial one. */
const desks = {
  source: { template: "ctmpl_2C7WDSErKHDLbP3wEjXcQkZG", user: "mara.lind@northfold.example" },
  destination: { template: "ctmpl_9Rk2Lw6Tn4Vx8Qc1Zb5Ym7Pd", user: "" },
};

const open = command("openCase", side, async (by, ledger, world) => {
  const outcome = await outcomeOf(world.persona[by].cases.create({ caseTemplateId: desks[by].template }));
  const made = world.sandbox.records("persona/case").find(({ id }) => !ledger.cases.has(String(id)));
  if (!carriedOut(outcome, "granted", ledger, () => made !== undefined)) return;
  const id = outcome.kind === "done" ? outcome.value.id : String(made?.id);
  world.touched.add(id);
  const organization = organizations[by];
  ledger.cases.set(id, { id, organization, status: "Open", assignee: null, tags: new Set(), redacted: false });
});

interface Act {
  readonly deserved: Deserved;
  readonly call: PromiseLike<unknown>;
  /** What it does. */
  readonly change: () => void;
  /** Whether it did, by the record. */
  readonly shows: (attributes: Readonly<Record<string, unknown>>) => boolean;
}

/** Does something to a Case: 404 for those of others, 409 for one that was redacted. */
async function act(
  record: Case,
  by: Side,
  ledger: Ledger,
  world: World,
  { deserved, call, change, shows }: Act,
): Promise<Outcome<unknown>> {
  const wanted = record.organization !== organizations[by] ? 404 : record.redacted ? 409 : deserved;
  const outcome = await outcomeOf(call);
  world.touched.add(record.id);
  const happened = () => {
    const stored = world.sandbox.records("persona/case").find(({ id }) => id === record.id);
    return wanted === "granted" && shows({ ...stored, ...(stored?.attributes as object) });
  };
  if (carriedOut(outcome, wanted, ledger, happened)) change();
  return outcome;
}

const setStatus = command(
  "setCaseStatus",
  fc.record({ by: side, which: back, status: fc.constantFrom("Open", "Approved", "Declined", "Lost") }),
  async ({ by, which, status }, ledger, world) => {
    const record = recent(ledger.cases, which);
    const isKycCase = !["Open", "Under review", "With underwriter", "Approved", "Declined"].includes(record.status);
    await act(record, by, ledger, world, {
      deserved: status === "Lost" || isKycCase ? 422 : "granted",
      call: world.persona[by].cases.setStatus(record.id, { status }),
      change: () => {
        record.status = status;
      },
      shows: (stored) => stored.status === status,
    });
  },
);

const assign = command(
  "assignCase",
  fc.record({ by: side, which: back, isKnown: fc.boolean() }),
  async ({ by, which, isKnown }, ledger, world) => {
    const record = recent(ledger.cases, which);
    const user = isKnown ? desks.source.user : "nobody@northfold.example";
    await act(record, by, ledger, world, {
      // Whom the destination does not know.
      deserved: isKnown && by === "source" ? "granted" : 404,
      call: world.persona[by].cases.assign(record.id, { userEmailAddress: user }),
      change: () => {
        record.assignee = user;
      },
      shows: (stored) => stored["assignee-id"] === user,
    });
  },
);

const tag = command(
  "tagCase",
  fc.record({ by: side, which: back, tagName: fc.constantFrom("priority-2", "fraud", "vip"), isPut: fc.boolean() }),
  async ({ by, which, tagName, isPut }, ledger, world) => {
    const record = recent(ledger.cases, which);
    const own = ledger.tags.get(organizations[by]) ?? new Set();
    const tags = new Set(record.tags);
    if (isPut) tags.add(tagName);
    else tags.delete(tagName);
    const { cases } = world.persona[by];
    await act(record, by, ledger, world, {
      deserved: isPut || own.has(tagName) ? "granted" : 404,
      call: isPut ? cases.addTag(record.id, { tagName }) : cases.removeTag(record.id, { tagName }),
      change: () => {
        record.tags = tags;
        if (isPut) ledger.tags.set(organizations[by], own.add(tagName));
      },
      shows: ({ tagIds }) => tags.size !== record.tags.size && (tagIds as unknown[]).length === tags.size,
    });
  },
);

const redact = command("redactCase", fc.record({ by: side, which: back }), async ({ by, which }, ledger, world) => {
  const record = recent(ledger.cases, which);
  await act(record, by, ledger, world, {
    deserved: "granted",
    call: world.persona[by].cases.redact(record.id),
    change: () => Object.assign(record, { redacted: true, assignee: null, tags: new Set() }),
    shows: (stored) => stored["redacted-at"] !== null,
  });
});

const list = command("listCases", side, async (by, ledger, world) => {
  const walk = async () => {
    const ids = [];
    for await (const { id } of world.persona[by].cases.list({ page: { size: 6 } })) ids.push(id);
    return ids;
  };
  const outcome = await outcomeOf(walk());
  carriedOut(outcome, "granted", ledger);
  const wanted = [...ledger.cases.values()].filter(({ organization }) => organization === organizations[by]);
  if (outcome.kind === "done") equal(outcome.value, wanted.map(({ id }) => id).reverse());
});

export const caseCommands: readonly fc.Arbitrary<Command>[] = [open, setStatus, assign, tag, redact, list];
