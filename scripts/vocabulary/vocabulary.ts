import type { Extension } from "./extension.js";
import { browserFlow } from "./extensions/browser-flow.js";
import { defaultHeaders } from "./extensions/default-headers.js";
import { envelope } from "./extensions/envelope.js";
import { keyInflection } from "./extensions/key-inflection.js";
import { lifecycle } from "./extensions/lifecycle.js";
import { environment, method, resource } from "./extensions/names.js";
import { pagination } from "./extensions/pagination.js";
import { extensibleEnum, guaranteed, sensitive, upload } from "./extensions/schemas.js";
import { signedUrls } from "./extensions/signed-urls.js";
import { sync } from "./extensions/sync.js";
import { idempotency, rateLimit } from "./extensions/traffic.js";
import { unconfirmed } from "./extensions/unconfirmed.js";
import { webhookSignature } from "./extensions/webhook-signature.js";

/** Every extension a spec of ours may use. A key that starts with `x-` and is not here fails lint. */
export const vocabulary: readonly Extension[] = [
  environment,
  resource,
  method,
  envelope,
  pagination,
  sync,
  browserFlow,
  signedUrls,
  idempotency,
  rateLimit,
  keyInflection,
  defaultHeaders,
  extensibleEnum,
  guaranteed,
  lifecycle,
  sensitive,
  upload,
  webhookSignature,
  unconfirmed,
];

export function extensionNamed(name: string): Extension | undefined {
  return vocabulary.find((extension) => extension.name === name);
}
