/// <reference types="node" />
// A fetch that writes down what passes it.

import { emitWarning } from "node:process";
import { fromBase64 } from "../bytes.js";
import { isStream } from "../request/file-input.js";
import type { Fetch } from "../transport/options/options.js";
import { type RecordedService, readService } from "./document.js";
import { fixtureOf, NotRecorded } from "./exchange.js";
import { type Folder, openFolder } from "./folder.js";
import { createRedactor, type Redactor } from "./redactor.js";
import { isTokenRequest } from "./token.js";

export interface RecordOptions {
  /** The way to the service. Default: the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /**
   * Replaces the files of an earlier recording that have the names this one needs. Default: false; the next free number
   * is taken.
   */
  readonly overwrite?: boolean | undefined;
  /** The day of the recording, as `source` names it. Default: today, `YYYY-MM-DD` in UTC; `false` for none. */
  readonly date?: string | false | undefined;
  /**
   * Called with the outcome for each exchange. Default: a failure to write is a warning of the process, and what was left
   * out is not reported.
   */
  readonly onExchange?: ((outcome: RecordOutcome) => void) | undefined;
}

/** The outcome for an exchange. It repeats nothing that was sent or received. */
export type RecordOutcome =
  /** `file`: its name in the folder. */
  | { readonly kind: "written"; readonly file: string }
  | { readonly kind: "skipped"; readonly reason: string }
  /** The file system refused; `error` is its own. */
  | { readonly kind: "failed"; readonly error: unknown };

/** The recorder behind the generated `record`. */
export function recordExchanges(name: string, document: unknown, dir: string, options: RecordOptions = {}): Fetch {
  const service = readService(name, document);
  const { overwrite = false, date = new Date().toISOString().slice(0, 10), onExchange = warn } = options;
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const source = `Recorded by sharewright from ${service.name}${date === false ? "" : `, ${date}`}. Values are stand-ins.`;
  const recording: Recording = {
    service,
    source,
    redactor: createRedactor(service),
    folder: openFolder(dir, overwrite),
    seen: new Set(),
  };
  return async (url, init) => {
    // A body that is a stream can be read once: the copy is what is sent.
    const { body } = init;
    const [own, copy] = isStream(body) ? body.tee() : [body, body];
    const sent = new Request(url, { ...init, body: copy } as RequestInit);
    const response = await fetch(url, { ...init, body: own } as RequestInit);
    const received = response.clone();
    try {
      onExchange(await keep(recording, sent, received));
    } catch {
      // The caller's own function has failed, and the answer is the caller's all the same.
    }
    return response;
  };
}

interface Recording {
  readonly service: RecordedService;
  readonly source: string;
  readonly redactor: Redactor;
  readonly folder: Folder;
  /** The exchanges that are on disk already: polling gives the same one again and again. */
  readonly seen: Set<string>;
}

async function keep(recording: Recording, request: Request, response: Response): Promise<RecordOutcome> {
  const { service, redactor, folder, seen, source } = recording;
  let texts: readonly [sent: string, received: string];
  try {
    texts = await Promise.all([request.text(), response.text()]);
  } catch {
    return { kind: "skipped", reason: "the answer broke off" };
  }
  const [sent, received] = texts;
  try {
    for (const credential of credentialsOf(service, request, sent, received)) redactor.learn(credential);
    if (isTokenRequest(request, sent)) return { kind: "skipped", reason: "a token request is all credentials" };
    const fixture = fixtureOf(service, redactor, { request, sent, response, received }, source);
    const { status, body } = fixture.response;
    const key = JSON.stringify([fixture.operationId, fixture.request, status, body]);
    if (seen.has(key))
      return { kind: "skipped", reason: `${fixture.operationId}: the same exchange was recorded before` };
    seen.add(key);
    return { kind: "written", file: await folder.write({ ...fixture, exchange: seen.size }) };
  } catch (error) {
    return error instanceof NotRecorded ? { kind: "skipped", reason: error.message } : { kind: "failed", error };
  }
}

/** Credentials, which no recording may contain: an error may repeat the key that it refuses. */
function credentialsOf(
  { credentials }: RecordedService,
  request: Request,
  sent: string,
  received: string,
): readonly string[] {
  const named = credentials.map((name) => name.toLowerCase());
  const headers = [...request.headers].filter(
    ([name]) => named.includes(name) || /auth|cookie|secret|token|api-?key/i.test(name),
  );
  const keys = [...new URL(request.url).searchParams].filter(([name]) => credentials.includes(name));
  // Not the words beside them: every second error speaks of a Bearer.
  const parts = [...headers, ...keys].flatMap(([, value]) => value.split(/[\s;,=]+/)).filter((part) => part.length > 7);
  for (const [, value] of headers) parts.push(...passwordIn(value));
  if (!isTokenRequest(request, sent)) return parts;
  const secret = new URLSearchParams(sent).get("client_secret");
  const token = /"access_token"\s*:\s*"([^"]*)"/.exec(received)?.[1];
  return [...parts, secret, token].filter((part) => typeof part === "string");
}

/** Name and password of HTTP basic authentication, which an error may repeat as they were before they were put together. */
function passwordIn(header: string): readonly string[] {
  const bytes = /^basic /i.test(header) ? fromBase64(header.slice(6)) : undefined;
  const pair = /^([^:]*):(.*)$/s.exec(new TextDecoder().decode(bytes)) ?? [];
  return pair.slice(1).filter(({ length }) => length > 3);
}

function warn(outcome: RecordOutcome): void {
  if (outcome.kind !== "failed") return;
  const { error } = outcome;
  emitWarning(`An exchange was not recorded: ${error instanceof Error ? error.message : error}`, "SharewrightRecord");
}
