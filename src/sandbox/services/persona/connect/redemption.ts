// Redemption: begun by a call, finished by a timer. It clones the shared object, or hydrates one that is named.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Call, Handlers, World } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";
import { fieldsOf, findObject, isRedacted, ownObject, prefixOf, relatedObjects } from "../objects/objects.js";
import { type PersonaObject, personaObject } from "../objects/persona-object.js";
import type { Organization, PersonaCaller } from "../organizations.js";
import { connectionsOf } from "./connections.js";
import { isBeingChanged } from "./peek.js";
import { type FailureReason, type ShareToken, shareTokenLifecycle, shareTokensOf, tellBoth } from "./share-token.js";
import { inPath, invalidMember, sharedType, wrongState } from "./share-tokens.js";

type RedeemCall = Call<operations["redeem-share-token"], PersonaCaller>;

/** A redemption under way: JSON, so that it survives a restart. */
export interface Redemption {
  readonly tokenId: string;
  readonly mappings: readonly Mapping[];
  /** How it fails, where the call or a control of the sandbox has it fail. */
  readonly failure: FailureReason | null;
}

interface Mapping {
  readonly from: string;
  readonly to: string;
}

/** Has one redemption fail: the reason is its value. */
const redemptionHeader = "Sandbox-Redemption";

const failureReasons: readonly FailureReason[] = [
  "source_not_found",
  "source_redacted",
  "import_failed",
  "unrecoverable_error",
];

/** Kinds of Verification that can be cloned. */
const clonable: ReadonlySet<string> = new Set(
  ["government-id", "selfie", "database", "document", "email-address", "phone-number"].map(
    (kind) => `verification/${kind}`,
  ),
);

/** How long an import takes: a second, and for each Verification a quarter more. */
const shortestMs = 1000;
const verificationMs = 250;

export const redemption: Handlers<operations, PersonaCaller> = {
  "redeem-share-token": (call) => {
    const { operation, clock, caller, assume } = call;
    const record = inPath(call);
    if (record.destinationOrganizationId !== caller.organization.id) {
      throw refuse(403, "Only the destination organization may redeem a Share Token");
    }
    const cause = { by: operation.id };
    const status = assume<number>("share-token-redeem-wrong-state-status");
    // One that failed may be beyond its time when it is tried again.
    const isOver = record.endsAt <= clock.now();
    if (!shareTokenLifecycle(call).allows(record, "pending", cause) || isOver) {
      throw wrongState(status, record, "redeemed");
    }
    if (connectionsOf(call).get(record.connectionId)?.attributes.status !== "active") {
      throw refuse(status, "The Connection is not active");
    }
    const destinationId = call.body?.data?.attributes?.["destination-id"];
    const destination = destinationId === undefined ? undefined : destinationFor(call, record, destinationId);
    const mappings = mappingsTo(call, destination);
    if (destination === undefined) refuseWhatCannotBeCloned(call, record);
    const failure = requestedFailure(call);

    shareTokenLifecycle(call).move(record, "pending", cause);
    record.destination = destination === undefined ? null : { type: sharedType(destination), id: destination.id };
    const at = clock.iso();
    Object.assign(record.attributes, {
      "updated-at": at,
      "pending-at": at,
      "failed-at": null,
      "failure-reason": null,
      "redeem-mode": destination === undefined ? "clone" : "hydrate",
    });
    begin(call, { tokenId: record.id, mappings, failure });
    return { record };
  },
};

/** Has the import of a Share Token that is pending end in its time. */
function begin(world: World, redemption: Redemption): void {
  const { clock } = world;
  const token = shareTokensOf(world).get(redemption.tokenId) as ShareToken;
  const source = findObject(world, token.source.id);
  const verifications = source === undefined ? 0 : relatedObjects(world, source, "verifications").length;
  const at = clock.now() + shortestMs + verifications * verificationMs;
  clock.schedule(at, "share-token-import", redemption, `${token.type}/${token.id}`);
}

/** The timer that ends an import, well or not. */
export function finish({ tokenId, mappings, failure }: Redemption, world: World): void {
  const token = shareTokensOf(world).get(tokenId);
  if (token === undefined || !shareTokenLifecycle(world).allows(token, "redeemed", "vendor")) return;
  const outcome = failure ?? imported(world, token, mappings);
  const at = world.clock.iso();
  token.attributes["updated-at"] = at;
  if (typeof outcome === "string") {
    shareTokenLifecycle(world).move(token, "failed", "vendor");
    Object.assign(token.attributes, { "failed-at": at, "failure-reason": outcome });
    return;
  }
  shareTokenLifecycle(world).move(token, "redeemed", "vendor");
  token.attributes["redeemed-at"] = at;
  // A Verification is one of its kind here, and only a `verification` as a source.
  const type = prefixOf(outcome.type) === "ver" ? outcome.type : sharedType(outcome);
  token.destination = { type, id: outcome.id };
  tellBoth(world, token, "redeemed");
}

/** Has the next redemption that begins fail; null takes that back. */
export function failNextRedemption({ store }: World, reason: FailureReason | null): void {
  const plans = store.collection<Plan>("redemption-plan");
  plans.remove("next");
  if (reason === null) return;
  if (!failureReasons.includes(reason)) {
    throw new TypeError(`A redemption cannot fail with "${reason}". It may with: ${failureReasons.join(", ")}.`);
  }
  plans.add({ id: "next", reason });
}

interface Plan extends Stored {
  readonly reason: FailureReason;
}

/** How this redemption is to fail: as its own header says, or else as the next one is to. */
function requestedFailure({ headers, store }: RedeemCall): FailureReason | null {
  const requested = headers.get(redemptionHeader);
  if (requested !== null) {
    const known = failureReasons.find((reason) => reason === requested);
    if (known === undefined) throw refuse(400, `${redemptionHeader} must be one of: ${failureReasons.join(", ")}`);
    return known;
  }
  const plans = store.collection<Plan>("redemption-plan");
  const reason = plans.get("next")?.reason ?? null;
  plans.remove("next");
  return reason;
}

/** The object that a call wants to be hydrated: of any of the three kinds that have fields, or of the shared one's. */
function destinationFor(call: RedeemCall, token: ShareToken, id: string): PersonaObject {
  if (token.source.type === "verification") throw invalidMember("destination-id", "A Verification can only be cloned");
  const destination = ownObject(call, call.caller.account, id);
  if (destination === undefined || !["inq", "act", "txn"].includes(prefixOf(destination.type))) {
    throw invalidMember("destination-id", "No such Inquiry, Account or Transaction");
  }
  const isOtherKind = findObject(call, token.source.id)?.type !== destination.type;
  if (isOtherKind && call.assume<string>("share-token-hydrate-matrix").startsWith("each"))
    throw invalidMember("destination-id", "What is shared hydrates an object of its own kind alone");
  if (!acceptsData(destination)) throw invalidMember("destination-id", "This object does not accept data");
  if (isBeingChanged(call, destination.id)) throw refuse(409, "The destination object is being changed");
  return destination;
}

function acceptsData(object: PersonaObject): boolean {
  if (isRedacted(object)) return false;
  return object.type !== "inquiry" || ["created", "pending"].includes(String(object.resource.attributes.status));
}

function mappingsTo({ body }: RedeemCall, destination: PersonaObject | undefined): readonly Mapping[] {
  const mappings = body?.meta?.["field-mappings"] ?? [];
  const title = "Record invalid";
  if (destination === undefined && mappings.length > 0) {
    throw refuse(422, { title, detail: "is only for hydrating", pointer: "/meta/field-mappings" });
  }
  const faults = mappings.flatMap((mapping, index) => {
    const known = destination === undefined || Object.hasOwn(fieldsOf(destination), mapping["destination-field-name"]);
    const pointer = `/meta/field-mappings/${index}/destination-field-name`;
    return known ? [] : [{ title, detail: "no such field", pointer }];
  });
  if (faults.length > 0) throw refuse(422, ...faults);
  return mappings.map((mapping) => ({ from: mapping["source-field-name"], to: mapping["destination-field-name"] }));
}

function refuseWhatCannotBeCloned(world: World, { source }: ShareToken): void {
  const type = findObject(world, source.id)?.type;
  if (["account", "txn"].includes(source.type)) {
    throw invalidMember("destination-id", "An Account or Transaction can only hydrate an object: name it");
  }
  if (source.type === "verification" && type !== undefined && !clonable.has(type)) {
    throw refuse(422, { title: "Record invalid", detail: "This kind of Verification cannot be cloned" });
  }
}

/** Imports what is shared: the object that has it now, or why there is none. */
function imported(world: World, token: ShareToken, mappings: readonly Mapping[]): PersonaObject | FailureReason {
  const source = findObject(world, token.source.id);
  if (source === undefined) return "source_not_found";
  if (isRedacted(source)) return "source_redacted";
  if (token.destination === null) return clone(world, source, token);
  const destination = findObject(world, token.destination.id);
  if (destination === undefined || !acceptsData(destination)) return "import_failed";
  return hydrate(world, source, destination, mappings) ? destination : "import_failed";
}

/** A new Inquiry with its Verifications, or a new Verification. */
function clone(world: World, source: PersonaObject, token: ShareToken): PersonaObject {
  const organizations = world.store.collection<Organization>("organization");
  const organization = organizations.get(token.destinationOrganizationId) as Organization;
  const { productionId } = organization;
  const environmentId =
    token.isProduction === true && productionId !== undefined ? productionId : organization.environmentId;
  const copied = copyOf(world, source, environmentId);
  if (source.type !== "inquiry") return copied;
  const verifications = relatedObjects(world, source, "verifications").filter(({ type }) => clonable.has(type));
  const copies = verifications.map((verification) => copyOf(world, verification, environmentId));
  const identifier = ({ type, id }: PersonaObject) => ({ type, id });
  for (const copy of copies) copy.resource.relationships.inquiry = { data: identifier(copied) };
  copied.resource.relationships.account = { data: null };
  copied.resource.relationships.verifications = { data: copies.map(identifier) };
  return copied;
}

function copyOf({ store, ids, clock }: World, source: PersonaObject, environmentId: string): PersonaObject {
  const { type } = source;
  // Tags, notes and ids of its own are the source's business.
  const own = { "reference-id": null, note: null, "reviewer-comment": null, tags: [], "updated-at": clock.iso() };
  const kept = Object.fromEntries(Object.entries(own).filter(([name]) => name in source.resource.attributes));
  const attributes = { ...structuredClone(source.resource.attributes), ...kept, "created-at": clock.iso() };
  const id = ids.prefixed(`${prefixOf(type)}_`);
  return store
    .collection<PersonaObject>(type)
    .add(personaObject(environmentId, { type, id, attributes, relationships: {} }));
}

/** Carries fields over: those of equal name, and those that were mapped. False if the source lacks one of these. */
function hydrate(
  { clock }: World,
  source: PersonaObject,
  destination: PersonaObject,
  mappings: readonly Mapping[],
): boolean {
  const given = fieldsOf(source);
  if (!mappings.every(({ from }) => Object.hasOwn(given, from))) return false;
  const fields = { ...fieldsOf(destination) };
  const equal = Object.keys(given).filter((name) => Object.hasOwn(fields, name));
  // Mappings come last: they say more than equal names.
  for (const { from, to } of [...equal.map((name) => ({ from: name, to: name })), ...mappings]) {
    const field = fields[to];
    if (field !== undefined) fields[to] = { ...field, value: given[from]?.value ?? null };
  }
  Object.assign(destination.resource.attributes, { fields, "updated-at": clock.iso() });
  if (destination.type === "inquiry") {
    // It waits for what its template asks for and the source did not have.
    const isComplete = Object.values(fields).every(({ value }) => value !== null);
    destination.resource.attributes.status = isComplete ? "completed" : "pending";
    if (isComplete) destination.resource.attributes["completed-at"] = clock.iso();
  }
  return true;
}
