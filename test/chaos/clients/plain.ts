// A client written out by hand over `fetch`, which does everything right unless it is told to do one thing wrong. It shows
// that the runner finds each kind of mistake, and finds none where there is none.

import type { Client, Pace } from "../client.js";
import { clientId, clientSecret } from "../server/enablenow.js";
import { apiKey } from "../server/persona.js";

export type Defect =
  | "new key for each attempt"
  | "makes an id up when it fails"
  | "never settles when it fails"
  | "repeats what it may not repeat"
  | "reports the last answer only"
  | "says nothing about the outcome"
  | "leaves a rejection behind"
  | "keeps what it was given";

/** The way ended without an answer, or with one that does not say what became of the request. */
class Unclear extends Error {}

export function plain(url: string, { timeoutMs, attempts, baseDelayMs }: Pace, defect?: Defect): Client {
  const kept: number[][] = [];
  let bearer: Promise<string> | undefined;

  const once = async (request: Request, statuses: readonly number[]): Promise<unknown> => {
    let status: number;
    let text: string;
    try {
      const response = await fetch(request, { signal: AbortSignal.timeout(timeoutMs), redirect: "manual" });
      status = response.status;
      text = await response.text();
    } catch {
      throw new Unclear("no answer");
    }
    if (status >= 500 || (status >= 300 && status < 400)) throw new Unclear(`status ${status}`);
    if (!statuses.includes(status)) throw Object.assign(new Error(`status ${status}`), { status });
    try {
      return JSON.parse(text);
    } catch {
      throw new Unclear("not JSON");
    }
  };

  const persistent = async (make: () => Request, statuses: readonly number[], tries: number): Promise<unknown> => {
    let unclear = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(make(), statuses);
      } catch (error) {
        if (error instanceof Unclear) unclear = true;
        if (defect === "leaves a rejection behind") void Promise.reject(error);
        const { status } = error as { status?: number };
        const again = error instanceof Unclear || status === 429;
        if (attempt === tries || !again) throw unclear ? conclusion(error as Error) : error;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * baseDelayMs * attempt));
      }
    }
  };

  /** The last answer is about the last attempt; what became of those before it, it does not say. */
  const conclusion = (error: Error): Error => {
    if (defect === "says nothing about the outcome") return new Error("fetch failed");
    if (defect === "reports the last answer only" && !(error instanceof Unclear)) return error;
    return new Error(`${error.message}: the outcome is unknown`);
  };

  const finish = async (work: Promise<unknown>): Promise<string> => {
    if (defect === "keeps what it was given") kept.push(new Array<number>(10_000).fill(kept.length));
    try {
      const { data } = (await work) as { data: string | { id: string } };
      return typeof data === "string" ? data : data.id;
    } catch (error) {
      if (defect === "makes an id up when it fails") return "cnst_1";
      if (defect === "never settles when it fails") return new Promise(() => {});
      throw error;
    }
  };

  const persona = (path: string, attributes: object): Promise<string> => {
    const key = crypto.randomUUID();
    const make = () =>
      new Request(`${url}/persona${path}`, {
        method: "POST",
        body: JSON.stringify({ data: { attributes } }),
        headers: {
          authorization: `Bearer ${apiKey}`,
          "idempotency-key": defect === "new key for each attempt" ? crypto.randomUUID() : key,
        },
      });
    return finish(persistent(make, [201, 202], attempts));
  };

  const token = async (): Promise<string> => {
    const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const make = () =>
      new Request(`${url}/enablenow/cfa/connect/token`, { method: "POST", body: new URLSearchParams(form) });
    return ((await persistent(make, [200], attempts)) as { access_token: string }).access_token;
  };

  const share = async (consentId: string): Promise<string> => {
    bearer ??= token().catch((error) => {
      bearer = undefined;
      throw error;
    });
    const authorization = `Bearer ${await bearer}`;
    const make = () =>
      new Request(`${url}/enablenow/shares`, {
        method: "POST",
        body: JSON.stringify({ clientId: "en-app-ref-002", consentIds: [consentId] }),
        headers: { authorization },
      });
    const tries = defect === "repeats what it may not repeat" ? attempts : 1;
    return finish(persistent(make, [200], tries));
  };

  return {
    name: "plain",
    create: (sourceId) => persona("/connect/share-tokens", { "connection-id": "cxn_1", "source-id": sourceId }),
    redeem: (id) => persona(`/connect/share-tokens/${id}/redeem`, {}),
    share,
  };
}
