// Simulated actions: what a person and the vendor would do to an Inquiry, one after the other, at once.

import type { Call, World } from "../../../service.js";
import type { Cause } from "../../../world/lifecycle.js";
import type { PersonaObject, PersonaResource } from "../objects/persona-object.js";
import { wrongState } from "../wrong-state.js";
import { addDocument, addVerification, decide } from "./checked.js";
import { complete, start } from "./inquiry-course.js";

export interface SimulatedAction {
  readonly type: string;
  readonly data?: { readonly "verification-template-id"?: string };
}

interface Move {
  readonly to: string;
  readonly cause: Cause;
}

const moves: Readonly<Record<string, Move>> = {
  start_inquiry: { to: "pending", cause: "vendor" },
  complete_inquiry: { to: "completed", cause: "vendor" },
  fail_inquiry: { to: "failed", cause: "vendor" },
  expire_inquiry: { to: "expired", cause: { by: "expire-an-inquiry" } },
  mark_for_review_inquiry: { to: "needs_review", cause: { by: "mark-an-inquiry-for-review" } },
  approve_inquiry: { to: "approved", cause: { by: "approve-an-inquiry" } },
  decline_inquiry: { to: "declined", cause: { by: "decline-an-inquiry" } },
};

/** A check that exists is not begun again: a person may go on where a resumed Inquiry stands. */
const isThere = (state: string, { to }: Move): boolean => to === "pending" && state === "pending";

/** @throws a refusal if the Inquiry cannot go through all of them; then it goes through none. */
export function simulate(record: PersonaObject, actions: readonly SimulatedAction[], world: Call<never>): void {
  const lifecycle = world.lifecycle("Inquiry");
  const draft = { attributes: { [lifecycle.property]: lifecycle.stateOf(record.resource) } };
  for (const { type } of actions) {
    const move = moves[type];
    const state = lifecycle.stateOf(draft);
    if (move === undefined || isThere(state, move)) continue;
    if (!lifecycle.allows(draft, move.to, move.cause))
      throw wrongState(world, `${type} cannot follow where the Inquiry is ${state}`);
    lifecycle.move(draft, move.to, move.cause);
  }
  for (const action of actions) carryOut(record, action, world);
}

function carryOut(record: PersonaObject, { type, data }: SimulatedAction, world: World): void {
  const move = moves[type];
  if (move === undefined) {
    const templateId = data?.["verification-template-id"];
    const document = addDocument(world, record);
    const made = { kind: "government-id", document, ...(templateId !== undefined && { templateId }) } as const;
    decide(addVerification(world, record, made), type === "create_passed_verification", world);
  } else if (type === "start_inquiry") {
    if (!isThere(world.lifecycle("Inquiry").stateOf(record.resource), move)) start(record, world);
  } else if (type === "complete_inquiry" || type === "fail_inquiry")
    complete(record, type === "complete_inquiry", world);
  else world.resources.of<PersonaResource>("inquiry").move(record, move.to, move.cause);
}
