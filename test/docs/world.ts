// Where the README's snippets run: a sandbox that has what they speak of, and everything they would reach elsewhere led
// to it. The README is free to name things that read well; what they stand for here is in `standIns`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPersona, signWebhook, verifyWebhook } from "../../generated/persona/index.js";
import { fetchWebhookHandler } from "../../src/index.js";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.js";

export interface World {
  readonly sandbox: Sandbox;
  /** What a snippet says, and what stands for it. */
  readonly standIns: Readonly<Record<string, string>>;
  /** The fetch of the platform. */
  readonly fetch: typeof fetch;
  readonly folder: string;
  close(): Promise<void>;
}

/** How the redemption ends that is under way. */
export type Ending = "redeemed" | "failed";

/** Who calls where a snippet makes a client by the environment alone. */
export function callerOf(code: string): "source" | "destination" {
  // To redeem is for the destination; everything else the source can do.
  return /\bredeem(ShareToken)?\(/.test(code) ? "destination" : "source";
}

export function environmentOf({ credentials }: Sandbox, code: string): Readonly<Record<string, string>> {
  const caller = credentials.persona[callerOf(code)];
  return {
    PERSONA_API_KEY: caller.apiKey,
    MY_PERSONA_KEY: credentials.persona.source.apiKey,
    PERSONA_WEBHOOK_SECRET: caller.webhookSecret,
    ENABLENOW_CLIENT_ID: credentials.enablenow.a.clientId,
    ENABLENOW_CLIENT_SECRET: credentials.enablenow.a.clientSecret,
  };
}

export async function openWorld(ending: Ending = "redeemed"): Promise<World> {
  const sandbox = createSandbox({ now: "2026-11-01T09:00:00Z", running: true });
  const { source, destination } = sandbox.credentials.persona;
  const bank = createPersona({ apiKey: source.apiKey, fetch: sandbox.fetch });
  const lender = createPersona({ apiKey: destination.apiKey, fetch: sandbox.fetch });

  const { id: connectionId } = await bank.connect.connections.create({
    destinationOrganizationId: destination.organizationId,
  });
  sandbox.control.persona.acceptConnection(connectionId);
  const sourceId = source.objects.inquiry;
  const token = await bank.connect.shareTokens.create({ connectionId, sourceId });
  if (ending === "failed") sandbox.control.persona.failNextRedemption("source_redacted");
  await lender.connect.shareTokens.redeem(token.id);

  const caseTemplateId = sandbox.control.persona.addCaseTemplate("source", {
    name: "Onboarding",
    prefix: "ONB",
    statuses: [
      { name: "Open", kind: "initial" },
      { name: "Approved", kind: "end" },
    ],
    fields: [{ name: "name", type: "string" }],
  });
  const { id: caseId } = await bank.cases.create({ caseTemplateId, objectIds: [sourceId] });

  const folder = mkdtempSync(join(tmpdir(), "sharewright-readme-"));
  const standIns = {
    cxn_4Nq8Zt2LbY6wKd1R: connectionId,
    inq_5Gt9Wm2Xe7Lc4Rk8: sourceId,
    inq_6Pz2Nd8Vb3Qw9Ht5: destination.objects.inquiry,
    cnst_7Vd2kQm4Xw9Ra1Zt: token.id,
    case_8Fk3Zp7Tq1Wn6Bd4: caseId,
    ctmpl_1: caseTemplateId,
    "a key that changes": source.apiKey,
    "test/fixtures/persona": folder,
  };
  return {
    ...{ sandbox, standIns, folder },
    fetch: (input, init) => ledHere(new Request(input, init), sandbox),
    close: async () => {
      rmSync(folder, { recursive: true, force: true });
      await sandbox.close();
    },
  };
}

/** What the snippet goes on, with its stand-ins. */
export function settle(code: string, standIns: World["standIns"]): string {
  return Object.entries(standIns).reduce((text, [name, value]) => text.replaceAll(name, value), code);
}

async function ledHere(request: Request, sandbox: Sandbox): Promise<Response> {
  const { host, pathname, search } = new URL(request.url);
  // The one that the snippet on signing sends to, and the proxy in front of Persona.
  if (host === "localhost:3000") return receiver(request);
  if (host === "localhost:8080") {
    return sandbox.fetch(new Request(`https://api.withpersona.com/api/v1${pathname}${search}`, request));
  }
  const response = await sandbox.fetch(request);
  if (response.headers.get("content-type") !== null || response.ok) return response;
  throw new Error(`The snippet calls ${request.url}, which is none of the services.`);
}

const receiver = fetchWebhookHandler({
  verify: (body, headers) => verifyWebhook(body, headers, "wbhsec_test"),
  handle: () => {},
});

/** The last webhook of the sandbox with this name, as a delivery of this moment. */
export async function deliveryOf(sandbox: Sandbox, event: string, secret?: string): Promise<RequestInit> {
  await sandbox.settled();
  const body = sandbox.webhooks.findLast((webhook) => webhook.event === event)?.body;
  if (body === undefined) throw new Error(`The sandbox has told nobody of ${event}.`);
  return { method: "POST", body, headers: secret === undefined ? {} : await signWebhook(body, secret) };
}
