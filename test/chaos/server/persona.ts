// Share Tokens of Persona: create, redeem, retrieve. The layers stand in Persona's order: credentials, then the rate limit,
// then idempotency, then the work itself, which alone writes into the ledger.

import { type Answer, asObject, type Emulator, json, parseObject, type Received } from "./emulator.js";
import { Idempotency } from "./idempotency.js";
import type { Ledger } from "./ledger.js";

export const apiKey = "persona_sandbox_chaos";

/** How long an import takes: a token is `pending` for this long, in milliseconds. */
const importMs = 20;

interface ShareToken {
  readonly id: string;
  readonly sourceId: string;
  readonly connectionId: string;
  readonly createdAt: number;
  destinationId: string | undefined;
  pendingAt: number | undefined;
}

const collection = "/connect/share-tokens";
const member = /^\/connect\/share-tokens\/([^/]+)(\/redeem)?$/;

export class PersonaEmulator implements Emulator {
  readonly #ledger: Ledger;
  readonly #tokens = new Map<string, ShareToken>();
  readonly #idempotency = new Idempotency();
  readonly #window = { limit: 1_000_000, used: 0 };

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  subject(request: Received): string {
    const { method, path } = request;
    if (method === "POST" && path === collection) return `create ${String(attributes(request).sourceid)}`;
    const [, id, redeem] = member.exec(path) ?? [];
    if (method === "POST" && redeem !== undefined) return `redeem ${id}`;
    return `${method} ${path}`;
  }

  answer(request: Received): Answer {
    if (request.headers.authorization !== `Bearer ${apiKey}`) return this.unauthorized();
    this.#window.used += 1;
    const answer =
      request.method === "POST"
        ? this.#idempotency.once(
            request,
            () => problem(409, "Idempotency key was used with other parameters"),
            () => this.#work(request),
          )
        : this.#work(request);
    return { ...answer, headers: { ...answer.headers, ...this.#rateLimit() } };
  }

  unauthorized(): Answer {
    return problem(401, "Must be authenticated to access endpoint");
  }

  busy(headers: Readonly<Record<string, string>>): Answer {
    const answer = problem(429, "Rate limit exceeded");
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }

  clear(): void {
    this.#tokens.clear();
    this.#idempotency.clear();
  }

  /** Ids of `count` tokens that may be redeemed; those that are missing are made, without a line in the ledger. */
  stock(count: number): string[] {
    const ids = [...this.#tokens.values()].filter(({ pendingAt }) => pendingAt === undefined).map(({ id }) => id);
    for (let made = 0; ids.length < count; made += 1) ids.push(this.#make(`inq_stock_${made}`, "cxn_1", 1).id);
    // In an order of their own: which tokens exist depends on the faults, which number is which must not.
    return ids.sort().slice(0, count);
  }

  #work(request: Received): Answer {
    const { method, path } = request;
    if (method === "POST" && path === collection) return this.#create(request);
    const [, id, redeem] = member.exec(path) ?? [];
    const token = id === undefined ? undefined : this.#tokens.get(id);
    if (token === undefined) return problem(404, "Record not found");
    if (method === "POST" && redeem !== undefined) return this.#redeem(token, request);
    if (method === "GET" && redeem === undefined) return json(200, document(token, request));
    return problem(404, "Record not found");
  }

  #create(request: Received): Answer {
    const { connectionid, sourceid } = attributes(request);
    if (typeof connectionid !== "string") return problem(422, "Connection must exist");
    if (typeof sourceid !== "string") return problem(422, "Source must exist");
    const subject = this.subject(request);
    const token = this.#make(sourceid, connectionid, this.#ledger.count(subject) + 1);
    this.#ledger.carryOut(subject, token.id);
    return json(201, document(token, request));
  }

  #redeem(token: ShareToken, request: Received): Answer {
    if (token.pendingAt !== undefined) return problem(409, "Share Token is not redeemable");
    const { destinationid } = attributes(request);
    token.destinationId = typeof destinationid === "string" ? destinationid : undefined;
    token.pendingAt = Date.now();
    this.#ledger.carryOut(this.subject(request), token.id);
    return json(202, document(token, request));
  }

  /** The id follows from the source, so that a run with the same seed meets the same faults. */
  #make(sourceId: string, connectionId: string, nth: number): ShareToken {
    const id = `cnst_${sourceId}_${nth}`;
    const token = { id, sourceId, connectionId, createdAt: Date.now(), destinationId: undefined, pendingAt: undefined };
    this.#tokens.set(id, token);
    return token;
  }

  #rateLimit(): Record<string, string> {
    const { limit, used } = this.#window;
    return {
      "ratelimit-limit": String(limit),
      "ratelimit-remaining": String(Math.max(0, limit - (used % limit))),
      "ratelimit-reset": "60",
    };
  }
}

function document(token: ShareToken, request: Received): unknown {
  const { id, sourceId, connectionId, createdAt, destinationId, pendingAt } = token;
  const done = pendingAt !== undefined && Date.now() >= pendingAt + importMs;
  const updatedAt = pendingAt === undefined ? createdAt : done ? pendingAt + importMs : pendingAt;
  const facts = {
    status: pendingAt === undefined ? "created" : done ? "redeemed" : "pending",
    direction: pendingAt === undefined ? "outbound" : "inbound",
    createdAt: date(createdAt),
    updatedAt: date(updatedAt),
    pendingAt: pendingAt === undefined ? null : date(pendingAt),
    redeemedAt: done ? date(updatedAt) : null,
    expiresAt: date(createdAt + 14 * 86_400_000),
    failedAt: null,
    failureReason: null,
    redeemMode: pendingAt === undefined ? null : destinationId === undefined ? "clone" : "hydrate",
  };
  const camel = request.headers["key-inflection"] === "camel";
  const named = Object.entries(facts).map(([name, value]) => [camel ? name : kebab(name), value]);
  const destination = destinationId === undefined ? null : { type: "inquiry", id: destinationId };
  return {
    data: {
      type: "connect/share-token",
      id,
      attributes: Object.fromEntries(named),
      relationships: {
        connection: { data: { type: "connect/connection", id: connectionId } },
        ...(pendingAt === undefined
          ? {
              creator: { data: { type: "api-key", id: "api_chaos" } },
              source: { data: { type: "inquiry", id: sourceId } },
            }
          : { destination: { data: destination } }),
      },
    },
  };
}

/** The attributes of a request, by their names without case, hyphens and underscores: Persona takes any casing. */
function attributes(request: Received): Record<string, unknown> {
  const given = asObject(asObject(parseObject(request.body).data).attributes);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.replace(/[-_]/g, "").toLowerCase(), value]),
  );
}

function problem(status: number, title: string): Answer {
  return json(status, { errors: [{ title }] });
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function date(ms: number): string {
  return new Date(ms).toISOString();
}
