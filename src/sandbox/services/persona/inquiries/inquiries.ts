// Inquiries: begun, sent as a link, decided on and printed. What a person does behind the link is in inquiry-course.ts.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Answer, Call, Handlers, World } from "../../../service.js";
import { accountFor, referenceOf } from "../accounts/account-for.js";
import { isRedacted } from "../objects/objects.js";
import type { PersonaObject, PersonaResource } from "../objects/persona-object.js";
import { tellObject } from "../objects/tell-object.js";
import { typedFields } from "../objects/typed-fields.js";
import type { PersonaCaller } from "../organizations.js";
import { wrongState } from "../wrong-state.js";
import { addSession } from "./inquiry-course.js";
import { printed } from "./printed.js";
import { simulate } from "./simulation.js";

type InquiryCall = Call<unknown, PersonaCaller>;

/** The steps of every template that the sandbox has. */
const steps: readonly string[] = ["start", "verification_government_id", "verification_selfie", "success", "fail"];
const stepPointer = "/meta/next-step-name";

export const inquiries: Handlers<operations, PersonaCaller> = {
  "create-an-inquiry": (call) => {
    const { body, caller, clock, assume } = call;
    const { attributes } = body.data;
    const { meta = {} } = body;
    const templates = ["template-id", "inquiry-template-id", "inquiry-template-version-id"] as const;
    const named = templates.filter((name) => typeof attributes[name] === "string");
    const takesOne = assume("inquiry-create-two-templates") !== "refused";
    if (named.length === 0 || (named.length > 1 && !takesOne)) {
      const detail = "Name one of template-id, inquiry-template-id and inquiry-template-version-id";
      throw refuse(assume<number>("inquiry-create-template-missing-status"), { title: "Record invalid", detail });
    }
    const account = accountFor(call, attributes, meta);
    const expires = meta["expiration-after-create-interval-seconds"];
    const record = call.resources.of<PersonaResource>("inquiry").create(
      {
        attributes: {
          "reference-id": attributes["reference-id"] ?? referenceOf(account),
          note: attributes.note ?? null,
          tags: attributes.tags ?? [],
          fields: typedFields({ "name-first": "", "name-last": "", ...attributes.fields }),
          creator: attributes["creator-email-address"] ?? "API",
          "expires-at": typeof expires === "number" ? clock.iso(clock.now() + expires * 1000) : null,
          "next-step-name": attributes["initial-step-name"] ?? "start",
        },
        relationships: relationships(attributes, named.at(-1), account),
      },
      { account: caller.account },
    );
    tellObject(record, "inquiry.created", call);
    if (meta["auto-create-inquiry-session"] === true) addSession(call, record, "new");
    const link = meta["auto-create-one-time-link"] === true ? linkTo(call, record) : null;
    const token = meta["auto-create-inquiry-session"] === true ? call.ids.prefixed("", 48) : null;
    return {
      body: {
        data: record.resource,
        meta: { "session-token": token, "one-time-link": link, "one-time-link-short": link && shortOf(link) },
      },
    };
  },

  "generate-a-one-time-link": (call) => {
    const record = inquiryIn(call);
    const { status } = record.resource.attributes;
    if (!["created", "pending", "expired"].includes(String(status)))
      throw wrongState(call, `An Inquiry that is ${status} has no link any more`);
    if (status === "expired") throw wrongState(call, "The Inquiry has expired: resume it first");
    const link = linkTo(call, record);
    return { body: { data: record.resource, meta: { "one-time-link": link, "one-time-link-short": shortOf(link) } } };
  },

  "generate-a-one-time-link-for-an-inquiry-session": (call) => {
    const session = inquiryIn(call);
    const { data: inquiry } = session.resource.relationships.inquiry as { data: { readonly id: string } };
    if (session.resource.attributes.status === "expired")
      throw wrongState(call, "The Inquiry Session has expired", "inquiry-session-link-expired-status");
    const link = linkTo(call, inquiry);
    return { body: { data: session.resource, meta: { "one-time-link": link, "one-time-link-short": shortOf(link) } } };
  },

  "list-all-inquiries": (call) => {
    const filters = Object.keys(call.query.filter ?? {});
    if (filters.includes("note") && filters.length > 1)
      throw refuse(call.assume<number>("inquiry-filter-note-status"), "filter[note] stands beside no other filter");
    return call.byDocument();
  },

  "update-an-inquiry": (call) => {
    const record = inquiryIn(call);
    if (isRedacted(record)) throw wrongState(call, "The Inquiry is redacted");
    const { fields } = call.body?.data?.attributes ?? {};
    if (fields !== undefined && !call.assume<boolean>("inquiry-update-fields-merge"))
      record.resource.attributes.fields = {};
    return call.byDocument();
  },

  "resume-an-inquiry": (call) => {
    if (isRedacted(inquiryIn(call)))
      throw wrongState(call, "The Inquiry is redacted", "inquiry-resume-redacted-status");
    const { attributes } = inquiryIn(call).resource;
    if (attributes.status === "failed" && call.assume<boolean>("inquiry-failed-resume")) attributes.status = "pending";
    else call.byDocument();
    return { body: { data: inquiryIn(call).resource, meta: { "session-token": call.ids.prefixed("", 48) } } };
  },

  "inquiries-set-step": (call) => {
    const record = inquiryIn(call);
    const { status } = record.resource.attributes;
    if (status !== "created" && status !== "pending")
      throw wrongState(call, `An Inquiry that is ${status} has no next step`);
    const { attributes } = record.resource;
    const step = call.body.meta["next-step-name"];
    if (!steps.includes(step)) {
      const fault = {
        title: "Record invalid",
        detail: `The template version has no step ${step}`,
        pointer: stepPointer,
      };
      throw refuse(call.assume<number>("inquiry-set-unknown-step-status"), fault);
    }
    attributes["previous-step-name"] = attributes["next-step-name"];
    attributes["next-step-name"] = step;
    tellObject(record, "inquiry.transitioned", call);
    return { record };
  },

  "inquiries-perform-simulate-actions": (call) => {
    const record = inquiryIn(call);
    simulate(record, call.body.meta["simulate-actions"], call);
    return { record };
  },

  "approve-an-inquiry": (call) => decided(call, "approved", call.body?.meta?.comment),
  "decline-an-inquiry": (call) => decided(call, "declined", call.body?.meta?.comment),

  "expire-an-inquiry": (call) => {
    const { status } = inquiryIn(call).resource.attributes;
    if (status === "created" && call.assume<string>("inquiry-expire-from") === "pending alone")
      throw wrongState(call, "The Inquiry is created: it cannot be expired before it is pending");
    return call.byDocument();
  },

  "print-an-inquiry-pdf": (call) => printed(inquiryIn(call).resource),
};

function inquiryIn(call: Pick<Call, "record">): PersonaObject {
  return call.record<PersonaResource>();
}

/** `named`: the member that names the template. */
function relationships(
  attributes: object,
  named: string | undefined,
  account: PersonaObject | undefined,
): PersonaObject["resource"]["relationships"] {
  const given = attributes as Readonly<Record<string, unknown>>;
  const to = (type: string, id: unknown) => ({ data: typeof id === "string" ? { type, id } : null });
  return {
    account: to("account", account?.id),
    ...Object.fromEntries(
      ["template", "inquiry-template", "inquiry-template-version"].map((type) => [
        type,
        to(type, named === `${type}-id` ? given[named] : undefined),
      ]),
    ),
    ...Object.fromEntries(
      ["reports", "verifications", "sessions", "documents", "selfies"].map((name) => [name, { data: [] }]),
    ),
  };
}

function linkTo({ ids }: World, { id }: { readonly id: string }): string {
  return `https://inquiry.withpersona.com/verify?code=${ids.prefixed("us1-", 24)}&inquiry-id=${id}`;
}

function shortOf(link: string): string {
  const [, code = ""] = /code=us1-(\w{10})/.exec(link) ?? [];
  return `https://persona.link/${code}`;
}

function isReadyToDecide(call: InquiryCall, { resource }: PersonaObject): boolean {
  const ready = ["completed", "failed", "needs_review"];
  const others = call.assume<string>("inquiry-decision-from") === "from every status but `approved` and `declined`";
  return others || ready.includes(String(resource.attributes.status));
}

/** Where a decision is not the last, another takes its place. */
function redecided(call: InquiryCall, record: PersonaObject, to: "approved" | "declined"): Answer {
  record.resource.attributes.status = to;
  tellObject(record, `inquiry.${to}`, call);
  return { record };
}

function decided(call: InquiryCall, to: "approved" | "declined", comment: string | undefined): Answer {
  const record = inquiryIn(call);
  const by = { by: call.operation.id };
  const lifecycle = call.lifecycle("Inquiry");
  if (!lifecycle.allows(record.resource, to, by) || !isReadyToDecide(call, record)) {
    const isDecided = ["approved", "declined"].includes(lifecycle.stateOf(record.resource));
    if (isDecided && !call.assume<boolean>("inquiry-decision-is-final")) return redecided(call, record, to);
    throw wrongState(call, `The Inquiry is ${lifecycle.stateOf(record.resource)}: it cannot be ${to}`);
  }
  if (comment !== undefined && call.assume<boolean>("inquiry-decision-comment-kept"))
    record.resource.attributes["reviewer-comment"] = comment;
  call.resources.of<PersonaResource>("inquiry").move(record, to, by);
  return { record };
}
