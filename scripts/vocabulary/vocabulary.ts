import { browserFlow } from "./browser-flow.js";
import { defaultHeaders } from "./default-headers.js";
import { envelope } from "./envelope.js";
import type { Extension } from "./extension.js";
import { keyInflection } from "./key-inflection.js";
import { lifecycle } from "./lifecycle.js";
import { environment, method, resource } from "./names.js";
import { pagination } from "./pagination.js";
import { extensibleEnum, guaranteed, sensitive, upload } from "./schemas.js";
import { signedUrls } from "./signed-urls.js";
import { sync } from "./sync.js";
import { idempotency, rateLimit } from "./traffic.js";
import { unconfirmed } from "./unconfirmed.js";
import { webhookSignature } from "./webhook-signature.js";

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
