import { type Extension, nameSchema } from "../extension.js";

export interface WebhookSignature {
  readonly header: string;
  readonly algorithm: "hmac-sha256";
  readonly encoding: "hex" | "base64";
  /** The secret is the base64 of the key, behind this prefix: `whsec_`. */
  readonly secretPrefix?: string;
  /** Headers with the time and the id, where they do not stand in `format`. */
  readonly timestampHeader?: string;
  readonly idHeader?: string;
  /** The format of one signature, with `{signature}`, and `{timestamp}` if it holds the time. */
  readonly format: string;
  /** The separator between several signatures. */
  readonly separator: string;
  /** The signed text, with `{body}`, and with `{timestamp}` and `{id}` where these are signed. */
  readonly signedPayload: string;
  /** Needed where a time is signed. */
  readonly toleranceSeconds?: number;
}

export const webhookSignature: Extension = {
  name: "x-webhook-signature",
  uses: [
    {
      places: ["root"],
      description: [
        "How webhooks are signed, and how old one may be. `verifyWebhook` and `signWebhook` follow from it. `format` is one signature,",
        "`{signature}` in it; `signedPayload` is what is signed, of `{body}`, `{timestamp}` and `{id}`. Time and id stand in `format` or in",
        "headers of their own; a `secretPrefix` says that the rest of the secret is a key in base64.",
      ].join(" "),
      schema: {
        type: "object",
        required: ["header", "algorithm", "encoding", "format", "separator", "signedPayload"],
        additionalProperties: false,
        properties: {
          header: nameSchema,
          algorithm: { const: "hmac-sha256" },
          encoding: { enum: ["hex", "base64"] },
          secretPrefix: nameSchema,
          timestampHeader: nameSchema,
          idHeader: nameSchema,
          format: { type: "string", pattern: "\\{signature\\}", $comment: "must hold {signature}" },
          separator: { type: "string", minLength: 1 },
          signedPayload: { type: "string", pattern: "\\{body\\}", $comment: "must hold {body}" },
          toleranceSeconds: { type: "integer", minimum: 1 },
        },
      },
    },
  ],
};
