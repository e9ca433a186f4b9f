// The actions of a person on the page. Each is a form that is posted, so that none needs script.

import { type Duration, milliseconds } from "../world/duration.js";
import { parseFault } from "../world/faults.js";
import type { AnySandbox, Board } from "./board.js";

type Acts = Readonly<Record<string, (fields: URLSearchParams) => void | Promise<void>>>;

const dayMs = 86_400_000;
/** Further, and dates lose their form. */
const longestAdvanceMs = 3650 * dayMs;

/** The actions, by their address under `/page/acts/`. */
export function createActs(sandbox: AnySandbox, boards: readonly Board[]): Acts {
  return {
    advance: (fields) => {
      const by = (fields.get("by") ?? "").trim() as Duration;
      if (milliseconds(by) > longestAdvanceMs) throw new TypeError("Advance by at most 3650d at once.");
      return sandbox.advance(by);
    },
    clock: (fields) => {
      if (fields.get("do") === "stop") sandbox.stop();
      else sandbox.run();
    },
    fault: (fields) => {
      const [kind, service, count] = ["kind", "service", "count"].map((name) => fields.get(name) ?? "");
      if (service && !boards.some((board) => board.service === service))
        throw new TypeError(`There is no service "${service}".`);
      sandbox.fault({ ...parseFault(kind ?? ""), ...(service && { service }), ...(count && { count: Number(count) }) });
    },
    "clear-faults": () => sandbox.clearFaults(),
    ...Object.fromEntries(
      boards.flatMap(({ service, acts }) =>
        Object.entries(acts).map(([name, { run }]) => [
          `${service}/${name}`,
          (fields: URLSearchParams) => run(sandbox, fields),
        ]),
      ),
    ),
  };
}
