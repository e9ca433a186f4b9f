// Users, consents, accounts and jobs that there are from the start, under the ids of the spec's examples and of the fixtures.

import type { World } from "../../../service.js";
import { type Given, openAccounts } from "../consents/banks.js";
import { follow, watchInactivity } from "../consents/course.js";
import { type AnalysisJob, type Consent, held } from "../holdings.js";
import { analysed } from "../jobs/analysis.js";
import { categorize } from "../jobs/jobs.js";

const dayMs = 86_400_000;
const minuteMs = 60_000;

const a = "amstel-mortgages-01";
const b = "veldkamp-lending-app";

const users = [
  { id: "b7d1c2f4-90ae-4c35-8d76-2e5f13a80b49", owner: a, externalUserId: "q7hx-4mvd-09kz", days: 70 },
  { id: "6e0d3f7a-2b95-4c18-a7e4-91f5c08d2b63", owner: a, externalUserId: "gr-8810-lm", days: 82 },
  { id: "c15b82e9-7a04-4f6d-8e3b-50d79a26f1c4", owner: a, externalUserId: "Wk_03.b-é", days: 81 },
];

interface SeededConsent {
  readonly id: string;
  readonly owner: string;
  readonly userId?: string;
  readonly providerKey: string;
  /** How many days ago it was requested. */
  readonly days: number;
  readonly status?: "FAILING" | "INVALIDATED";
  readonly accounts: Given;
}

const consents: readonly SeededConsent[] = [
  {
    ...{ id: "f2b625bb-a63b-4e21-819c-82d6a1bc6c1e", owner: a, providerKey: "RABONL2U", days: 150, status: "FAILING" },
    accounts: { current: "723b9090-ad4b-4a3f-981d-3e2b3731ed26" },
  },
  {
    ...{ id: "60f500d9-3760-4eef-9550-93b6dc430c41", owner: a, providerKey: "SNSBNL2A", days: 61 },
    accounts: {
      ...{ current: "137db493-efbd-4c8a-a147-6861e5cbf987", savings: "0cbfce24-e16f-4002-80a2-0fa038be8f65" },
    },
  },
  {
    ...{ id: "20a1eba8-eda6-4ae7-b9b1-d0cc4f794943", owner: a, providerKey: "TRIONL2U", days: 45 },
    accounts: { current: "134c2658-4ef6-4677-9447-e9cfec2c8d4f" },
  },
  {
    ...{ id: "070a7b2b-4139-458f-9aa3-3c2f8e15e367", owner: a, providerKey: "ABNANL2A", days: 40 },
    accounts: { current: "ad2f60b1-0c3f-4f7e-9c61-5d2b8e94a703" },
  },
  {
    ...{ id: "8c9ee205-2a3b-44f7-93e9-7252c734f873", owner: a, providerKey: "ABNANL2A", days: 37 },
    userId: "6e0d3f7a-2b95-4c18-a7e4-91f5c08d2b63",
    accounts: {
      ...{ current: "2a5c9a48-41fe-47f4-b197-d1a043178b21", savings: "d8ea894d-d45b-4434-aee9-83cc3031ac1d" },
      dollar: "5e1abb0d-228e-42cd-82d7-963c81c116b5",
    },
  },
  {
    ...{ id: "1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21", owner: a, providerKey: "INGBNL2A", days: 26 },
    userId: "b7d1c2f4-90ae-4c35-8d76-2e5f13a80b49",
    accounts: {
      ...{ current: "4d58c0b7-6e12-4a9f-93b4-08f1d2e7659c", savings: "91e6b2c8-0f47-4d3a-b5e9-6a28d7c41f05" },
    },
  },
  {
    ...{ id: "9d1f6b3a-75c2-4e08-8a4d-3f60b2c7e915", owner: b, providerKey: "INGBNL2A", days: 20 },
    accounts: { current: "3be0c7d4-18a6-4f92-b35c-6d94e1f07a28" },
  },
];

const mortgage = "hypotheek 88/2026";
const ofMortgage = { consentIds: ["8c9ee205-2a3b-44f7-93e9-7252c734f873"] };

const analyses = [
  {
    id: "cc7d1b19-7445-4ada-9a22-6f2b5dcdf7c8",
    reference: "debt-advice-118",
    consentIds: ["60f500d9-3760-4eef-9550-93b6dc430c41"],
  },
  { id: "d5ad44a0-b75f-41ac-bb4c-28599ac446a0", reference: mortgage, ...ofMortgage },
  { id: "7091a72a-e694-41ed-9314-9d9394abf234", reference: "bakkerij", ...ofMortgage, kvk: "34110275" },
  { id: "51a514fe-18dd-4686-a1d4-1b6ae58b679a", reference: mortgage, ...ofMortgage },
  {
    id: "c36f7e90-2b48-4d15-a7e3-91d05b8f42c6",
    reference: "mortgage-4471",
    consentIds: ["1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21"],
  },
];

export function seedHoldings(world: World): void {
  const now = world.clock.now();
  for (const { days, ...user } of users)
    held(world, "user").add({ ...user, type: "user", created: now - days * dayMs });
  for (const each of consents) seedConsent(world, each, now);
  for (const [index, each] of analyses.entries()) seedAnalysis(world, each, now - (25 - index) * dayMs);
  seedCategorizations(world);
}

function seedConsent(world: World, { days, accounts, status, ...given }: SeededConsent, now: number): void {
  const requested = now - days * dayMs;
  const read = now - 40 * minuteMs;
  const failed = { date: new Date(read).toISOString().slice(0, -1), type: "PROVIDER" };
  const consent: Consent = held(world, "consent").add({
    ...{ ...given, type: "consent", userId: given.userId ?? null, endUser: "consents", requested, isReadAgain: false },
    ...{ status: status ?? "UPDATED", statusUpdated: read, expires: requested + 2 * minuteMs + 180 * dayMs },
    read: status === "FAILING" ? read - dayMs : read,
    errors:
      status === "FAILING"
        ? [{ ...failed, message: "The bank did not answer in time.", code: "PROVIDER_TIMEOUT" }]
        : [],
    ...{ failures: status === "FAILING" ? 1 : 0, toFail: 0, refreshes: [] },
  });
  openAccounts(world, consent, accounts);
  follow(world, consent);
  watchInactivity(world, consent);
}

interface SeededAnalysis {
  readonly id: string;
  readonly reference: string;
  readonly consentIds: readonly string[];
  readonly kvk?: string;
}

function seedAnalysis(world: World, { id, reference, consentIds, kvk }: SeededAnalysis, created: number): void {
  const accountIds = [...held(world, "account").values()]
    .filter(({ consentId }) => consentIds.includes(consentId))
    .map((account) => account.id);
  const job: AnalysisJob = {
    ...{ id, type: "analysis-job", owner: a, reference, created, finished: created + 25_000, accountIds },
    ...{ engine: "Z2", profile: kvk === undefined ? "RETAIL" : "CORPORATE", input: { consentIds: [...consentIds] } },
    ...{ metadata: kvk === undefined ? {} : { kvk_number: kvk }, dateFrom: null, dateTo: null, fails: false },
    ...{ status: "COMPLETED", analysis: null },
  };
  held(world, "analysis-job").add({ ...job, analysis: analysed(world, job) });
}

function seedCategorizations(world: World): void {
  const job = { type: "categorization-job", owner: a, parentId: null, profile: "retail", fails: false } as const;
  const gr = { consentId: "8c9ee205-2a3b-44f7-93e9-7252c734f873", userId: "6e0d3f7a-2b95-4c18-a7e4-91f5c08d2b63" };
  const jobs = held(world, "categorization-job");
  const done = { status: "Completed", accountIds: null } as const;
  const all = [
    jobs.add({ ...job, ...gr, ...done, id: "4f7c2ab0-9e15-4d38-b6a2-e03d81c95f67", engine: "z2", countryCode: null }),
    jobs.add({ ...job, ...gr, ...done, id: "0b6e9d31-58f4-4c7a-a2d0-7f19c3e4b865", engine: "e1", countryCode: "nl" }),
    jobs.add({
      ...{ ...job, consentId: null, userId: null, status: "Completed", engine: "e1", countryCode: "nl" },
      id: "ba41c70e-3d92-4f08-95e6-c8d2017af534",
      accountIds: ["4d58c0b7-6e12-4a9f-93b4-08f1d2e7659c", "91e6b2c8-0f47-4d3a-b5e9-6a28d7c41f05"],
    }),
  ];
  for (const each of all) categorize(world, each);
}
