// A sandbox in which something is going on, served with its page, and a browser to look at it with.

import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import { type Browser, chromium } from "playwright-core";
import { createEnableNow } from "../../../generated/enablenow/index.js";
import { createSandbox, type Sandbox } from "../../../src/sandbox/index.js";
import { createPage } from "../../../src/sandbox/page/page.js";
import { boards } from "../../../src/sandbox/services/boards.js";

const now = "2026-11-01T09:00:00.000Z";
const northfold = "org_uJpsP3d3fKjzPiam3i4KVdiu";
const harbour = "org_hCx8QAouz6735KM5Xb6TQvbt";
const quayside = "org_1BJ3QZm6nrvgBdpppZiqXXMq";

type Attributes = Record<string, unknown>;

const connection = (id: string, attributes: Attributes) => ({
  type: "connect/connection",
  id,
  attributes: {
    "source-organization-id": northfold,
    "destination-organization-id": harbour,
    "created-at": "2026-10-20T09:00:00.000Z",
    ...attributes,
  },
});

const shareToken = (id: string, attributes: Attributes) => ({
  type: "connect/share-token",
  id,
  attributes: { "created-at": "2026-10-30T09:00:00.000Z", "expires-at": "2026-11-13T09:00:00.000Z", ...attributes },
  relationships: {
    connection: { data: { type: "connect/connection", id: "cxn_4Nq8Zt2LbY6wKd1R" } },
    source: { data: { type: "inquiry", id: `inq_${id.slice(5)}` } },
  },
});

/** Records of every kind and state. */
export const staged = {
  "persona/connect/connection": [
    connection("cxn_8Gs5Rm1Xv3Jc7Hy2", { status: "inactive", "destination-organization-id": quayside }),
    connection("cxn_4Nq8Zt2LbY6wKd1R", { status: "active" }),
    connection("cxn_2Fb6Pt9Wk4Lz7Mc3", { status: "pending", "created-at": "2026-11-01T08:58:00.000Z" }),
  ],
  "persona/connect/share-token": [
    shareToken("cnst_5Yh2Dn8Qv1Ks6Bt4", { status: "expired", "expires-at": "2026-10-31T09:00:00.000Z" }),
    shareToken("cnst_9Lc4Xw7Rj2Ge5Pm8", {
      status: "failed",
      "failed-at": "2026-11-01T07:10:00.000Z",
      "failure-reason": "source_redacted",
      "redeem-mode": "hydrate",
    }),
    shareToken("cnst_3Tz8Kb1Nf6Vd9Hq5", {
      status: "redeemed",
      "redeemed-at": "2026-11-01T08:20:00.000Z",
      "redeem-mode": "clone",
    }),
    shareToken("cnst_6Wm2Sy5Cx8Jr3Gl1", { status: "pending", "redeem-mode": "clone" }),
    shareToken("cnst_7Vd2kQm4Xw9Ra1Zt", { status: "created" }),
  ],
  "persona/case": [
    {
      type: "case",
      id: "case_2Hn7Lq4Rw9Xt6Bk1",
      organizationId: harbour,
      attributes: { status: "Approved", name: "ONB-40", "resolved-at": "2026-10-29T15:00:00.000Z" },
    },
    {
      type: "case",
      id: "case_8Fk3Zp7Tq1Wn6Bd4",
      organizationId: harbour,
      templateId: "ctmpl_6Rm1Xv8Jc3Hy9Gs5",
      tagIds: ["tag_2", "tag_1"],
      attributes: {
        status: "Open",
        name: "ONB-41",
        "assignee-id": "noor.haddad@example.com",
        "sla-expires-at": "2026-11-06T09:00:00.000Z",
        "created-at": "2026-10-30T09:00:00.000Z",
      },
    },
  ],
  "persona/case-template": [{ type: "case-template", id: "ctmpl_6Rm1Xv8Jc3Hy9Gs5", name: "Onboarding" }],
  "persona/tag": [
    { type: "tag", id: "tag_1", name: "mortgage" },
    { type: "tag", id: "tag_2", name: "returning" },
  ],
} as const;

export interface Stage {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** What the page did to the dashboard. */
  readonly done: string[];
  /** App A, at the port. */
  readonly client: ReturnType<typeof createEnableNow>;
  close(): Promise<void>;
}

/** Serves a sandbox; with Persona's records if `records` are given. */
export async function openStage(records: Readonly<Record<string, readonly object[]>> = staged): Promise<Stage> {
  const sandbox = createSandbox({ now });
  const done: string[] = [];
  const shown = Object.create(sandbox, {
    records: { value: (name: string) => records[name] ?? sandbox.records(name) },
    control: {
      value: {
        ...sandbox.control,
        persona: {
          ...sandbox.control.persona,
          acceptConnection: (id: string) => void done.push(`accept ${id}`),
          failNextRedemption: (reason: string) => void done.push(`fail ${reason}`),
        },
      },
    },
  }) as Sandbox;
  const page = createPage(shown, boards);
  const server = await new Promise<ServerType>((resolve) => {
    const handle = (request: Request) => (page.owns(request) ? page.fetch(request) : sandbox.fetch(request));
    const started = serve({ fetch: handle, port: 0, hostname: "127.0.0.1" }, () => resolve(started));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createEnableNow({ ...sandbox.credentials.enablenow.a, baseUrl: `${url}/enablenow`, retry: false });
  const close = async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      (server as { closeAllConnections?: () => void }).closeAllConnections?.();
    });
    await sandbox.close();
  };
  return { sandbox, url, done, client, close };
}

/** Some traffic: calls that work, one that is refused, one that a fault strikes, and webhooks. */
export async function makeTraffic({ sandbox, client }: Stage): Promise<void> {
  sandbox.control.enablenow.setWebhook("b", "http://127.0.0.1:9/hooks");
  const share = { clientId: "veldkamp-lending-app", consentIds: ["1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21"] };
  const id = await client.shares.create({ ...share, reference: "dossier 2026/1101" });
  await client.shares.retrieve(id);
  await client.shares.list();
  await client.shares.create({ ...share, consentIds: ["00000000-0000-4000-8000-000000000000"] }).catch(() => {});
  sandbox.fault({ status: 503, count: 1 });
  await client.shares.list().catch(() => {});
  await client.shares.update(id, { expirationDateUtc: "2026-11-20T09:00:00Z" });
  await sandbox.settled();
}

const chromiumAt = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Whether there is a Chromium to test with. CI must have one. */
export const hasChromium = existsSync(chromiumAt) || process.env.CI !== undefined;

export function openBrowser(): Promise<Browser> {
  // As root, as in containers, Chromium has no sandbox of its own.
  return chromium.launch({ executablePath: chromiumAt, args: ["--no-sandbox"] });
}
