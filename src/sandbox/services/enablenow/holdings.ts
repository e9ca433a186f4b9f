// The resources of apps: users, consents with their accounts, and jobs. Times are milliseconds since 1970.

import type { Analysis } from "../../../../generated/enablenow/types/analysis.js";
import type { AnalysisJobInput } from "../../../../generated/enablenow/types/analysis-job-input.js";
import type { ConsentError } from "../../../../generated/enablenow/types/consent-error.js";
import type { Collection, Collections, Stored } from "../../world/state/store.js";
import type { Ledger } from "./ledger/entry.js";

interface Held extends Stored {
  /** Client id of the app. */
  readonly owner: string;
}

export interface User extends Held {
  readonly type: "user";
  readonly externalUserId: string;
  readonly created: number;
}

/** The choice of the end user who is sent to the bank. */
export type EndUser = "consents" | "refuses" | "stays away";

export interface Consent extends Held {
  readonly type: "consent";
  readonly userId: string | null;
  readonly providerKey: string;
  readonly endUser: EndUser;
  readonly requested: number;
  /**
   * Whether EnableNow reads it again by itself. What is there from the start is not: days that go by would fill the log
   * with webhooks about consents that nobody looks at.
   */
  readonly isReadAgain: boolean;
  /** Moved by its lifecycle alone. */
  status: string;
  statusUpdated: number;
  expires: number | null;
  /** When its accounts were last read. */
  read: number | null;
  errors: readonly ConsentError[];
  /** Failed updates in a row. */
  failures: number;
  /** How many of the updates to come fail. */
  toFail: number;
  /** When it was refreshed by a call. */
  refreshes: readonly number[];
}

export interface Account extends Held {
  readonly type: "account";
  readonly consentId: string;
  readonly iban: string | null;
  readonly bban: string | null;
  readonly accountHolder: string;
  readonly providerAccountId: string;
  readonly currency: string;
  readonly ledger: Ledger;
  /** Where the history begins that the consent gives. */
  readonly from: number;
  /** Transactions up to then have categories; null: none have. */
  categorizedUntil: number | null;
}

export interface AnalysisJob extends Held {
  readonly type: "analysis-job";
  readonly created: number;
  readonly accountIds: readonly string[];
  readonly engine: string;
  readonly profile: string;
  readonly input: AnalysisJobInput;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly dateFrom: string | null;
  readonly dateTo: string | null;
  readonly fails: boolean;
  reference: string | null;
  status: string;
  finished: number | null;
  analysis: Analysis | null;
}

export interface CategorizationJob extends Held {
  readonly type: "categorization-job";
  readonly parentId: string | null;
  readonly engine: string;
  readonly profile: string;
  readonly countryCode: string | null;
  readonly consentId: string | null;
  readonly userId: string | null;
  /** The accounts that the call named; null if it named a consent or a user. */
  readonly accountIds: readonly string[] | null;
  readonly fails: boolean;
  status: string;
}

interface Kinds {
  readonly user: User;
  readonly consent: Consent;
  readonly account: Account;
  readonly "analysis-job": AnalysisJob;
  readonly "categorization-job": CategorizationJob;
}

/** The collection of a kind. */
export function held<K extends keyof Kinds>({ store }: { readonly store: Collections }, kind: K): Collection<Kinds[K]> {
  return store.collection<Kinds[K]>(kind);
}

/** The accounts that a consent gives. */
export function accountsOf(world: { readonly store: Collections }, consentId: string): readonly Account[] {
  return [...held(world, "account").values()].filter((account) => account.consentId === consentId);
}

/** A moment as EnableNow writes it: UTC, without an offset. */
export function written(moment: number): string;
export function written(moment: number | null): string | null;
export function written(moment: number | null): string | null {
  return moment === null ? null : new Date(moment).toISOString().slice(0, -1);
}
