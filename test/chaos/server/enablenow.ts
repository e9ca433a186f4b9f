// EnableNow's token endpoint and POST /shares. There are no idempotency keys: every POST that arrives makes a share.

import { type Answer, type Emulator, json, parseObject, type Received } from "./emulator.js";
import type { Ledger } from "./ledger.js";

export const clientId = "chaos-app";
export const clientSecret = "chaos-secret";

export class EnableNowEmulator implements Emulator {
  readonly #ledger: Ledger;
  readonly #tokens = new Set<string>();
  #issued = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  subject({ method, path, body }: Received): string {
    if (method === "POST" && path === "/shares") return `share ${String(consent(body))}`;
    return `${method} ${path}`;
  }

  answer(request: Received): Answer {
    const { method, path, headers, body } = request;
    if (method === "POST" && path === "/cfa/connect/token") return this.#token(new URLSearchParams(body));
    if (!this.#tokens.has(headers.authorization ?? "")) return this.unauthorized();
    if (method !== "POST" || path !== "/shares") return problem(404, "Not Found");
    if (typeof consent(body) !== "string") return problem(400, "One or more validation errors occurred.");
    const subject = this.subject(request);
    const id = `${subject.replace(/^share /, "share_")}_${this.#ledger.count(subject) + 1}`;
    this.#ledger.carryOut(subject, id);
    return json(200, { data: id });
  }

  unauthorized(): Answer {
    return { status: 401, headers: { "www-authenticate": "Bearer" }, body: "" };
  }

  busy(headers: Readonly<Record<string, string>>): Answer {
    const answer = problem(429, "Too Many Requests");
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }

  /** Tokens stay good: a client keeps its own from one round to the next. */
  clear(): void {}

  #token(form: URLSearchParams): Answer {
    if (form.get("grant_type") !== "client_credentials") return json(400, { error: "unsupported_grant_type" });
    if (form.get("client_id") !== clientId || form.get("client_secret") !== clientSecret)
      return json(400, { error: "invalid_client" });
    this.#issued += 1;
    const token = `token-${this.#issued}`;
    this.#tokens.add(`Bearer ${token}`);
    return json(200, { access_token: token, expires_in: 3600, token_type: "Bearer", scope: "customer-api" });
  }
}

/** The consent that is shared: what tells one intended share from another. */
function consent(body: string): unknown {
  const { consentIds } = parseObject(body);
  return Array.isArray(consentIds) ? consentIds[0] : undefined;
}

function problem(status: number, title: string): Answer {
  return json(status, { title, status }, { "content-type": "application/problem+json" });
}
