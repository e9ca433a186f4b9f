// The steps of a person behind a link: opens it, shows a government ID and their face. The checks take a moment, by the clock.

import type { World } from "../../../service.js";
import { tell } from "../events.js";
import { findObject } from "../objects/objects.js";
import { type PersonaObject, personaObject } from "../objects/persona-object.js";
import { organizationOf } from "../webhook-settings.js";

/** How long the checks take. */
const checksMs = 2000;

interface Person {
  readonly nameFirst?: string;
  readonly nameLast?: string;
  readonly birthdate?: string;
}

export interface InquiryControl {
  /** Has the person behind a link go through the checks of an Inquiry: it is pending, and completed two seconds later. */
  completeInquiry(id: string, person?: Person): void;
  /** The same, but the checks do not pass. */
  failInquiry(id: string): void;
}

export function inquiryControl(world: World): InquiryControl {
  const begin = (id: string, passes: boolean, person: Person) => {
    const record = findObject(world, id);
    if (record === undefined || record.type !== "inquiry") throw new Error(`There is no Inquiry ${id}.`);
    const lifecycle = world.lifecycle("Inquiry");
    const own = world.resources.of("inquiry");
    const state = lifecycle.stateOf(record.resource);
    if (state === "created") {
      own.move(record as never, "pending", "vendor");
      record.resource.attributes["started-at"] = world.clock.iso();
      const organization = organizationOf(world, record.account);
      if (organization !== undefined)
        tell(organization, { name: "inquiry.started", resource: { ...record.resource } }, world);
    } else if (state !== "pending") throw new Error(`The Inquiry ${id} is ${state}: nobody can go through its checks.`);
    addSession(world, record, "active");
    const due: Checked = { id, passes, person };
    world.clock.schedule(world.clock.now() + checksMs, "inquiry-checked", due, `inquiry/${id}`);
  };
  return {
    completeInquiry: (id, person = {}) => begin(id, true, person),
    failInquiry: (id) => begin(id, false, {}),
  };
}

interface Checked {
  readonly id: string;
  readonly passes: boolean;
  readonly person: Person;
}

export const inquiryTimers = {
  "inquiry-checked": ({ id, passes, person }: Checked, world: World): void => {
    const record = findObject(world, id);
    if (record === undefined || world.lifecycle("Inquiry").stateOf(record.resource) !== "pending") return;
    const { attributes } = record.resource;
    const document = passes ? [addDocument(world, record)] : [];
    const checked = [
      addVerification(world, record, "government-id", passes, document[0]),
      ...(passes ? [addVerification(world, record, "selfie", true, undefined)] : []),
    ];
    relate(record, "verifications", checked);
    relate(record, "documents", document);
    if (passes) {
      const { nameFirst = "Alex", nameLast = "Sample", birthdate = "1990-04-12" } = person;
      const fields = attributes.fields as Readonly<Record<string, { readonly value: unknown }>>;
      const found = { "name-first": nameFirst, "name-last": nameLast, birthdate };
      const read = Object.entries(found).map(([name, value]) => {
        const type = name === "birthdate" ? "date" : "string";
        return [name, { type, value: fields[name]?.value ?? value }];
      });
      attributes.fields = { ...fields, ...Object.fromEntries(read) };
    }
    attributes["next-step-name"] = passes ? "success" : "fail";
    world.resources.of("inquiry").move(record as never, passes ? "completed" : "failed", "vendor");
  },
};

/** A session of the person, on a device of theirs. */
export function addSession(world: World, inquiry: PersonaObject, status: "new" | "active"): void {
  const about = { account: inquiry.account };
  const device = world.resources.of("device").create({}, about);
  const session = world.resources.of("inquiry-session").create(
    {
      attributes: { status, "started-at": status === "active" ? world.clock.iso() : null, "expired-at": null },
      relationships: {
        inquiry: { data: { type: "inquiry", id: inquiry.id } },
        device: { data: { type: "device", id: device.id } },
      },
    },
    about,
  ) as unknown as PersonaObject;
  relate(inquiry, "sessions", [session]);
}

function addDocument(world: World, inquiry: PersonaObject): PersonaObject {
  const now = world.clock.iso();
  return world.resources.of("document/government-id").create(
    {
      attributes: { status: "processed", "processed-at": now },
      relationships: { inquiry: { data: { type: "inquiry", id: inquiry.id } } },
    },
    { account: inquiry.account },
  ) as unknown as PersonaObject;
}

function addVerification(
  world: World,
  inquiry: PersonaObject,
  kind: "government-id" | "selfie",
  passes: boolean,
  document: PersonaObject | undefined,
): PersonaObject {
  const { clock, ids, store } = world;
  const seconds = Math.floor(clock.now() / 1000);
  const type = `verification/${kind}`;
  const own = {
    ...{ status: passes ? "passed" : "failed", "created-at": clock.iso(), "created-at-ts": seconds },
    ...{ "submitted-at": clock.iso(), "submitted-at-ts": seconds, "completed-at": clock.iso() },
    ...{ "completed-at-ts": seconds, "redacted-at": null, "country-code": "NO", tags: [], checks: [] },
  };
  return store.collection<PersonaObject>(type).add(
    personaObject(inquiry.account ?? "", {
      ...{ type, id: ids.prefixed("ver_"), attributes: own },
      relationships: {
        inquiry: { data: { type: "inquiry", id: inquiry.id } },
        ...(document !== undefined && { document: { data: { type: document.resource.type, id: document.id } } }),
      },
    }),
  );
}

function relate({ resource }: PersonaObject, name: string, others: readonly PersonaObject[]): void {
  const there = [resource.relationships[name]?.data ?? []].flat();
  const added = others.map((other) => ({ type: other.resource.type, id: other.id }));
  resource.relationships[name] = { data: [...there, ...added] };
}
