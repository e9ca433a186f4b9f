// The moves that the documents allow, read from them by a few lines of the test's own.

import { document } from "../../../generated/persona/document.js";
import type { SandboxEvent } from "../../../src/sandbox/index.js";
import type { Sandbox } from "../../../src/sandbox/options.js";

interface Told {
  readonly property: string;
  readonly initial: string;
  readonly transitions: readonly { readonly from: string; readonly to: string; by?: string; at?: string }[];
}

const { schemas } = (document as { components: { schemas: Record<string, { readonly "x-lifecycle"?: unknown }> } })
  .components;
const lifecycles = {
  "persona/connect/connection": schemas.Connection?.["x-lifecycle"] as Told,
  "persona/connect/share-token": schemas.ShareToken?.["x-lifecycle"] as Told,
};

/** Every move that the documents know, as `from → to`. */
export const allMoves: ReadonlySet<string> = new Set(
  Object.values(lifecycles).flatMap(({ initial, transitions }) => [
    `nothing → ${initial}`,
    ...transitions.map(({ from, to }) => `${from} → ${to}`),
  ]),
);

/** What is at work: people in a dashboard, or the clock; else the operation that is called. */
export type Mover = "dashboard" | "clock" | "calls";

export interface MoveWatch {
  mover: Mover;
  /** What moved as no document allows, or as something else does. */
  readonly illegal: string[];
  /** Moves that were made, of all runs: `from → to`. */
  readonly made: Set<string>;
  /** Begins with the states that records have now. */
  restart(): void;
}

/** Holds each move of each record, one by one as they happen, against the documents. */
export function watchMoves(sandbox: Sandbox): MoveWatch {
  const last = new Map<string, string>();
  const illegal: string[] = [];
  const made = new Set<string>();
  let operation: string | undefined;

  const look = (see: (lifecycle: Told, id: string, from: string | undefined, to: string) => void): void => {
    for (const [collection, lifecycle] of Object.entries(lifecycles)) {
      for (const { id, attributes } of sandbox.records(collection)) {
        const to = String((attributes as Record<string, unknown>)[lifecycle.property]);
        const from = last.get(String(id));
        if (from !== to) see(lifecycle, String(id), from, to);
        last.set(String(id), to);
      }
    }
  };
  const watch: MoveWatch = {
    mover: "calls",
    ...{ illegal, made },
    restart: () => {
      last.clear();
      illegal.length = 0;
      look(() => {});
    },
  };
  const mayBeBy = ({ by, at }: Told["transitions"][number]): boolean => {
    if (by !== undefined) return watch.mover === "calls" && by === operation;
    return watch.mover === "clock" || (at === undefined && watch.mover === "dashboard");
  };
  sandbox.watch((event: SandboxEvent) => {
    if (event.kind === "request") operation = event.request.operation;
    if (event.kind !== "change") return;
    look(({ initial, transitions }, id, from, to) => {
      const isLegal =
        from === undefined
          ? to === initial && watch.mover === "calls"
          : transitions.some((move) => move.from === from && move.to === to && mayBeBy(move));
      if (isLegal) made.add(`${from ?? "nothing"} → ${to}`);
      else illegal.push(`${id} went from ${from ?? "nothing"} to ${to} by ${watch.mover}: ${operation}`);
    });
  });
  return watch;
}
