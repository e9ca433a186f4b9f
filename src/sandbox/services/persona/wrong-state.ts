// Refusals of what the state of an object does not allow. One page of Persona's says 409, another speaks of 422.

import { type Refusal, refuse } from "../../answer/refusal.js";
import type { Call } from "../../service.js";

type StateCall = Pick<Call, "assume" | "operation">;

/** The doubts about actions that the document alone carries out, by operation. */
const doubts: Readonly<Record<string, string>> = {
  "mark-an-inquiry-for-review": "inquiry-mark-decided-status",
  "expire-an-inquiry-session": "inquiry-session-expire-twice-status",
};

export function refusedAction(call: StateCall, detail: string): Refusal {
  return wrongState(call, detail, doubts[call.operation.id]);
}

/** `assumption` names the doubt about this action, if it has one of its own. */
export function wrongState(call: StateCall, detail: string, assumption = "wrong-state-status"): Refusal {
  const status = statusIn(call, call.assume<number>(assumption));
  return refuse(status, { title: status === 422 ? "Unprocessable entity" : "Conflict", detail });
}

/** Of two statuses, an operation may declare only one. */
function statusIn({ operation }: StateCall, status: number): number {
  return [status, 409, 422].find((each) => operation.responses.has(each)) ?? status;
}
