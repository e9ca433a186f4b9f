// The state at the start: the apps, and the shares that app A has made. seed-holdings.ts has the shared resources.

import { products } from "../apps.js";
import type { EndUser } from "../holdings.js";
import type { Share } from "../sharing/share.js";

const usual = { products, endUser: "consents" as EndUser, jobsToFail: 0 };

/** App A shares; the others receive. Of those, B is the one that calls. */
export const apps = [
  {
    ...{ ...usual, id: "amstel-mortgages-01", side: "a", number: 417 },
    redirectUrls: ["https://mortgages.example/bank/connected", "https://huis.example/terug"],
  },
  { ...usual, id: "veldkamp-lending-app", side: "b", number: 23, redirectUrls: ["https://lending.example/bank"] },
  { ...usual, id: "grachtenhuis-ledger-02", side: "grachtenhuis-ledger-02", number: 102, redirectUrls: [] },
  { ...usual, id: "nl-broker-portal", side: "nl-broker-portal", number: 55, redirectUrls: [] },
  { ...usual, id: "nl-debt-advice", side: "nl-debt-advice", number: 56, redirectUrls: [] },
] as const;

const dayMs = 86_400_000;

/** Shares that app A made, the oldest first: two have ended, the others end in the weeks to come. */
export function seededShares(now: number): readonly Share[] {
  const share = (id: string, clientId: string, days: number, rest: Partial<Share>): Share => ({
    id,
    type: "share",
    owner: "amstel-mortgages-01",
    clientId,
    reference: null,
    expirationDateUtc: new Date(Math.floor(now / 1000) * 1000 + days * dayMs).toISOString().replace(".000Z", "Z"),
    consentIds: [],
    accountIds: [],
    analysisIds: [],
    ...rest,
  });
  return [
    share("68a84817-e6b5-497e-b05f-7c7ab4e07b28", "grachtenhuis-ledger-02", -120, {
      accountIds: ["723b9090-ad4b-4a3f-981d-3e2b3731ed26"],
    }),
    share("1b5e436b-9d74-4290-b7ce-86e595cae32d", "veldkamp-lending-app", -90, {
      reference: "closed file",
      consentIds: ["f2b625bb-a63b-4e21-819c-82d6a1bc6c1e"],
    }),
    share("7c0f3a52-58d1-4b0e-9a63-2f8d1c64be10", "nl-broker-portal", 33, {
      reference: "mortgage-4471",
      consentIds: ["1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21"],
    }),
    share("51ba1140-6763-4ed2-a687-0fe10b76219d", "veldkamp-lending-app", 34, {
      reference: "dossier 2026/0417",
      consentIds: ["8c9ee205-2a3b-44f7-93e9-7252c734f873", "070a7b2b-4139-458f-9aa3-3c2f8e15e367"],
    }),
    share("7645c692-774d-426e-b9b6-e4025bd23994", "grachtenhuis-ledger-02", 41, {
      accountIds: ["2a5c9a48-41fe-47f4-b197-d1a043178b21"],
    }),
    share("33271305-e5eb-4a44-a97b-f01956664e6c", "grachtenhuis-ledger-02", 10, {
      reference: "",
      consentIds: ["60f500d9-3760-4eef-9550-93b6dc430c41"],
      accountIds: ["137db493-efbd-4c8a-a147-6861e5cbf987", "0cbfce24-e16f-4002-80a2-0fa038be8f65"],
      analysisIds: ["cc7d1b19-7445-4ada-9a22-6f2b5dcdf7c8"],
    }),
    share("7f474ec2-a1ad-4451-ae45-2c5719550e1d", "veldkamp-lending-app", 56, {
      reference: "Müller & Zn. — Q4",
      analysisIds: [
        "51a514fe-18dd-4686-a1d4-1b6ae58b679a",
        "7091a72a-e694-41ed-9314-9d9394abf234",
        "d5ad44a0-b75f-41ac-bb4c-28599ac446a0",
      ],
    }),
  ];
}
