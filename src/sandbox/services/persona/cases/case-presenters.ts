// Presenters of Cases and of their parts. Whether the caller may see the Case has been checked before.

import { signedToken } from "../../../answer/signed-file.js";
import type { Identifier } from "../../../engine/records/record.js";
import type { Presenter, Resource, World } from "../../../service.js";
import type { PersonaCaller } from "../organizations.js";
import { signsFileUrls } from "../versions.js";
import { shownFields } from "./case-fields.js";
import {
  type CaseAttachment,
  type CaseComment,
  type CaseField,
  type CaseQueue,
  type CaseRecord,
  type CaseTemplate,
  commentsOn,
  type User,
} from "./case-records.js";
import { tagNames } from "./case-tag-names.js";

/** The relationship that an attached object is shown under, by the family of its type. Other objects are under none. */
const relationshipOf: Readonly<Record<string, string>> = {
  account: "accounts",
  inquiry: "inquiries",
  report: "reports",
  verification: "verifications",
  transaction: "txns",
};

export function presentCase(record: CaseRecord, caller: PersonaCaller, world: World): Resource {
  const { type, id, templateId, queueId, attributes, attachments, objects } = record;
  const attached = (name: string) => ({
    data: objects.filter((object) => relationshipOf[object.type.split("/")[0] ?? ""] === name),
  });
  const one = (kind: string, to: string): Identifier => ({ type: kind, id: to });
  return {
    type,
    id,
    attributes: {
      ...attributes,
      tags: tagNames(record, world),
      fields: shownFields(record, caller, world),
      attachments: attachments.map((attachment) => shownAttachment(attachment, caller, world)),
    },
    relationships: {
      accounts: attached("accounts"),
      "case-comments": { data: commentsOn(world, record).map((comment) => one("case-comment", comment.id)) },
      "case-template": { data: one("case-template", templateId) },
      "case-queue": { data: queueId === null ? null : one("case-queue", queueId) },
      inquiries: attached("inquiries"),
      reports: attached("reports"),
      verifications: attached("verifications"),
      txns: attached("txns"),
    },
  };
}

/** Each answer has a token of its own in the address of a file. */
function shownAttachment(
  { filename, byteSize, fileId }: CaseAttachment,
  caller: PersonaCaller,
  { ids, clock }: World,
): Resource {
  const file = filename.replace(/[^\w.-]+/g, "-");
  const token = signedToken(ids, clock.now(), fileId);
  const url = signsFileUrls(caller)
    ? `https://files.withpersona.com/${file}?access_token=${token}`
    : `https://withpersona.com/api/v1/files/${token}/${file}`;
  return { filename, url, "byte-size": byteSize };
}

const presentTemplate: Presenter<PersonaCaller> = (template: CaseTemplate) => {
  const { type, id, name, resolutions, fields, createdAt } = template;
  const schemas = fields.map((field) => ({
    type: field.type,
    key: field.name,
    label: null,
    "default-value": null,
    config: {
      required: false,
      "archived-at": null,
      "deactivated-at": null,
      "source-key-path": null,
      "redaction-policy": "none",
      "write-policy": "none",
      ...ofKind(field),
    },
  }));
  const attributes = { status: "active", name, resolutions, "field-schemas": schemas };
  return { type, id, attributes: { ...attributes, "created-at": createdAt, "updated-at": null, "archived-at": null } };
};

/** The members of a field's configuration that depend on its kind. */
function ofKind({ type, options }: CaseField): object {
  if (options !== undefined) return { "allow-empty": true, options, "option-labels": options };
  return type === "string" ? { "max-char-length": 255, sanitize: [] } : {};
}

const presentQueue: Presenter<PersonaCaller> = (queue: CaseQueue) => {
  const { type, id, name, createdAt } = queue;
  const attributes = { status: "active", name, "created-at": createdAt, "updated-at": null, "archived-at": null };
  return { type, id, attributes };
};

const presentComment: Presenter<PersonaCaller> = (comment: CaseComment) => {
  const { type, id, message, commenterId, createdAt } = comment;
  const times = { "created-at": createdAt, "updated-at": createdAt };
  return { type, id, attributes: { message, ...times, "commenter-id": commenterId, "commenter-type": "user" } };
};

/** By the address at work, which begins with the whole name. */
const presentUser: Presenter<PersonaCaller> = ({ id, type, email, organizationId }: User, caller) => {
  if (organizationId !== caller.organization.id) return undefined;
  const [first = "", last = ""] = email.replace(/[@+].*$/, "").split(".");
  const named = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return { type, id, attributes: { "email-address": email, "name-first": named(first), "name-last": named(last) } };
};

export const casePresenters: Readonly<Record<string, Presenter<PersonaCaller>>> = {
  case: presentCase,
  "case-template": presentTemplate,
  "case-queue": presentQueue,
  "case-comment": presentComment,
  user: presentUser,
};
