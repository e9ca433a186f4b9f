import type { Answer, Received } from "./emulator.js";

/**
 * Keeps the first outcome under each key, whatever its status, and repeats it. What never reaches this layer (401, 429, a
 * proxy's page, a connection that ends before) leaves nothing behind.
 */
export class Idempotency {
  readonly #first = new Map<string, { readonly request: string; readonly answer: Answer }>();

  once(request: Received, conflict: () => Answer, work: () => Answer): Answer {
    const key = request.headers["idempotency-key"];
    if (typeof key !== "string") return work();
    const print = `${request.method} ${request.path}\n${request.body}`;
    const kept = this.#first.get(key);
    if (kept !== undefined) return kept.request === print ? kept.answer : conflict();
    const answer = work();
    this.#first.set(key, { request: print, answer });
    return answer;
  }

  clear(): void {
    this.#first.clear();
  }
}
