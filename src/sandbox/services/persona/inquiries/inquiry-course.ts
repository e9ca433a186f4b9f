// The steps of a person behind a link: opens it, shows a government ID and their face. The checks take a moment, by the clock.

import type { World } from "../../../service.js";
import { countMatches } from "../lists/list-items.js";
import { findObject } from "../objects/objects.js";
import type { PersonaObject, PersonaResource } from "../objects/persona-object.js";
import { tellObject } from "../objects/tell-object.js";
import { addDocument, addVerification, decide, relate } from "./checked.js";

/** How long the checks take. */
const checksMs = 2000;

interface Person {
  readonly nameFirst?: string;
  readonly nameLast?: string;
  readonly birthdate?: string;
  /** Where they open the link, and on which machine. Default: one that is made up. */
  readonly machine?: Machine;
}

/** What a session and its device show of themselves. */
interface Machine {
  readonly ipAddress?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly deviceFingerprint?: string;
  readonly browserFingerprint?: string;
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
    const state = world.lifecycle("Inquiry").stateOf(record.resource);
    if (state === "created") start(record, world);
    else if (state !== "pending") throw new Error(`The Inquiry ${id} is ${state}: nobody can go through its checks.`);
    addSession(world, record, "active", person.machine);
    const document = addDocument(world, record);
    const { id: verification } = addVerification(world, record, { kind: "government-id", document });
    const due: Checked = { id, passes, person, verification };
    world.clock.schedule(world.clock.now() + checksMs, "inquiry-checked", due, `inquiry/${id}`);
  };
  return {
    completeInquiry: (id, person = {}) => begin(id, true, person),
    failInquiry: (id) => begin(id, false, {}),
  };
}

/** Somebody has opened the link. */
export function start(record: PersonaObject, world: World): void {
  world.resources.of<PersonaResource>("inquiry").move(record, "pending", "vendor");
  record.resource.attributes["started-at"] = world.clock.iso();
  tellObject(record, "inquiry.started", world);
}

interface Checked {
  readonly id: string;
  readonly passes: boolean;
  readonly person: Person;
  readonly verification: string;
}

export const inquiryTimers = {
  "inquiry-checked": ({ id, passes, person, verification }: Checked, world: World): void => {
    const record = findObject(world, id);
    if (record === undefined || world.lifecycle("Inquiry").stateOf(record.resource) !== "pending") return;
    const shown = findObject(world, verification);
    if (shown !== undefined) decide(shown, passes, world);
    if (passes) {
      decide(addVerification(world, record, { kind: "selfie" }), true, world);
      learn(record, person);
      countMatches(world, record);
    }
    complete(record, passes, world);
  },
};

/** Ends the flow of an Inquiry that is pending. */
export function complete(record: PersonaObject, passes: boolean, world: World): void {
  record.resource.attributes["next-step-name"] = passes ? "success" : "fail";
  world.resources.of<PersonaResource>("inquiry").move(record, passes ? "completed" : "failed", "vendor");
}

/** Puts into the fields what was read from the government ID, where nothing stands yet. */
function learn({ resource: { attributes } }: PersonaObject, person: Person): void {
  const { nameFirst = "Alex", nameLast = "Sample", birthdate = "1990-04-12" } = person;
  const fields = attributes.fields as Readonly<Record<string, { readonly value: unknown }>>;
  const found = { "name-first": nameFirst, "name-last": nameLast, birthdate };
  const read = Object.entries(found).map(([name, value]) => {
    const type = name === "birthdate" ? "date" : "string";
    return [name, { type, value: fields[name]?.value ?? value }];
  });
  attributes.fields = { ...fields, ...Object.fromEntries(read) };
}

/** A session of the person, on a device of theirs. */
export function addSession(
  world: World,
  inquiry: PersonaObject,
  status: "new" | "active",
  machine: Machine = {},
): void {
  const about = { account: inquiry.account };
  const { deviceFingerprint, browserFingerprint, ipAddress, latitude, longitude } = machine;
  const device = world.resources.of("device").create(
    {
      attributes: {
        ...(deviceFingerprint !== undefined && { "device-fingerprint": deviceFingerprint }),
        ...(browserFingerprint !== undefined && { "browser-fingerprint": browserFingerprint }),
      },
    },
    about,
  );
  const opened = {
    ...(ipAddress !== undefined && { "ip-address": ipAddress }),
    ...(latitude !== undefined && { latitude }),
    ...(longitude !== undefined && { longitude }),
  };
  const session = world.resources.of<PersonaResource>("inquiry-session").create(
    {
      attributes: {
        status,
        ...opened,
        "started-at": status === "active" ? world.clock.iso() : null,
        "expired-at": null,
      },
      relationships: {
        inquiry: { data: { type: "inquiry", id: inquiry.id } },
        device: { data: { type: "device", id: device.id } },
      },
    },
    about,
  );
  relate(inquiry, "sessions", [session]);
  if (status === "active") tellObject(session, "inquiry-session.started", world);
}
