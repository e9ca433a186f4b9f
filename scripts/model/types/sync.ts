// The model of a list that is kept in step with.

export interface Sync {
  /** `sync` */
  readonly method: string;
  /** `syncTransactions` */
  readonly functionName: string;
  /** Name of the type of its input: `SyncTransactionsInput`. */
  readonly inputName: string;
  /** The file of the function: `resources/transactions/sync`. */
  readonly file: string;
  /** Member of the list's input that takes the moment to read from. */
  readonly since: string;
  /** Members of the list's input, with what has the oldest entries come first. */
  readonly order: Readonly<Record<string, string>> | undefined;
  /** Paths in an entry, as callers have it. */
  readonly id: readonly string[];
  readonly time: readonly string[];
  readonly pending:
    | { readonly member: readonly string[]; readonly value: string | number | boolean | null }
    | undefined;
  readonly match: readonly (readonly string[])[];
  readonly overlapDays: number;
  /** Members of the list's input that are not the caller's to choose. */
  readonly taken: readonly string[];
}
