// What callers see of an answer to an open question, and of the usual one.

import { expect, test } from "vitest";
import type { SandboxOptions } from "../../../src/sandbox/index.js";
import { type Desk, desk } from "./desk.js";

/** A look at a sandbox: what is seen in it differs from one answer to the other. */
export type Look = (open: Desk) => Promise<unknown>;

// biome-ignore lint/suspicious/noExplicitAny: a body of any shape, which the assertion on it judges
export type Body = any;

export interface Sent {
  readonly status: number;
  readonly body: Body;
}

/** The status of a call of app A, and its body as it was on the wire. */
export async function sent({ sandbox }: Desk, address: string, init: RequestInit = {}): Promise<Sent> {
  const { clientId, clientSecret } = sandbox.credentials.enablenow.a;
  const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
  const at = (path: string) => `https://api.enablenow.nl${path}`;
  const token = await sandbox.fetch(at("/cfa/connect/token"), { method: "POST", body: new URLSearchParams(form) });
  const { access_token } = (await token.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json" };
  const response = await sandbox.fetch(at(address), { ...init, headers });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

export const get =
  (address: string, read: (answer: Sent) => unknown): Look =>
  async (open) =>
    read(await sent(open, address));

export const post =
  (address: string, body: object, read: (answer: Sent) => unknown): Look =>
  async (open) =>
    read(await sent(open, address, { method: "POST", body: JSON.stringify(body) }));

export const status = (answer: Sent): number => answer.status;

export type Row = readonly [
  name: string,
  value: string | number | boolean,
  look: Look,
  wanted: unknown,
  usual: unknown,
];

/** Checks of each row what is seen under the answer that it names, and under the usual one. */
export function answersDiffer(rows: readonly Row[]): void {
  test.each(rows)("%s may be %s", async (name, value, look, wanted, usual) => {
    const other = desk({ assume: { [name]: value } as SandboxOptions["assume"] & {} });
    expect(await look(other)).toEqual(wanted);
    const open = desk();
    expect(await look(open)).toEqual(usual);
    for (const { sandbox } of [other, open]) {
      expect(sandbox.requests.flatMap(({ error }) => error ?? [])).toEqual([]);
      expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
      expect(sandbox.webhooks.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
    }
  });
}
