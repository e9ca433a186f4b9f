import { type Extension, nameSchema } from "../extension.js";

export interface Idempotency {
  readonly header: string;
  /** Lower-case HTTP methods. */
  readonly methods: readonly string[];
}

/** Names of headers, each of which a vendor may or may not send. */
export interface RateLimit {
  readonly limit?: string;
  readonly remaining?: string;
  readonly reset?: string;
  /** Given whenever `reset` is. */
  readonly resetUnit?: "seconds" | "epoch-seconds";
  readonly retryAfter?: string;
  readonly quota?: { readonly limit: string; readonly remaining: string; readonly reset: string };
}

export const idempotency: Extension = {
  name: "x-idempotency",
  uses: [
    {
      places: ["root"],
      description: "The header that makes a repeated call safe, and the methods that carry it.",
      schema: {
        type: "object",
        required: ["header", "methods"],
        additionalProperties: false,
        properties: {
          header: nameSchema,
          methods: {
            type: "array",
            items: { enum: ["post", "put", "patch", "delete"] },
            minItems: 1,
            uniqueItems: true,
          },
          // The service answers a repeated call with its own failure (5xx) under the same key.
          keepsErrors: { type: "boolean" },
        },
      },
    },
  ],
};

export const rateLimit: Extension = {
  name: "x-rate-limit",
  uses: [
    {
      places: ["root"],
      description:
        "The headers that tell how much may still be called. `resetUnit` says whether `reset` counts seconds from now or is a moment.",
      schema: {
        type: "object",
        minProperties: 1,
        additionalProperties: false,
        // Without its unit a reset could be a wait of seconds or of half a century.
        dependentRequired: { reset: ["resetUnit"], resetUnit: ["reset"] },
        properties: {
          limit: nameSchema,
          remaining: nameSchema,
          reset: nameSchema,
          resetUnit: { enum: ["seconds", "epoch-seconds"] },
          retryAfter: nameSchema,
          quota: {
            type: "object",
            required: ["limit", "remaining", "reset"],
            additionalProperties: false,
            properties: { limit: nameSchema, remaining: nameSchema, reset: nameSchema },
          },
        },
      },
    },
    {
      places: ["operation"],
      description: "The product quota that the operation counts against as well, by its name.",
      schema: {
        type: "object",
        required: ["quota"],
        additionalProperties: false,
        properties: { quota: nameSchema },
      },
    },
  ],
};
