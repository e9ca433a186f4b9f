import { type Extension, nameSchema } from "./extension.js";

export interface WebhookSignature {
  readonly header: string;
  readonly algorithm: "hmac-sha256";
  readonly encoding: "hex";
  /** How one signature is written, with `{timestamp}` and `{signature}`. */
  readonly format: string;
  /** What stands between signatures when there are several. */
  readonly separator: string;
  /** What is signed, with `{timestamp}` and `{body}`. */
  readonly signedPayload: string;
  readonly toleranceSeconds: number;
}

export const webhookSignature: Extension = {
  name: "x-webhook-signature",
  uses: [
    {
      places: ["root"],
      description: "How webhooks are signed, and how old one may be. `verifyWebhook` and `signWebhook` follow from it.",
      schema: {
        type: "object",
        required: ["header", "algorithm", "encoding", "format", "separator", "signedPayload", "toleranceSeconds"],
        additionalProperties: false,
        properties: {
          header: nameSchema,
          algorithm: { const: "hmac-sha256" },
          encoding: { const: "hex" },
          format: { type: "string", allOf: [{ pattern: "\\{timestamp\\}" }, { pattern: "\\{signature\\}" }] },
          separator: { type: "string", minLength: 1 },
          signedPayload: { type: "string", allOf: [{ pattern: "\\{timestamp\\}" }, { pattern: "\\{body\\}" }] },
          toleranceSeconds: { type: "integer", minimum: 1 },
        },
      },
    },
  ],
};
