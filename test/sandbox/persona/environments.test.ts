// An API key belongs to one environment of its organization, and to the addresses that may use it: what each of them sees.

import { expect, test } from "vitest";
import { createPersona, type Persona } from "../../../generated/persona/index.js";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../../src/sandbox/index.js";

interface Sides {
  readonly sandbox: Sandbox;
  readonly tried: Persona;
  readonly live: Persona;
  readonly lender: Persona;
}

function open(assume: SandboxOptions["assume"] & {} = {}): Sides {
  const sandbox = createSandbox({ now: "2026-11-01T09:00:00Z", assume });
  const client = (apiKey: string) => createPersona({ apiKey, fetch: sandbox.fetch, retry: false });
  const { source, destination } = sandbox.credentials.persona;
  return {
    sandbox,
    tried: client(source.apiKey),
    live: client(source.productionKey),
    lender: client(destination.productionKey),
  };
}

const template = "itmpl_7Kd3Wp9Xn2Vb5Hs8";

test("Templates and audit logs are read with a key of production, and with one of the sandbox not at all.", async () => {
  const { tried, live } = open();
  expect((await live.inquiryTemplates.list()).items).toHaveLength(2);
  expect((await live.userAuditLogs.list()).items).toHaveLength(2);
  expect((await tried.inquiryTemplates.list().asResult()).status).toBe(403);
  expect((await tried.inquiryTemplates.retrieve(template).asResult()).status).toBe(403);
  expect((await tried.userAuditLogs.list().asResult()).status).toBe(403);
  const { tried: other } = open({ "inquiry-templates-sandbox-status": "an empty list" });
  expect((await other.inquiryTemplates.list()).items).toEqual([]);
  expect((await other.userAuditLogs.list()).items).toEqual([]);
  expect((await other.inquiryTemplates.retrieve(template).asResult()).status).toBe(404);
});

test("What one environment holds the other does not, and only the sandbox simulates.", async () => {
  const { tried, live } = open();
  const { id } = await live.inquiries.create({ inquiryTemplateId: template });
  expect((await live.inquiries.retrieve(id)).id).toBe(id);
  expect((await tried.inquiries.retrieve(id).asResult()).status).toBe(404);
  const simulated = { simulateActions: [{ type: "start_inquiry" as const }] };
  expect((await live.inquiries.simulate(id, simulated).asResult()).status).toBe(403);
  const { live: other } = open({ "inquiry-simulate-production-status": 422 });
  const made = await other.inquiries.create({ inquiryTemplateId: template });
  expect((await other.inquiries.simulate(made.id, simulated).asResult()).status).toBe(422);
});

test("A Share Token of one environment is none in the other.", async () => {
  const { sandbox, tried, live, lender } = open();
  const { organizationId: destinationOrganizationId } = sandbox.credentials.persona.destination;
  const { id: connectionId } = await live.connect.connections.create({ destinationOrganizationId });
  sandbox.control.persona.acceptConnection(connectionId);
  const { id: sourceId } = await live.inquiries.create({ inquiryTemplateId: template });
  const token = await live.connect.shareTokens.create({ connectionId, sourceId });
  expect((await tried.connect.shareTokens.retrieve(token.id).asResult()).status).toBe(404);
  expect((await lender.connect.shareTokens.redeem(token.id)).status).toBe("pending");
  await sandbox.advance("1m");
  const redeemed = await lender.connect.shareTokens.retrieve(token.id);
  expect(redeemed.status).toBe("redeemed");
  expect((await lender.inquiries.list()).items).toHaveLength(1);
});

test("A key is refused from an address that it does not list.", async () => {
  const { sandbox, tried } = open();
  sandbox.control.persona.setKey("source", { ipAddresses: ["198.51.100.7"] });
  const refused = await tried.themeSets.list().asResult();
  expect(refused.status).toBe(403);
  const headers = { "X-Forwarded-For": "198.51.100.7, 10.0.0.1" };
  expect((await tried.themeSets.list({}, { headers }).asResult()).status).toBe(200);
});
