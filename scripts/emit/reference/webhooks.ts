// The events that a service sends.

import type { MemberNode, Service, Webhook } from "../../model/types.js";
import { access, literal } from "../text.js";
import { membersOf } from "./arguments.js";
import type { Details } from "./details.js";
import { code, fenced, inline, prose, table, toPage } from "./markdown.js";
import type { Declarations } from "./sample.js";
import { namesIn, typeCell, typeText } from "./type-text.js";

interface Event extends Webhook {
  readonly members: readonly MemberNode[];
}

export function webhookSection(
  service: Service,
  details: Details,
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
    `${code(`parse${webhooks.unionName}(body)`)} reads a delivery and gives it a type. ${authenticity(details)}`,
    fenced("ts", example(webhooks.unionName, events)),
    table(["Event", "Type", "Carries", "When"], rows),
    further(events),
  ];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

function authenticity({ signature }: Details): string {
  if (signature === undefined) return "It does not check who sent it.";
  return `It does not check who sent it: the header ${code(signature.header)} signs ${code(signature.signed)} for that.`;
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

/** What all events say beyond their first paragraph is said once. */
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

/** A `switch` over the member that tells events apart. */
function example(unionName: string, events: readonly Event[]): string {
  const first = `const event = parse${unionName}(body);`;
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
