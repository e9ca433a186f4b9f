// The states of a resource and the moves between them, compiled from `x-lifecycle` to one table. Nothing else in the
// sandbox changes a state.

/** Why a record moves: an operation by its id, the moment in an attribute, or the vendor in its own time. */
export type Cause = { readonly by: string } | { readonly at: string } | "vendor";

export interface LifecycleFacts {
  readonly property: string;
  readonly initial: string;
  readonly terminal: readonly string[];
  readonly states: Readonly<Record<string, unknown>>;
  readonly transitions: readonly {
    readonly from: string;
    readonly to: string;
    readonly by?: string;
    readonly at?: string;
  }[];
}

/** A record whose attributes hold its state, or which holds it itself. */
type Stateful = { readonly attributes: object } | object;

export interface Lifecycle {
  readonly property: string;
  readonly initial: string;
  readonly states: readonly string[];
  readonly terminal: readonly string[];
  /** The state a record is in. */
  stateOf(record: Stateful): string;
  /** Whether it may move to `to` for that cause. */
  allows(record: Stateful, to: string, cause: Cause): boolean;
  /**
   * Moves it.
   *
   * @throws {IllegalMove} if its state does not allow that.
   */
  move(record: Stateful, to: string, cause: Cause): void;
}

class IllegalMove extends Error {
  override readonly name = "IllegalMove";
}

export function compileLifecycle(schema: string, facts: LifecycleFacts): Lifecycle {
  const { property, initial, terminal, states, transitions } = facts;
  const table = new Set(
    transitions.map(({ from, to, by, at }) =>
      key(from, to, by !== undefined ? { by } : at !== undefined ? { at } : "vendor"),
    ),
  );
  const holder = (record: Stateful) =>
    ("attributes" in record ? record.attributes : record) as Record<string, string | undefined>;
  const stateOf = (record: Stateful) => String(holder(record)[property]);
  const allows = (record: Stateful, to: string, cause: Cause) => table.has(key(stateOf(record), to, cause));
  return {
    property,
    initial,
    states: Object.keys(states),
    terminal,
    stateOf,
    allows,
    move: (record, to, cause) => {
      if (!allows(record, to, cause)) {
        const why = cause === "vendor" ? "the vendor" : "by" in cause ? cause.by : `the moment in ${cause.at}`;
        throw new IllegalMove(`${schema} cannot go from ${stateOf(record)} to ${to} by ${why}.`);
      }
      holder(record)[property] = to;
    },
  };
}

/** The same lifecycle with one transition more, which an assumption allows and the document does not have. */
export function widened(lifecycle: Lifecycle, from: string, to: string, cause: Cause): Lifecycle {
  const { property, initial, terminal } = lifecycle;
  const transitions = [{ from, to, ...(cause !== "vendor" && cause) }];
  const more = compileLifecycle(property, { property, initial, terminal, states: {}, transitions });
  return {
    ...lifecycle,
    allows: (record, next, why) => lifecycle.allows(record, next, why) || more.allows(record, next, why),
    move: (record, next, why) => (more.allows(record, next, why) ? more : lifecycle).move(record, next, why),
  };
}

function key(from: string, to: string, cause: Cause): string {
  return JSON.stringify([from, to, cause]);
}
