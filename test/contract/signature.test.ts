// Deliveries against the signatures they came with, made by another implementation than ours: see test/fixtures/README.md.

import { describe, expect, test } from "vitest";
import { signWebhook, verifyWebhook } from "../../generated/persona/index.js";
import { type Fixture, loadFixtures } from "../../scripts/contract/fixture.js";
import { ownFixtures } from "./paths.js";

const secret = "wbhsec_sharewright_fixture";
const old = "wbhsec_sharewright_fixture_before_rotation";

const signed = loadFixtures(ownFixtures).filter(({ request }) => request.headers?.["Persona-Signature"] !== undefined);

const bodyOf = ({ request }: Fixture) => JSON.stringify(request.body);
const headersOf = ({ request }: Fixture) => new Headers(request.headers);
const timeOf = (fixture: Fixture) => Number(/t=(\d+)/.exec(headersOf(fixture).get("persona-signature") ?? "")?.[1]);

const verify = (fixture: Fixture, secrets: string | string[], body = bodyOf(fixture)) =>
  verifyWebhook(body, headersOf(fixture), secrets, { now: timeOf(fixture) * 1000 });

test("there are signed deliveries", () => {
  expect(signed.length).toBeGreaterThan(15);
});

describe.each(signed.map((fixture) => [fixture.file, fixture] as const))("%s", (_, fixture) => {
  const { id, attributes } = (fixture.request.body as { data: { id: string; attributes: { name: string } } }).data;

  test("is accepted with its secret, and gives its event", async () => {
    const event = await verify(fixture, ["wbhsec_other", secret]);
    expect([event.id, event.name]).toEqual([id, attributes.name]);
  });

  test("is refused with another secret, with another body, and when it is old", async () => {
    await expect(verify(fixture, "wbhsec_other")).rejects.toMatchObject({ refusal: "mismatch" });
    await expect(verify(fixture, secret, bodyOf(fixture).replace(id, `${id}x`))).rejects.toMatchObject({
      refusal: "mismatch",
    });
    await expect(verifyWebhook(bodyOf(fixture), headersOf(fixture), secret, { now: 0 })).rejects.toMatchObject({
      refusal: "stale",
    });
  });

  test("is signed alike by signWebhook", async () => {
    const header = headersOf(fixture).get("persona-signature") ?? "";
    const secrets = header.includes(" ") ? [secret, old] : secret;
    expect(await signWebhook(bodyOf(fixture), secrets, timeOf(fixture))).toEqual({ "Persona-Signature": header });
  });
});

test("during a rotation either secret will do", async () => {
  const rotated = signed.find(({ case: name }) => name === "rotated-secret") as Fixture;
  expect((await verify(rotated, old)).id).toBe((await verify(rotated, secret)).id);
});
