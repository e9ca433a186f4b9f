// Signatures beyond Persona's: Standard Webhooks (standardwebhooks.com) and `sha256=`, as GitHub has it.

import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../../src/errors.js";
import { createSignature, signedHeaders, verifySignature } from "../../../src/webhooks/signature.js";
import type { WebhookSignature } from "../../../src/webhooks/signature-scheme.js";
import { WebhookVerificationError } from "../../../src/webhooks/verification-error.js";

const standard: WebhookSignature = {
  header: "webhook-signature",
  encoding: "base64",
  secretPrefix: "whsec_",
  timestampHeader: "webhook-timestamp",
  idHeader: "webhook-id",
  format: "v1,{signature}",
  separator: " ",
  signedPayload: "{id}.{timestamp}.{body}",
  toleranceSeconds: 300,
};
// The example of the Standard Webhooks specification and of Svix's documentation.
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const body = '{"test": 2432232314}';
const delivery = {
  "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
  "webhook-timestamp": "1614265330",
  "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};
const now = { now: 1_614_265_330_000 };

describe("a delivery by Standard Webhooks", () => {
  test("is accepted, by its published example, beside another signature too, and from Headers", async () => {
    await verifySignature(standard, body, delivery, secret, now);
    const signatures = `v1,${btoa("x".repeat(32))} ${delivery["webhook-signature"]}`;
    await verifySignature(standard, body, new Headers({ ...delivery, "webhook-signature": signatures }), secret, now);
    await verifySignature(standard, body, delivery, secret.slice("whsec_".length), now);
  });

  test.each([
    ["another id", { "webhook-id": "msg_2" }, "mismatch"],
    ["another time", { "webhook-timestamp": "1614265331" }, "mismatch"],
    ["no id", { "webhook-id": undefined }, "unsigned"],
    ["no time", { "webhook-timestamp": undefined }, "unsigned"],
    ["an id with a line break", { "webhook-id": "a\nb" }, "malformed"],
    ["a signature in hex", { "webhook-signature": `v1=${"0".repeat(64)}` }, "malformed"],
  ] as const)("is refused with %s", async (_, changed, refusal) => {
    const error = await verifySignature(standard, body, { ...delivery, ...changed }, secret, now).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(WebhookVerificationError);
    expect((error as WebhookVerificationError).refusal).toBe(refusal);
  });

  test("is refused when it is old, by the time in its header", async () => {
    await expect(verifySignature(standard, body, delivery, secret, { now: now.now + 301_000 })).rejects.toThrow(
      "The delivery was signed 301 s ago, and 300 s are tolerated.",
    );
    // A time that is no number is no time at all.
    const odd = { ...delivery, "webhook-timestamp": "soon" };
    const payload = `${odd["webhook-id"]}.soon.${body}`;
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const signature = `v1,${createHmac("sha256", key).update(payload).digest("base64")}`;
    await expect(
      verifySignature(standard, body, { ...odd, "webhook-signature": signature }, secret, now),
    ).rejects.toMatchObject({ refusal: "stale" });
  });

  test("is signed for a test with all its headers", async () => {
    const headers = await signedHeaders(standard, body, secret);
    expect(Object.keys(headers)).toEqual(["webhook-id", "webhook-timestamp", "webhook-signature"]);
    await verifySignature(standard, body, headers, secret);
  });

  test("needs a secret whose rest is base64", async () => {
    await expect(verifySignature(standard, body, delivery, "whsec_!", now)).rejects.toThrow(ConfigurationError);
  });
});

describe("a delivery signed by `sha256=`", () => {
  const github: WebhookSignature = {
    header: "X-Hub-Signature-256",
    format: "sha256={signature}",
    separator: " ",
    signedPayload: "{body}",
  };
  // The example of GitHub's documentation.
  const vector = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  test("is accepted by its published example, whenever it comes, and signed the same", async () => {
    const headers = { "x-hub-signature-256": vector };
    await verifySignature(github, "Hello, World!", headers, "It's a Secret to Everybody");
    expect(await createSignature(github, "Hello, World!", "It's a Secret to Everybody")).toBe(vector);
    await expect(verifySignature(github, "Hello, World?", headers, "It's a Secret to Everybody")).rejects.toMatchObject(
      { refusal: "mismatch" },
    );
  });
});
