/**
 * How a service signs its deliveries, from the spec's `x-webhook-signature`: HMAC-SHA256, in hex unless `encoding` says
 * otherwise.
 */
export interface WebhookSignature {
  /** Header with one or more signature groups. */
  readonly header: string;
  readonly encoding?: "base64";
  /** The secret is the base64 of the key, behind this prefix. */
  readonly secretPrefix?: string;
  /** Headers with the time in Unix seconds, and with the id of the delivery, where they are not part of a group. */
  readonly timestampHeader?: string;
  readonly idHeader?: string;
  /** One group, such as `t={timestamp},v1={signature}`; `timestamp` in Unix seconds. */
  readonly format: string;
  /** The separator between groups. During a rotation of the secret there are two. */
  readonly separator: string;
  /** The signed text, such as `{timestamp}.{body}` or `{id}.{timestamp}.{body}`. */
  readonly signedPayload: string;
  /** Age, in seconds, above which a delivery is refused; absent where no time is signed. */
  readonly toleranceSeconds?: number;
}
