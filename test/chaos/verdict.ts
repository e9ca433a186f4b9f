// A client's reports of its calls, compared with the facts in the ledger.

import type { Entries } from "./server/ledger.js";

/**
 * What an error tells its reader about the call: it was refused (a 4xx), nobody knows whether it was carried out, or
 * nothing. Only a reader who was told can go and look.
 */
export type Told = "refused" | "unknown" | "nothing";

export type Outcome =
  | { readonly kind: "ok"; readonly id: unknown }
  | { readonly kind: "failed"; readonly told: Told }
  | { readonly kind: "hung" };

export interface Settled {
  readonly subject: string;
  readonly outcome: Outcome;
  /** Its caller aborted it, if it had not ended by then. */
  readonly aborted?: true;
}

export interface Tally {
  readonly calls: number;
  readonly ok: number;
  readonly failed: number;
  /** Of the failed: the error says that the outcome is unknown. */
  readonly unknown: number;
  /** Believed done and not done, or done and the caller was not told that it may be: the three below. */
  readonly lost: number;
  /** The client gave an id that does not exist. */
  readonly phantom: number;
  /** Carried out, and the caller was told that it was refused. */
  readonly denied: number;
  /** Carried out, and the error leaves open whether it was. */
  readonly unsaid: number;
  /** Effects beyond the one that each call was for. */
  readonly doubled: number;
  readonly hung: number;
  /** Calls that their callers aborted, or would have. */
  readonly aborted: number;
  readonly unhandled: number;
  readonly requests: number;
  readonly mostAttempts: number;
  readonly seconds: number;
}

export const nothing: Tally = {
  calls: 0,
  ok: 0,
  failed: 0,
  unknown: 0,
  lost: 0,
  phantom: 0,
  denied: 0,
  unsaid: 0,
  doubled: 0,
  hung: 0,
  aborted: 0,
  unhandled: 0,
  requests: 0,
  mostAttempts: 0,
  seconds: 0,
};

/** One rule for every client: an `outcome` that says so, or a message that does. */
export function told(error: unknown): Told {
  const { status, outcome, message } = (error ?? {}) as { status?: unknown; outcome?: unknown; message?: unknown };
  if (outcome === "unknown" || /outcome (is|stays|remains) unknown|may have been/i.test(String(message)))
    return "unknown";
  return typeof status === "number" && status >= 400 && status < 500 ? "refused" : "nothing";
}

/** `entries` hold this phase and nothing else: an effect for a subject that no call had is one too many. */
export function judge(settled: readonly Settled[], entries: Entries, operation: string): Tally {
  const count = { ok: 0, failed: 0, unknown: 0, phantom: 0, denied: 0, unsaid: 0, doubled: 0, hung: 0, aborted: 0 };
  const intended = new Set<string>();
  for (const { subject, outcome, aborted } of settled) {
    intended.add(subject);
    if (aborted) count.aborted += 1;
    const effects = entries.effects[subject] ?? [];
    count.doubled += Math.max(0, effects.length - 1);
    count[outcome.kind] += 1;
    if (outcome.kind === "ok" && !(effects as readonly unknown[]).includes(outcome.id)) count.phantom += 1;
    if (outcome.kind !== "failed") continue;
    if (outcome.told === "unknown") count.unknown += 1;
    else if (effects.length > 0) count[outcome.told === "refused" ? "denied" : "unsaid"] += 1;
  }
  for (const [subject, effects] of Object.entries(entries.effects)) {
    if (!intended.has(subject)) count.doubled += effects.length;
  }
  const arrivals = Object.entries(entries.arrivals)
    .filter(([subject]) => subject.startsWith(`${operation} `))
    .map(([, times]) => times);
  return {
    ...nothing,
    ...count,
    calls: settled.length,
    lost: count.phantom + count.denied + count.unsaid,
    requests: arrivals.reduce((sum, times) => sum + times, 0),
    mostAttempts: arrivals.reduce((most, times) => Math.max(most, times), 0),
  };
}

export function add(a: Tally, b: Tally): Tally {
  const sum = Object.fromEntries(
    Object.keys(nothing).map((name) => [name, a[name as keyof Tally] + b[name as keyof Tally]]),
  );
  return { ...(sum as unknown as Tally), mostAttempts: Math.max(a.mostAttempts, b.mostAttempts) };
}

/** The part of the calls, from 0 to 1, whose caller knows what came of them, or knows that it is not known. */
export function truth({ calls, lost, hung }: Tally): number {
  return calls === 0 ? 1 : (calls - lost - hung) / calls;
}

/** Whether everything is where the client thinks it is. */
export function isSound({ lost, doubled, hung, unhandled }: Tally): boolean {
  return lost + doubled + hung + unhandled === 0;
}
