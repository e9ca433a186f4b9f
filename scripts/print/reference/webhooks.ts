// The events that a service sends.

import type { MemberNode } from "../../model/types/node.js";
import type { Service, Webhook, Webhooks } from "../../model/types/service.js";
import { access, literal } from "../typescript/escape.js";
import { prose } from "./blocks.js";
import { code, fenced, inline, table, toPage } from "./markdown.js";
import { membersOf } from "./values/arguments.js";
import type { Declarations } from "./values/sample.js";
import { namesIn, typeCell, typeText } from "./values/type-text.js";

interface Event extends Webhook {
  readonly members: readonly MemberNode[];
}

export function webhookSection(
  service: Service,
  declarations: Declarations,
  described: ReadonlySet<string>,
): string | undefined {
  const { webhooks } = service;
  if (webhooks === undefined) return undefined;
  const events = webhooks.events.map((event): Event => ({ ...event, members: membersOf(event.type, declarations) }));
  const rows = events.map(({ event, type, docs, members }) => [
    code(event),
    code(typeText(type)),
    members.flatMap((member) => carried(member, described)).join(", "),
    inline(sentences(docs.summary, firstParagraph(docs.description))),
  ]);
  const parts = [
    "## Webhooks",
    authenticity(service.typeName, webhooks),
    fenced("ts", example(webhooks, events)),
    table(["Event", "Type", "Carries", "When"], rows),
    further(events),
  ];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

function authenticity(typeName: string, { unionName, signature }: Webhooks): string {
  const parser = code(`parse${unionName}(body)`);
  const service = inline(typeName);
  if (signature === undefined) {
    return `${parser} reads a delivery and gives it a type. **The events of ${service} are not signed**: whoever knows the address of your receiver can send one. Treat an event as a hint, and read what it names from ${service} again before you act on it. Keep the address secret, and easy to change.`;
  }
  const { header, signedPayload, format, toleranceSeconds, encoding = "hex", timestampHeader, idHeader } = signature;
  const age = toleranceSeconds === undefined ? "" : ` no longer than ${toleranceSeconds} seconds ago`;
  const beside = [timestampHeader, idHeader].flatMap((name) => (name === undefined ? [] : [code(name)]));
  return [
    `${code("verifyWebhook(rawBody, headers, secrets)")} reads a delivery that ${service} has signed${age}, and refuses any other.`,
    `The header ${code(header)} holds ${code(format)}, a HMAC-SHA256 of ${code(signedPayload)} in ${encoding}${beside.length === 0 ? "" : `, beside ${beside.join(" and ")}`}; ${code("signWebhook(rawBody, secrets)")} makes it for a test.`,
    `${parser} reads a delivery whoever sent it.`,
  ].join(" ");
}

/** Members that hold a described type. */
function carried({ name, type }: MemberNode, described: ReadonlySet<string>): readonly string[] {
  return namesIn(type).some((inner) => described.has(inner)) ? [`${code(name)} ${typeCell(type, described)}`] : [];
}

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map((part) => (/[.!?:]$/.test(part) ? part : `${part}.`))
    .join(" ");
}

function firstParagraph(description: string | undefined): string | undefined {
  return description?.split(/\n\s*\n/)[0];
}

/** Paragraphs after the first that all events share, printed once. */
function further(events: readonly Event[]): string | undefined {
  const rest = events.map(
    ({ docs }) =>
      docs.description
        ?.split(/\n\s*\n/)
        .slice(1)
        .join("\n\n") ?? "",
  );
  const links = events.map(({ docs }) => toPage("Vendor's page", docs.link));
  const [text = ""] = new Set(rest).size === 1 ? rest : [];
  const [link] = new Set(links).size === 1 ? links : [];
  const parts = [prose(text), link].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? undefined : parts.join("\n\n");
}

/** A `switch` over the member with the event's name. */
function example({ unionName, signature }: Webhooks, events: readonly Event[]): string {
  const call = signature === undefined ? `parse${unionName}(body)` : "await verifyWebhook(body, headers, secret)";
  const first = `const event = ${call};`;
  const [sample] = events;
  const tag = sample?.members.find(
    ({ name }) => new Set(events.map((event) => tagOf(event, name))).size === events.length,
  );
  const value = tag && sample && tagOf(sample, tag.name);
  if (tag === undefined || value === undefined) return `${first}\nconsole.log(event);`;
  const data = sample?.members.find(({ type }) => type.kind === "named");
  const shown = `event${access((data ?? tag).name)}`;
  return `${first}\nif (event${access(tag.name)} === ${literal(value)}) console.log(${shown});`;
}

function tagOf({ members }: Event, name: string): string | number | boolean | undefined {
  const type = members.find((member) => member.name === name)?.type;
  return type?.kind === "literal" ? type.value : undefined;
}
