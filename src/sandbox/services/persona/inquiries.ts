// Inquiries: begun, sent as a link, decided on and printed. What a person does behind the link is in inquiry-course.ts.

import type { operations } from "../../../../generated/persona/schema.js";
import { refuse } from "../../answer/refusal.js";
import type { Answer, Call, Handlers, World } from "../../service.js";
import { tell } from "./events.js";
import { addSession } from "./inquiry-course.js";
import type { FieldValue } from "./objects.js";
import type { PersonaCaller } from "./organizations.js";
import type { PersonaObject } from "./persona-object.js";
import { printed } from "./printed.js";

type InquiryCall = Call<unknown, PersonaCaller>;

export const inquiries: Handlers<operations, PersonaCaller> = {
  "create-an-inquiry": (call) => {
    const { body, caller, clock, assume } = call;
    const { attributes } = body.data;
    const { meta = {} } = body;
    const templates = ["template-id", "inquiry-template-id", "inquiry-template-version-id"] as const;
    const named = templates.filter((name) => typeof attributes[name] === "string");
    if (named.length !== 1) {
      const detail = "Name one of template-id, inquiry-template-id and inquiry-template-version-id";
      throw refuse(assume<number>("inquiry-create-template-missing-status"), { title: "Record invalid", detail });
    }
    const account = accountFor(call, attributes, meta);
    const expires = meta["expiration-after-create-interval-seconds"];
    const record = call.resources.of("inquiry").create(
      {
        attributes: {
          "reference-id": attributes["reference-id"] ?? referenceOf(account),
          note: attributes.note ?? null,
          tags: attributes.tags ?? [],
          fields: fieldsFrom(attributes.fields ?? {}),
          creator: attributes["creator-email-address"] ?? "API",
          "expires-at": typeof expires === "number" ? clock.iso(clock.now() + expires * 1000) : null,
          "next-step-name": attributes["initial-step-name"] ?? "start",
        },
        relationships: relationships(attributes, account),
      },
      { account: caller.account },
    ) as unknown as PersonaObject;
    tell(caller.organization, { name: "inquiry.created", resource: { ...record.resource } }, call);
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
      throw refuse(409, { title: "Conflict", detail: `An Inquiry that is ${status} has no link any more` });
    if (status === "expired") {
      throw refuse(409, { title: "Conflict", detail: "The Inquiry has expired: resume it first" });
    }
    const link = linkTo(call, record);
    return { body: { data: record.resource, meta: { "one-time-link": link, "one-time-link-short": shortOf(link) } } };
  },

  "approve-an-inquiry": (call) => decided(call, "approved", call.body?.meta?.comment),
  "decline-an-inquiry": (call) => decided(call, "declined", call.body?.meta?.comment),

  "print-an-inquiry-pdf": (call) => printed(inquiryIn(call).resource),
};

function inquiryIn(call: Pick<Call, "record">): PersonaObject {
  return call.record() as unknown as PersonaObject;
}

/** The Account that the Inquiry is for: the one that is named, or one that is made for it. */
function accountFor(
  call: InquiryCall,
  attributes: { readonly "account-id"?: string | null; readonly "reference-id"?: string | null },
  meta: {
    readonly "auto-create-account"?: boolean;
    readonly "auto-create-account-reference-id"?: string;
    readonly "auto-create-account-type-id"?: string;
  },
): PersonaObject | undefined {
  const accounts = call.resources.of("account");
  const named = attributes["account-id"];
  if (typeof named === "string") {
    const account = accounts.get(named);
    if (account?.account !== call.caller.account) throw refuse(404, `There is no Account ${named}`);
    return account as unknown as PersonaObject;
  }
  const reference = meta["auto-create-account-reference-id"] ?? attributes["reference-id"] ?? null;
  if (meta["auto-create-account"] !== true) return undefined;
  for (const each of accounts.values()) {
    const account = each as unknown as PersonaObject;
    if (account.account === call.caller.account && reference !== null && referenceOf(account) === reference)
      return account;
  }
  return accounts.create(
    { attributes: { "reference-id": reference, tags: [], fields: {} } },
    { account: call.caller.account },
  ) as unknown as PersonaObject;
}

function referenceOf(account: PersonaObject | undefined): unknown {
  return account?.resource.attributes["reference-id"] ?? null;
}

function relationships(
  attributes: object,
  account: PersonaObject | undefined,
): PersonaObject["resource"]["relationships"] {
  const given = attributes as Readonly<Record<string, unknown>>;
  const to = (type: string, id: unknown) => ({ data: typeof id === "string" ? { type, id } : null });
  return {
    account: to("account", account?.id),
    template: to("template", given["template-id"]),
    "inquiry-template": to("inquiry-template", given["inquiry-template-id"]),
    "inquiry-template-version": to("inquiry-template-version", given["inquiry-template-version-id"]),
    ...Object.fromEntries(
      ["reports", "verifications", "sessions", "documents", "selfies"].map((name) => [name, { data: [] }]),
    ),
  };
}

/** Values as callers give them, as the API shows them: with their types. */
function fieldsFrom(given: object): Readonly<Record<string, FieldValue>> {
  const blank = { "name-first": "", "name-last": "" };
  const typed = (value: unknown): FieldValue => ({
    type: typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "string",
    value: value === "" ? null : value,
  });
  return Object.fromEntries(Object.entries({ ...blank, ...given }).map(([name, value]) => [name, typed(value)]));
}

function linkTo({ ids }: World, { id }: PersonaObject): string {
  return `https://inquiry.withpersona.com/verify?code=${ids.prefixed("us1-", 24)}&inquiry-id=${id}`;
}

function shortOf(link: string): string {
  const [, code = ""] = /code=us1-(\w{10})/.exec(link) ?? [];
  return `https://persona.link/${code}`;
}

function decided(call: InquiryCall, to: "approved" | "declined", comment: string | undefined): Answer {
  const record = inquiryIn(call);
  const by = { by: call.operation.id };
  const lifecycle = call.lifecycle("Inquiry");
  if (!lifecycle.allows(record.resource, to, by)) {
    const status = [409, 422].find((each) => call.operation.responses.has(each)) ?? 409;
    throw refuse(status, {
      title: "Conflict",
      detail: `The Inquiry is ${lifecycle.stateOf(record.resource)}: it cannot be ${to}`,
    });
  }
  if (comment !== undefined) record.resource.attributes["reviewer-comment"] = comment;
  call.resources.of("inquiry").move(record as never, to, by);
  return { record };
}
