import { createHmac } from "node:crypto";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigurationError, SharewrightError } from "../../../src/errors.js";
import type { RawBody } from "../../../src/webhooks/raw-body.js";
import { createSignature, type VerifyOptions, verifySignature } from "../../../src/webhooks/signature.js";
import type { DeliveryHeaders } from "../../../src/webhooks/signature-groups.js";
import type { WebhookSignature } from "../../../src/webhooks/signature-scheme.js";
import { WebhookVerificationError } from "../../../src/webhooks/verification-error.js";
import { failure } from "../shop.js";

const scheme: WebhookSignature = {
  header: "Persona-Signature",
  format: "t={timestamp},v1={signature}",
  separator: " ",
  signedPayload: "{timestamp}.{body}",
  toleranceSeconds: 300,
};

// The vector of the fact sheet, section 12.3.
const time = 1_700_000_000;
const body = '{"data":{"type":"event","id":"evt_ABC123"}}';
const byNew = "t=1700000000,v1=48df2304de12420ab6cbd2e9ec7baa47e8112cddc44783d9f60cdc0ca831be78";
const byOld = "t=1700000000,v1=8a20c1afafa0c540ddf454a6d22103afefd0697396c64790edc9b99b2376b46c";
const atTime: VerifyOptions = { now: time * 1000 };

const signed = (value: string): DeliveryHeaders => ({ "persona-signature": value });

const verify = (value: string, secrets: string | readonly string[], rawBody: RawBody = body) =>
  verifySignature(scheme, rawBody, signed(value), secrets, atTime);

const refusal = (promise: Promise<unknown>) => failure<WebhookVerificationError>(promise);

/** What a service would send for these bytes, by another implementation than the one under test. */
function sign(bytes: RawBody, secret: string, timestamp = time): string {
  const content = typeof bytes === "string" ? bytes : Buffer.from(bytes as Uint8Array);
  const signature = createHmac("sha256", secret).update(`${timestamp}.`).update(content).digest("hex");
  return `t=${timestamp},v1=${signature}`;
}

describe("a delivery is accepted", () => {
  test.each([
    ["the new secret", byNew, "wbhsec_new"],
    ["the old secret", byOld, "wbhsec_old"],
    ["the first of two groups", `${byNew} ${byOld}`, "wbhsec_new"],
    ["the second of two groups", `${byNew} ${byOld}`, "wbhsec_old"],
    ["the first of two secrets", byNew, ["wbhsec_new", "wbhsec_old"]],
    ["the second of two secrets", byOld, ["wbhsec_new", "wbhsec_old"]],
    ["a second secret, with an empty one before it", byOld, ["", "wbhsec_old"]],
    ["upper-case hex", byNew.replace(/[0-9a-f]{64}/, (hex) => hex.toUpperCase()), "wbhsec_new"],
    ["white space around the groups", `  ${byOld}   ${byNew} `, "wbhsec_new"],
    ["a group of another version beside it", `t=1700000000,v2=zz ${byNew}`, "wbhsec_new"],
  ])("by %s", async (_, value, secrets) => {
    await expect(verify(value, secrets)).resolves.toBeUndefined();
  });

  test.each<[string, DeliveryHeaders]>([
    ["node:http", { host: "x", "persona-signature": byNew }],
    ["node:http, as headersDistinct", { "persona-signature": [byOld, byNew] }],
    ["an object in the service's spelling", { "Persona-Signature": byNew }],
    ["Fetch", new Headers({ "Persona-Signature": byNew })],
    ["Fetch, from a request", new Request("https://shop.test", { headers: { "PERSONA-SIGNATURE": byNew } }).headers],
  ])("with the headers of %s", async (_, headers) => {
    await expect(verifySignature(scheme, body, headers, "wbhsec_new", atTime)).resolves.toBeUndefined();
  });

  test("under another header, form and payload, when the service has them", async () => {
    const other: WebhookSignature = {
      header: "X-Shop",
      format: "v0:{signature}@{timestamp}",
      separator: ", ",
      signedPayload: "v0:{timestamp}:{body}:end",
      toleranceSeconds: 60,
    };
    const braces = { ...other, format: "x{2}:{timestamp}:{signature}" };
    const inBraces = { "x-shop": await createSignature(braces, body, "a", time) };
    await expect(verifySignature(braces, body, inBraces, "a", atTime)).resolves.toBeUndefined();
    const hex = (secret: string) => createHmac("sha256", secret).update(`v0:${time}:$& {body}:end`).digest("hex");
    const value = `v0:${hex("a")}@${time}, v0:${hex("b")}@${time}`;
    expect(await createSignature(other, "$& {body}", ["a", "b"], time)).toBe(value);
    await expect(verifySignature(other, "$& {body}", { "x-shop": value }, "b", atTime)).resolves.toBeUndefined();
    await expect(
      verifySignature(other, "$& {body}", { "x-shop": value.split(", ") }, "b", atTime),
    ).resolves.toBeUndefined();
  });
});

describe("the body", () => {
  test.each<[string, RawBody]>([
    ["text beyond ASCII", '{"name":"Zoë 🎉"}'],
    ["bytes of UTF-8", Buffer.from('{"name":"Zoë 🎉"}')],
    ["bytes with a byte order mark", Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)],
    ["text with a byte order mark", "\ufeff{}"],
    ["an ArrayBuffer", Uint8Array.from(Buffer.from("{}")).buffer],
    ["bytes that are not UTF-8", Uint8Array.of(0xff, 0x00, 0xc3)],
    ["a part of a larger buffer", new Uint8Array(Buffer.from("before{}after").buffer).subarray(3, 9)],
    ["nothing", ""],
  ])("is signed as it was sent: %s", async (_, sent) => {
    await expect(verify(sign(sent, "s"), "s", sent)).resolves.toBeUndefined();
  });

  test("of other bytes is refused, even where they decode to the same text", async () => {
    const { refusal: reason } = await refusal(verify(sign(Uint8Array.of(0xff), "s"), "s", Uint8Array.of(0xfe)));
    expect(reason).toBe("mismatch");
    expect((await refusal(verify(sign("\ufeff{}", "s"), "s", "{}"))).refusal).toBe("mismatch");
  });

  test("may be of another realm than ours, as in a test runner", async () => {
    const foreign = runInNewContext("new Uint8Array([123, 125])") as Uint8Array;
    expect(foreign).not.toBeInstanceOf(Uint8Array);
    await expect(verify(sign("{}", "s"), "s", foreign)).resolves.toBeUndefined();
    await expect(verify(sign("{}", "s"), "s", foreign.buffer as ArrayBuffer)).resolves.toBeUndefined();
  });

  test.each([[{ data: {} }], [7], [null], [[1]]])(
    "that was parsed already, as %j, is refused with the cure",
    async (parsed) => {
      const error = await refusal(verify(byNew, "wbhsec_new", parsed as unknown as string));
      expect(error).toBeInstanceOf(WebhookVerificationError);
      expect(error.refusal).toBe("parsed");
      expect(error.message).toBe(
        'The body was parsed already, and a signature covers the bytes as they were sent. Mount the receiver in front of the body parser, or use `express.raw({ type: "application/json" })` on this route.',
      );
    },
  );
});

describe("a delivery is refused", () => {
  test.each<[string, DeliveryHeaders]>([
    ["no header", {}],
    ["an undefined header", { "persona-signature": undefined }],
    ["an empty header", signed(" ")],
    ["an empty list", { "persona-signature": [] }],
    ["no Fetch header", new Headers()],
  ])("as unsigned, with %s", async (_, headers) => {
    const error = await refusal(verifySignature(scheme, body, headers, "wbhsec_new", atTime));
    expect(error.refusal).toBe("unsigned");
    expect(error.message).toBe(
      "The delivery has no Persona-Signature header. Refuse it: whoever sent it did not sign it.",
    );
  });

  test.each([
    "nonsense",
    "t=1700000000",
    "v1=48df",
    "t=1700000000,v1=",
    "t=1700000000,v1=abc",
    "t=1700000000,v1=xyz0",
    "t=-1,v1=abcd",
    "t=1e9,v1=abcd",
    "t=1.5,v1=abcd",
    "t=1700000000,v1=abcd,v2=abcd",
    `t=${"9".repeat(16)},v1=abcd`,
    `x${byNew}`,
  ])("as malformed, with the header %j", async (value) => {
    const error = await refusal(verify(value, "wbhsec_new"));
    expect(error.refusal).toBe("malformed");
    expect(error.message).toBe(
      "The Persona-Signature header is not of the form t={timestamp},v1={signature}. Refuse the delivery.",
    );
  });

  const changed =
    "No signature in Persona-Signature matches the body. Check that the secret is this webhook's, and that nothing changed the body on its way.";

  test.each([
    ["another secret", byNew, "wbhsec_old", body],
    ["a changed body", byNew, "wbhsec_new", body.replace("ABC", "ABD")],
    ["another time than was signed", byNew.replace("1700000000", "1700000001"), "wbhsec_new", body],
    ["a cut-off signature", byNew.slice(0, -2), "wbhsec_new", body],
    ["a longer signature", `${byNew}00`, "wbhsec_new", body],
    ["a body that is no JSON", byNew, "wbhsec_new", "<html>"],
  ])("for %s", async (_, value, secret, rawBody) => {
    const error = await refusal(verify(value, secret, rawBody));
    expect(error).toBeInstanceOf(SharewrightError);
    expect(error.name).toBe("WebhookVerificationError");
    expect(error.refusal).toBe("mismatch");
    expect(error.message).toBe(changed);
  });

  test.each([["wbhsec_new\n"], [" wbhsec_new"], [["wbhsec_old", "\twbhsec_new "]]])(
    "with white space around the secret %j, and says so",
    async (secrets) => {
      const error = await refusal(verify(byNew, secrets));
      expect(error.refusal).toBe("padded-secret");
      expect(error.message).toBe(
        "No signature in Persona-Signature matches the body. The secret has white space around it: remove it.",
      );
    },
  );

  test.each(["wbhsec_new", "wbhsec_new\n"])(
    "when the body was parsed and printed again, and says so",
    async (secret) => {
      const error = await refusal(verify(byNew, secret, JSON.stringify(JSON.parse(body), null, 2)));
      expect(error.refusal).toBe("reprinted");
      expect(error.message).toBe(
        "No signature in Persona-Signature matches the body. The body was parsed and printed again on its way: verify the bytes as they were received.",
      );
    },
  );

  test("as a set-up fault without a secret, before anything of the delivery is read", async () => {
    for (const secrets of ["", [], " ", ["", "\n"], undefined, [undefined], null, [7]]) {
      const error = await failure(verify("", secrets as string));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.message).toBe(
        "There is no webhook secret. Pass the one that the service shows for this webhook; if it comes from the environment, check that the variable is set.",
      );
      expect(await failure(createSignature(scheme, body, secrets as string))).toBeInstanceOf(ConfigurationError);
    }
  });

  test("when it is signed with a secret of white space, which anybody can guess", async () => {
    expect((await refusal(verify(sign(body, " "), [" ", "wbhsec_new"]))).refusal).toBe("mismatch");
  });

  test("after eight groups, so that a forged header costs no more than that", async () => {
    const forged = Array.from({ length: 8 }, () => `t=${time},v1=${"ab".repeat(32)}`);
    await expect(verify([...forged.slice(1), byNew].join(" "), "wbhsec_new")).resolves.toBeUndefined();
    const many = Array.from({ length: 5_000 }, () => `t=${time - 1},v1=ab`);
    expect((await refusal(verify([...forged, ...many, byNew].join(" "), "wbhsec_new"))).refusal).toBe("mismatch");
  });

  test("without a word of the secret, the signature or the body", async () => {
    const { message } = await refusal(verify(byNew, "wbhsec_private", '{"name":"Maria"}'));
    expect(message).not.toMatch(/wbhsec_|Maria|48df/);
  });
});

describe("the age", () => {
  const at = (seconds: number, toleranceSeconds?: number, value = byNew) =>
    verifySignature(scheme, body, signed(value), "wbhsec_new", { now: (time + seconds) * 1000, toleranceSeconds });

  test.each([-300, 0, 300])("of %d s is within the service's 300 s", async (seconds) => {
    await expect(at(seconds)).resolves.toBeUndefined();
  });

  test.each([
    [300.1, undefined, "signed 301 s ago, and 300 s are tolerated"],
    [-300.1, undefined, "signed 301 s in the future, and 300 s are tolerated"],
    [11, 10, "signed 11 s ago, and 10 s are tolerated"],
    [-1, 0, "signed 1 s in the future, and 0 s are tolerated"],
  ])("of %d s is refused as stale under a tolerance of %j", async (seconds, tolerance, words) => {
    const error = await refusal(at(seconds, tolerance));
    expect(error.refusal).toBe("stale");
    expect(error.message).toBe(`The delivery was ${words}. It may be a replay; if not, check this machine's clock.`);
  });

  test("is the option's business when it is given", async () => {
    await expect(at(10, 10)).resolves.toBeUndefined();
    await expect(at(1e6, Number.POSITIVE_INFINITY)).resolves.toBeUndefined();
  });

  test("is never within a tolerance that is not a number", async () => {
    expect((await refusal(at(0, Number.NaN))).refusal).toBe("stale");
  });

  test("is told only to those who signed: a forged delivery is a mismatch, however old", async () => {
    expect((await refusal(at(1e6, 300, byOld))).refusal).toBe("mismatch");
  });

  test("is that of the youngest group that matches", async () => {
    const value = `${sign(body, "wbhsec_new", time - 9_000)} ${byNew}`;
    await expect(at(0, 300, value)).resolves.toBeUndefined();
  });

  test("is counted from now by default", async () => {
    const now = await createSignature(scheme, body, "s");
    await expect(verifySignature(scheme, body, signed(now), "s")).resolves.toBeUndefined();
    expect((await refusal(verifySignature(scheme, body, signed(byNew), "wbhsec_new"))).refusal).toBe("stale");
  });
});

describe("createSignature", () => {
  test("makes the header of the vector", async () => {
    expect(await createSignature(scheme, body, "wbhsec_new", time)).toBe(byNew);
    expect(await createSignature(scheme, Buffer.from(body), ["wbhsec_new", "wbhsec_old"], time)).toBe(
      `${byNew} ${byOld}`,
    );
  });

  test("makes what verifySignature accepts, and accepts for no other body or secret", async () => {
    // HMAC fills a key up with zeros: `a` and `a\0` are one.
    const secret = fc
      .string({ minLength: 1, unit: "grapheme" })
      .filter((text) => text.trim() === text && !text.includes("\0"));
    const content = fc.oneof(fc.string({ unit: "grapheme" }), fc.uint8Array(), fc.json());
    const secrets = fc.uniqueArray(secret, { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(content, secrets, fc.nat(4_000_000_000), async (sent, [stranger = "", ...own], timestamp) => {
        const headers = signed(await createSignature(scheme, sent, own, timestamp));
        const now = { now: timestamp * 1000 };
        for (const one of own) await verifySignature(scheme, sent, headers, one, now);
        expect((await refusal(verifySignature(scheme, sent, headers, stranger, now))).refusal).toBe("mismatch");
        const other = Buffer.concat([Buffer.from(sent), Buffer.from(".")]);
        expect((await refusal(verifySignature(scheme, other, headers, own, now))).refusal).toBe("mismatch");
      }),
      { numRuns: 50 },
    );
  });
});
