// Verifications and Documents that come of an Inquiry: made when a person shows something, decided when it is checked.

import type { World } from "../../../service.js";
import { identifiersOf, type PersonaObject, type PersonaResource, personaObject } from "../objects/persona-object.js";
import { tellObject } from "../objects/tell-object.js";

type CheckedKind = "government-id" | "selfie";

interface Made {
  readonly kind: CheckedKind;
  readonly document?: PersonaObject | undefined;
  readonly templateId?: string;
}

/** A Verification that is handed in. */
export function addVerification(
  world: World,
  inquiry: PersonaObject,
  { kind, document, templateId }: Made,
): PersonaObject {
  const { ids, store } = world;
  const type = `verification/${kind}`;
  const { account, "inquiry-template": template } = inquiry.resource.relationships;
  const verification = store.collection<PersonaObject>(type).add(
    personaObject(inquiry.account ?? "", {
      ...{ type, id: ids.prefixed("ver_") },
      attributes: {
        ...{ status: "initiated", ...momentsOf("created", world), "submitted-at": null, "submitted-at-ts": null },
        ...{ "completed-at": null, "completed-at-ts": null, "redacted-at": null, "country-code": "NO" },
        ...{ tags: [], checks: [] },
      },
      relationships: {
        inquiry: { data: { type: "inquiry", id: inquiry.id } },
        account: account ?? { data: null },
        "inquiry-template": template ?? { data: null },
        ...(document !== undefined && { document: { data: { type: document.resource.type, id: document.id } } }),
        ...(templateId !== undefined && {
          "verification-template": { data: { type: `verification-template/${kind}`, id: templateId } },
        }),
      },
    }),
  );
  tellObject(verification, "verification.created", world);
  move(verification, "submitted", world);
  relate(inquiry, "verifications", [verification]);
  return verification;
}

const namesOfChecks: Readonly<Record<CheckedKind, string>> = {
  "government-id": "id_entity_detection",
  selfie: "selfie_liveness_detection",
};

/** Says how a Verification came out. */
export function decide(verification: PersonaObject, passes: boolean, world: World): void {
  const status = passes ? "passed" : "failed";
  const kind = verification.type.replace("verification/", "") as CheckedKind;
  const check = { name: namesOfChecks[kind], status, reasons: [], requirement: "required", metadata: {} };
  verification.resource.attributes.checks = [check];
  move(verification, status, world);
}

function move(verification: PersonaObject, to: "submitted" | "passed" | "failed", world: World): void {
  world.lifecycle("AnyVerification").move(verification.resource, to, "vendor");
  Object.assign(verification.resource.attributes, momentsOf(to === "submitted" ? "submitted" : "completed", world));
  tellObject(verification, `verification.${to}`, world);
}

/** A moment, and the same in seconds since 1970. */
function momentsOf(name: string, { clock }: World): object {
  return { [`${name}-at`]: clock.iso(), [`${name}-at-ts`]: Math.floor(clock.now() / 1000) };
}

/** A Document that is handed in: it goes through its states as any other. */
export function addDocument(world: World, inquiry: PersonaObject): PersonaObject {
  const own = world.resources.of<PersonaResource>("document/government-id");
  const made = own.create(
    { attributes: {}, relationships: { inquiry: { data: { type: "inquiry", id: inquiry.id } } } },
    { account: inquiry.account },
  );
  tellObject(made, "document.created", world);
  own.move(made, "submitted", { by: "submit-a-government-id-document" });
  relate(inquiry, "documents", [made]);
  return made;
}

/** Puts others into a relationship. */
export function relate(object: PersonaObject, name: string, others: readonly PersonaObject[]): void {
  const added = others.map((other) => ({ type: other.resource.type, id: other.id }));
  object.resource.relationships[name] = { data: [...identifiersOf(object, name), ...added] };
}
