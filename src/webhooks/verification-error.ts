import { SharewrightError } from "../errors.js";

/** Why a delivery was refused. */
export type WebhookRefusal =
  /** The signature header is missing. */
  | "unsigned"
  /** The signature header is not of the service's form. */
  | "malformed"
  /** No signature matches the body under any of the secrets. */
  | "mismatch"
  /** A signature matches, but it was made too long ago, or in the future. */
  | "stale"
  /** Our side: a body parser was there first, and the bytes are gone. */
  | "parsed"
  /** Our side: the signature is right for this body as another JSON printer writes it. */
  | "reprinted"
  /** Our side: the signature is right for the secret without the white space around it. */
  | "padded-secret";

/** A delivery that must not be trusted. Answer it with 400 and do nothing else. */
export class WebhookVerificationError extends SharewrightError {
  override readonly name: string = "WebhookVerificationError";
  readonly refusal: WebhookRefusal;

  constructor(refusal: WebhookRefusal, message: string) {
    super(message);
    this.refusal = refusal;
  }
}
