// Trouble on demand: for one call by a header, or for the sandbox by a rule.

import { type Refusal, refuse } from "../answer/refusal.js";
import type { Random } from "./random.js";

export const faultHeader = "Sandbox-Fault";

/** The fault of a call. */
export interface Fault {
  /** Milliseconds before anything happens, by the machine's clock. */
  readonly latencyMs?: number;
  /** The connection breaks: before the call is processed, or after it was, so that only the answer is lost. */
  readonly drop?: "before" | "after";
  /** Answered with this error status instead of being processed. */
  readonly status?: number;
  /** The connection breaks in the middle of the answer's body. */
  readonly cut?: boolean;
  /** Refused as if the access token, or the key, were no longer valid. */
  readonly expiredToken?: boolean;
}

/** A fault of the sandbox, and which calls it strikes. */
export interface FaultRule extends Fault {
  /** Name of a service. Default: all. */
  readonly service?: string;
  /** An operationId. Default: all. */
  readonly operation?: string;
  /** The share of matching calls that it strikes, from 0 to 1. Default: 1. */
  readonly rate?: number;
  /** How many calls it strikes before it is over. Default: no end. */
  readonly count?: number;
}

export class Faults {
  readonly #random: Random;
  #rules: { readonly rule: FaultRule; left: number }[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** Switches a rule on; the function it gives switches it off. */
  add(rule: FaultRule): () => void {
    checkRule(rule);
    const entry = { rule, left: rule.count ?? Number.POSITIVE_INFINITY };
    this.#rules.push(entry);
    return () => {
      this.#rules = this.#rules.filter((each) => each !== entry);
    };
  }

  clear(): void {
    this.#rules = [];
  }

  get rules(): readonly FaultRule[] {
    return this.#rules.map(({ rule, left }) => (left === Number.POSITIVE_INFINITY ? rule : { ...rule, count: left }));
  }

  /** The faults of a call: that of its header, and each rule whose turn it is. */
  strike(service: string, operation: string | undefined, header: string | null): Fault | undefined {
    let fault: Fault | undefined = header === null ? undefined : parseFault(header);
    if (this.#rules.length === 0) return fault;
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (rule.service !== undefined && rule.service !== service) continue;
      if (rule.operation !== undefined && rule.operation !== operation) continue;
      if (rule.rate !== undefined && this.#random.fraction() >= rule.rate) continue;
      entry.left -= 1;
      fault = { ...rule, ...fault };
    }
    this.#rules = this.#rules.filter(({ left }) => left > 0);
    return fault;
  }
}

/**
 * Reads a header such as `latency=200, drop=after`: `latency` in milliseconds, `drop=before` or `drop=after`,
 * `status=503`, `429`, `cut` and `expired-token`.
 *
 * @throws {TypeError} for anything else.
 */
export function parseFault(header: string): Fault {
  const fault: { -readonly [Name in keyof Fault]: Fault[Name] } = {};
  for (const part of header.split(",").map((each) => each.trim())) {
    const [name, value] = part.split("=").map((each) => each.trim());
    if (name === "latency") fault.latencyMs = Number(value);
    else if (name === "drop") fault.drop = value as "before" | "after";
    else if (name === "status") fault.status = Number(value);
    else if (part === "429") fault.status = 429;
    else if (part === "cut") fault.cut = true;
    else if (part === "expired-token") fault.expiredToken = true;
    else throw new TypeError(`${faultHeader}: "${part}" is no fault. ${usage}`);
  }
  checkRule(fault);
  return fault;
}

const usage = "Write latency=<ms>, drop=before, drop=after, status=<400 to 599>, 429, cut or expired-token.";

function checkRule({ latencyMs, drop, status, rate, count }: FaultRule): void {
  const wrong = (what: string) => new TypeError(`${faultHeader}: ${what}. ${usage}`);
  if (latencyMs !== undefined && !(latencyMs >= 0 && latencyMs <= 600_000)) throw wrong("latency is 0 to 600000 ms");
  if (drop !== undefined && drop !== "before" && drop !== "after") throw wrong("drop is before or after");
  if (status !== undefined && !(Number.isInteger(status) && status >= 400 && status < 600)) {
    throw wrong("status is 400 to 599");
  }
  if (rate !== undefined && !(rate >= 0 && rate <= 1)) throw wrong("rate is 0 to 1");
  if (count !== undefined && !(Number.isInteger(count) && count > 0)) throw wrong("count is a whole number above 0");
}

/** As the header would say it. */
export function nameOfFault({ latencyMs, drop, status, cut, expiredToken }: Fault): string {
  const parts = [
    latencyMs !== undefined && `latency=${latencyMs}`,
    drop !== undefined && `drop=${drop}`,
    status !== undefined && `status=${status}`,
    cut === true && "cut",
    expiredToken === true && "expired-token",
  ];
  return parts.filter((part) => part !== false).join(", ");
}

/** The refusal of a call that a fault answers. A 401 is the service's own: it says by itself what is wrong with a key. */
export function refusalOnDemand(status: number): Refusal {
  if (status === 401) return refuse(status);
  const detail = "A fault of the sandbox asks for this answer";
  // A fault on demand concerns the whole body.
  return refuse(status, status === 422 ? { detail, pointer: "" } : { detail });
}

/** The error of fetch when the connection breaks. */
export function brokenConnection(): TypeError {
  const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", syscall: "read" });
  return new TypeError("fetch failed", { cause });
}

const cut = new WeakSet<Response>();

/** Whether the body of a response breaks off. */
export function isCut(response: Response): boolean {
  return cut.has(response);
}

/** A response whose body breaks off in its middle. */
export function cutResponse(text: string, init: ResponseInit): Response {
  const bytes = new TextEncoder().encode(text);
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent) {
        const cause = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
        controller.error(new TypeError("terminated", { cause }));
        return;
      }
      sent = true;
      controller.enqueue(bytes.subarray(0, Math.ceil(bytes.length / 2)));
    },
  });
  const response = new Response(body, init);
  cut.add(response);
  return response;
}

/** Waits by the machine's clock. @throws the signal's reason if it is aborted. */
export function latency(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}
