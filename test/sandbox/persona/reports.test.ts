// Reports that are searched for by the sandbox's clock, what they find, and what is told of it.

import { expect, test } from "vitest";
import { createPersona } from "../../../generated/persona/index.js";
import { createSandbox } from "../../../src/sandbox/index.js";

function open() {
  const sandbox = createSandbox({ now: "2026-11-20T09:00:00.000Z" });
  const client = (apiKey: string) => createPersona({ apiKey, fetch: sandbox.fetch, retry: false, throttle: false });
  const { source, destination } = sandbox.credentials.persona;
  return { sandbox, bank: client(source.apiKey), lender: client(destination.apiKey) };
}

type Opened = ReturnType<typeof open>;

const template = "rptp_6Wn3Kd8Xq2Lv9Rt5";
const ines = { nameFirst: "Ines", nameLast: "Moreau" };

/** A search of a watchlist for a person. */
const about = (query: { nameFirst: string; nameLast: string }) =>
  ({ data: { type: "report/watchlist", attributes: { reportTemplateId: template, query } } }) as const;

function expectConforming({ sandbox }: Opened): void {
  expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
  expect(sandbox.webhooks.filter(({ verdict }) => verdict.kind !== "conforms")).toEqual([]);
}

const eventsOf = ({ sandbox }: Opened) => sandbox.webhooks.map(({ event }) => event);

test("A search ends two seconds later: ready, and matched if the lists have the name.", async () => {
  const opened = open();
  const { sandbox, bank } = opened;
  const { id, status } = await bank.reports.create(about(ines));
  const other = await bank.reports.create(about({ nameFirst: "Mara", nameLast: "Lind" }));
  expect(status).toBe("pending");
  await sandbox.advance("1s");
  expect((await bank.reports.retrieve(id)).status).toBe("pending");
  await sandbox.advance("1s");
  const ready = await bank.reports.retrieve(id);
  expect(ready).toMatchObject({ status: "ready", hasMatch: true, completedAt: "2026-11-20T09:00:02.000Z" });
  expect(ready).toMatchObject({ matchedLists: [{ entities: [{ name: "Ines Moreau" }] }] });
  expect(await bank.reports.retrieve(other.id)).toMatchObject({ status: "ready", hasMatch: false });
  expect(eventsOf(opened)).toEqual(["report/watchlist.ready", "report/watchlist.matched", "report/watchlist.ready"]);
  expectConforming(opened);
});

test("The waiter takes a standing clock along, and tells of a report that failed.", async () => {
  const opened = open();
  const { sandbox, bank } = opened;
  const onProgress = () => void sandbox.advance("1s");
  const { id } = await bank.reports.create(about(ines));
  expect(await bank.reports.waitUntilReady(id, { onProgress })).toMatchObject({ status: "ready", hasMatch: true });
  const { id: failing } = await bank.reports.create(about(ines));
  sandbox.control.persona.failReport(failing);
  await expect(bank.reports.waitUntilReady(failing, { onProgress })).rejects.toThrow(/errored/);
  expect(eventsOf(opened).at(-1)).toBe("report/watchlist.errored");
  expect(() => sandbox.control.persona.failReport(id)).toThrow(/is ready: it cannot fail any more/);
  await sandbox.advance("1m"); // what was searched for it comes to nothing too
  expect((await bank.reports.retrieve(failing)).status).toBe("errored");
  expectConforming(opened);
});

test("A report that is made at once is ready in the answer.", async () => {
  const opened = open();
  const { sandbox, bank } = opened;
  sandbox.control.persona.listName("Mara Lind");
  const made = await bank.reports.create({
    ...about({ nameFirst: "Mara", nameLast: "Lind" }),
    meta: { processingMode: "sync", autoCreateAccount: true, autoCreateAccountReferenceId: "customer-7" },
  });
  expect(made).toMatchObject({ status: "ready", hasMatch: true });
  const { items } = await bank.reports.list({ filter: { referenceId: "customer-7" } });
  expect(items.map(({ id }) => id)).toEqual([made.id]);
  await sandbox.advance("1m");
  expect(eventsOf(opened).filter((event) => event.startsWith("report/"))).toEqual([
    ...["report/watchlist.ready", "report/watchlist.matched"],
  ]);
  expectConforming(opened);
});

test.each([
  ["report/watchlist", ines, true],
  ["report/screening", ines, true],
  ["report/politically-exposed-person", ines, true],
  ["report/adverse-media", ines, true],
  ["report/business-adverse-media", { term: "Harbour Light Trading" }, true],
  ["report/business-watchlist", { term: "Harbour Light Trading" }, true],
  ["report/crypto-address-watchlist", { cryptoAddress: "1BoatSLRHtKNngkdXEeobR76b53LETtpyT" }, false],
  ["report/email-address", { emailAddress: "ines@mail.example" }, false],
  ["report/phone-number", { phoneNumber: "+15035550142" }, false],
  ["report/profile", { nameFirst: "Ines", nameLast: "Moreau" }, false],
  ["report/social-media", { emailAddress: "ines@mail.example" }, false],
] as const)("A %s fits the spec before and after its search, and so do its events.", async (type, query, isFound) => {
  const opened = open();
  const { sandbox, bank } = opened;
  const { id } = await bank.reports.create({ data: { type, attributes: { query } } as never });
  await sandbox.advance("2s");
  expect(await bank.reports.retrieve(id)).toMatchObject({ type, status: "ready", hasMatch: isFound });
  expect(eventsOf(opened)).toEqual([`${type}.ready`, ...(isFound ? [`${type}.matched`] : [])]);
  expect((await bank.reports.redact(id)).redactedAt).toBe("2026-11-20T09:00:02.000Z");
  expect(JSON.stringify(await bank.reports.retrieve(id))).not.toMatch(/Ines|Moreau|Harbour|mail\.example|5550142/);
  expectConforming(opened);
});

test("What was dismissed is no match any more, also after another run; the history tells it all.", async () => {
  const opened = open();
  const { sandbox, bank } = opened;
  const { id } = await bank.reports.create(about(ines));
  const dismissal = { data: { attributes: { reason: "Another person of that name" } } };
  expect((await bank.reports.dismiss(id, dismissal as never).asResult()).status).toBe(409);
  await sandbox.advance("2s");
  const dismissed = await bank.reports.dismiss(id, { reason: "Another person of that name" });
  expect(dismissed).toMatchObject({ hasMatch: false, matchedLists: [] });
  expect(dismissed).toMatchObject({ ignoreList: [{ ignoreReason: "Another person of that name" }] });
  await bank.reports.run(id);
  await sandbox.advance("2s");
  expect(await bank.reports.retrieve(id)).toMatchObject({ hasMatch: false, completedAt: "2026-11-20T09:00:04.000Z" });
  expect((await bank.reports.pause(id)).isContinuous).toBe(false);
  expect((await bank.reports.pause(id).asResult()).status).toBe(409);
  expect((await bank.reports.resume(id)).isContinuous).toBe(true);
  const { items } = await bank.reports.listHistory(id);
  expect(items.map(({ type }) => type)).toEqual(["resume", "pause", "run", "dismiss", "run"]);
  expect(eventsOf(opened).map((event) => event.split(".")[1])).toEqual(["ready", "matched", "dismissed", "ready"]);
  expectConforming(opened);
});

test("A report is printed, and is its organization's alone.", async () => {
  const { bank, lender } = open();
  const { id } = await bank.reports.create(about(ines));
  expect((await lender.reports.retrieve(id).asResult()).status).toBe(404);
  const pdf = await bank.reports.print(id);
  expect(await (await pdf.blob()).text()).toMatch(/^%PDF/);
});

test.each([["nonsense"], ["2026-02-31"], ["31.12.1990"]])(
  "A date of birth that is no date is refused: %s",
  async (birthdate) => {
    const opened = open();
    const search = (type: "report/watchlist" | "report/screening", date: string) =>
      opened.bank.reports.create({ data: { type, attributes: { query: { ...ines, birthdate: date } } } } as never);
    const refused = { status: 400, issues: [expect.objectContaining({ detail: "must be a date: YYYY-MM-DD" })] };
    await expect(search("report/watchlist", birthdate)).rejects.toMatchObject(refused);
    await expect(search("report/screening", birthdate)).rejects.toMatchObject(refused);
    await search("report/watchlist", "1990-12-31");
    expectConforming(opened);
  },
);
