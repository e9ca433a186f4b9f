// Inquiries that are made, gone through and decided on, and webhooks that tell of them.

import { expect, test } from "vitest";
import { createPersona, verifyWebhook } from "../../../generated/persona/index.js";
import { createSandbox, type SandboxOptions } from "../../../src/sandbox/index.js";

const inquiryTemplateId = "itmpl_7Kd3Wp9Xn2Vb5Hs8";

function open(options: SandboxOptions = {}) {
  const sandbox = createSandbox({ now: "2026-11-20T09:00:00.000Z", ...options });
  const client = (apiKey: string) => createPersona({ apiKey, fetch: sandbox.fetch, retry: false, throttle: false });
  const { source, destination } = sandbox.credentials.persona;
  return { sandbox, bank: client(source.apiKey), lender: client(destination.apiKey) };
}

test("A person goes through the checks two seconds long, and then somebody decides.", async () => {
  const { sandbox, bank } = open();
  const { id, status } = await bank.inquiries.create({ inquiryTemplateId });
  expect(status).toBe("created");
  sandbox.control.persona.completeInquiry(id, { nameFirst: "Mara", nameLast: "Lind" });
  expect((await bank.inquiries.retrieve(id)).status).toBe("pending");
  await sandbox.advance("2s");
  const completed = await bank.inquiries.retrieve(id);
  expect([completed.status, completed.completedAt]).toEqual(["completed", "2026-11-20T09:00:02.000Z"]);
  expect(completed.fields).toMatchObject({ "name-first": { value: "Mara" }, "name-last": { value: "Lind" } });
  expect((await bank.inquiries.approve(id)).status).toBe("approved");
  expect((await bank.inquiries.decline(id).asResult()).status).toBe(409);
  expect(sandbox.webhooks.map(({ event, verdict }) => [event, verdict.kind])).toEqual(
    [
      ...["inquiry.created", "inquiry.started", "inquiry-session.started"],
      ...["document.created", "document.submitted", "verification.created", "verification.submitted"],
      ...["document.processed", "verification.passed"],
      ...["verification.created", "verification.submitted", "verification.passed"],
      ...["inquiry.completed", "inquiry.approved"],
    ].map((event) => [event, "conforms"]),
  );
  expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
});

test("Checks that fail fail the inquiry, and nobody goes through what is over.", async () => {
  const { sandbox, bank } = open();
  const { id } = await bank.inquiries.create({ inquiryTemplateId });
  sandbox.control.persona.failInquiry(id);
  await sandbox.advance("2s");
  const failed = await bank.inquiries.retrieve(id);
  expect([failed.status, failed.failedAt]).toEqual(["failed", "2026-11-20T09:00:02.000Z"]);
  expect(() => sandbox.control.persona.completeInquiry(id)).toThrow(/is failed: nobody can go through its checks/);
});

test("An inquiry is its organization's alone.", async () => {
  const { bank, lender } = open();
  const { id } = await bank.inquiries.create({ inquiryTemplateId });
  expect((await lender.inquiries.retrieve(id).asResult()).status).toBe(404);
});

test("A webhook gets the events that it names, signed with the secret that its creation answered, while it is enabled.", async () => {
  const got: Request[] = [];
  const { sandbox, bank } = open({
    deliver: async (request) => {
      got.push(request);
      return new Response(null, { status: 204 });
    },
  });
  const webhook = await bank.webhooks.create({
    ...{ name: "Onboarding", url: "https://bank.example/hook", enabledEvents: ["inquiry.created"] },
  });
  const make = async () => {
    const { id } = await bank.inquiries.create({ inquiryTemplateId });
    await sandbox.settled();
    return id;
  };
  await make();
  expect(got.length).toBe(0);
  await bank.webhooks.enable(webhook.id);
  const id = await make();
  sandbox.control.persona.completeInquiry(id);
  await sandbox.advance("3s");
  expect(got.map(({ url }) => url)).toEqual(["https://bank.example/hook"]);
  const [first] = got as [Request];
  const text = await first.clone().text();
  expect(JSON.parse(text).data.attributes).toMatchObject({ name: "inquiry.created", payload: { data: { id } } });
  const options = { now: sandbox.now().getTime() };
  expect(await verifyWebhook(text, first.headers, webhook.secret as string, options)).toBeTruthy();
  await expect(verifyWebhook(text, first.headers, "wbhsec_other", options)).rejects.toThrow();

  const rotated = await bank.webhooks.rotateSecret(webhook.id, { expiresInSeconds: 60 });
  await make();
  const [, second] = got as [Request, Request];
  const later = { now: sandbox.now().getTime() };
  const body = await second.clone().text();
  // For a minute both sign.
  for (const secret of [rotated.secret, webhook.secret] as string[])
    expect(await verifyWebhook(body, second.headers, secret, later)).toBeTruthy();

  await bank.webhooks.disable(webhook.id);
  await make();
  expect(got.length).toBe(2);
  expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
});

test("An inquiry that has expired is resumed with a token, and leaps to a step until then.", async () => {
  const { sandbox, bank } = open();
  const { id } = await bank.inquiries.create({ inquiryTemplateId });
  expect((await bank.inquiries.setStep(id, { nextStepName: "verification_selfie" })).nextStepName).toBe(
    "verification_selfie",
  );
  await bank.inquiries.expire(id);
  expect((await bank.inquiries.setStep(id, { nextStepName: "start" }).asResult()).status).toBe(409);
  await bank.inquiries.resume(id);
  expect((await bank.inquiries.retrieve(id)).status).toBe("pending");
  const resumed = sandbox.requests.find(({ operation }) => operation === "resume-an-inquiry");
  expect(resumed?.responseBody).toMatch(/"session-?token":/i);
  expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
});
