// Responses Object → the value, its decoding, and the errors of an operation.

import { isDeepStrictEqual } from "node:util";
import { isObject, type Json } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { type Losses, noLosses } from "../losses.js";
import { essence, isJson, isMediaType, type Media, type MediaKind, mediaOf, preferred, typesOf } from "../media.js";
import { stringType } from "../schema/composition/combine.js";
import type { Types } from "../schema/types.js";
import type { TypeNode } from "../types/node.js";
import type { Failure, Reading } from "../types/operation.js";
import { eventData } from "./event-data.js";

export interface Responses {
  /** Success statuses, the smallest first. */
  readonly successes: readonly number[];
  /** The success body; undefined when every success is empty. */
  readonly schema: Schema | undefined;
  readonly failures: readonly Failure[];
  /** The JSON of errors. */
  readonly failureBodies: readonly unknown[];
  /** Each declared success with what it holds. */
  readonly answers: readonly Answer[];
  readonly reading: Reading | undefined;
  /** The answer is a file where it is no stream of events. */
  readonly orFile?: true;
  readonly jsonEvents?: readonly string[];
  readonly accept: string | undefined;
}

/** The body of a success. */
interface Answer {
  readonly status: number | "any";
  /** Undefined when it is empty. */
  readonly media: Media | undefined;
  /** The file that may come in place of a stream of events. */
  readonly file?: Media | undefined;
}

interface Declared {
  readonly status: string;
  readonly content: readonly Media[];
}

const plain = "application/json";

/** JSON first, for types describe it fully; then streams; then a body in one piece. */
const order: readonly MediaKind[] = ["json", "lines", "events", "binary", "text", "form", "multipart"];

export function responsesOf(
  document: SpecDocument,
  operation: Json,
  types: Types,
  { head = false, losses = noLosses }: { readonly head?: boolean; readonly losses?: Losses } = {},
): Responses {
  const all = Object.entries(isObject(operation.responses) ? operation.responses : {})
    .map(([status, node]): Declared => {
      const response = document.resolve(node);
      // A response to HEAD has no body, whatever is declared.
      const content = isObject(response) && !(head && /^2/.test(status)) ? mediaOf(document, response.content) : [];
      return { status: /^\dxx$/i.test(status) ? status.toUpperCase() : status, content };
    })
    .sort((a, b) => (a.status < b.status ? -1 : 1));
  const found = successesOf(all);
  const answers = found.map(({ status, content }): Answer => {
    const media = preferred(content, order);
    const file = media?.kind === "events" ? preferred(content, ["binary"]) : undefined;
    return { status: /^\d{3}$/.test(status) ? Number(status) : "any", media, ...(file !== undefined && { file }) };
  });
  const kinds = new Set(answers.flatMap(({ media }) => media?.kind ?? []));
  // All successes of an operation are read in one way, unless their content types differ.
  const kind = order.find((each) => kinds.has(each));
  const mixed = mixedReading(answers);
  const media = answers.find((answer) => answer.media?.kind === kind)?.media;
  const orFile = kind === "events" && answers.some(({ file }) => file !== undefined);
  const read = new Set(mixed === undefined ? [kind, ...(orFile ? ["binary"] : [])] : kinds);
  const offered = new Set(found.flatMap(({ content }) => content.map(({ name }) => name)));
  const taken = new Set(
    found.flatMap(({ content }, index) =>
      content.filter((each) => read.has(each.kind) && saysTheSame(each, answers[index]?.media)).map(({ name }) => name),
    ),
  );
  const isPlain = kind === "json" && mixed === undefined && [...taken].some((name) => essence(name) === plain);
  const left = [...offered].filter((name) => !taken.has(name));
  const events = media?.kind === "events" ? eventData(document, media) : undefined;
  if (events?.isMixed) {
    losses.report(
      "event-data",
      "Some events hold JSON and others text: the data of all of them is given as text.",
      "Say the name of each kind of event, by a `const` on its `event`; or parse the data yourself.",
    );
  }
  if (left.length > 0) reportLeft(media?.name ?? "none", left, losses);
  const redirects = found.length > 0 && found.every(({ status }) => status.startsWith("3"));
  return {
    successes: answers.flatMap(({ status }) => (status === "any" ? [] : [status])),
    schema:
      kind === "json" ? (answers.find((answer) => answer.media?.schema)?.media?.schema ?? media?.schema) : undefined,
    // An error keeps its envelope.
    failures: types.within("none", () => failuresOf(all, found, types)),
    failureBodies: all.flatMap<Schema>(({ status, content }) =>
      /^[12]/.test(status) ? [] : (content.find((each) => each.kind === "json")?.schema ?? []),
    ),
    answers,
    reading: redirects ? "redirect" : (mixed ?? readingOf(document, media, found.length === 0)),
    ...(orFile && { orFile }),
    ...(events?.jsonNames && { jsonEvents: events.jsonNames }),
    // Without a media type of its own, a call accepts anything, as fetch does.
    accept: isPlain ? (left.length === 0 ? undefined : plain) : acceptOf([...taken]),
  };
}

/** Pages are read from JSON alone. */
export function pagedResponses(responses: Responses, losses: Losses): Responses {
  const { answers, reading } = responses;
  if (!reading?.startsWith("jsonAnd")) return responses;
  const media = answers.flatMap((answer) => answer.media ?? []);
  const json = media.filter(({ kind }) => kind === "json").map(({ name }) => name);
  const others = media.filter(({ kind }) => kind !== "json").map(({ name }) => name);
  reportLeft(json.join(", "), others, losses);
  return { ...responses, reading: undefined, accept: acceptOf(json) };
}

function reportLeft(taken: string, left: readonly string[], losses: Losses): void {
  losses.report(
    "answer-alternative",
    `Of the answers, the client accepts ${taken}; ${left.join(", ")} is left out.`,
    "Nothing, if they say the same. What is left out can be requested by `http`, or by an `accept` header and `.raw()`.",
  );
}

/** A JSON media type whose schema differs from the result's type is not accepted. */
function saysTheSame(media: Media, chosen: Media | undefined): boolean {
  if (media.kind !== "json" || media.schema === undefined || chosen?.schema === undefined) return true;
  return isDeepStrictEqual(media.schema, chosen.schema);
}

/** The reading of successes that differ in kind, if the content type of each identifies it. */
function mixedReading(answers: readonly Answer[]): "jsonAndText" | "jsonAndBinary" | undefined {
  const all = answers.flatMap(({ media }) => media ?? []);
  const others = all.filter(({ kind }) => kind !== "json");
  const isIdentified = all.every(({ kind, name }) => (kind === "json") === isJson(name));
  if (!isIdentified || others.length === 0 || others.length === all.length) return undefined;
  if (others.some(({ kind }) => kind === "lines" || kind === "events")) return undefined;
  return others.some(({ kind }) => kind === "binary") ? "jsonAndBinary" : "jsonAndText";
}

/** The declared successes; without any, the one that `default` describes, or a redirect. */
function successesOf(all: readonly Declared[]): readonly Declared[] {
  const successes = all.filter(({ status }) => /^2(\d\d|XX)$/.test(status));
  if (successes.length > 0) return successes;
  const redirects = all.filter(({ status }) => /^30[12378]$/.test(status));
  return redirects.length > 0 ? redirects : all.filter(({ status }) => status === "default");
}

function readingOf(document: SpecDocument, media: Media | undefined, undeclared: boolean): Reading | undefined {
  // Nothing is declared: the response's own content type decides.
  if (media === undefined) return undeclared ? "jsonOrText" : undefined;
  switch (media.kind) {
    case "json":
      // Any media type: a text may come as text.
      if (!/\*|^(?!.*json)/i.test(media.name)) return undefined;
      return typesOf(document, media.schema).some((type) => type !== "string") ? undefined : "jsonOrText";
    case "events":
      return eventData(document, media).json ? "jsonEvents" : "textEvents";
    case "lines":
    case "binary":
      return media.kind;
    default:
      return media.name.includes("*") ? "jsonOrText" : "text";
  }
}

/** The media types of `Accept`, where the service has a choice or would not send the right one by itself. */
function acceptOf(names: readonly string[]): string | undefined {
  const known = names.filter((name) => isMediaType(name) && essence(name) !== "*/*");
  return known.length === 0 ? undefined : known.join(", ");
}

/** Errors, with the redirects beside successes: the client follows none. */
function failuresOf(all: readonly Declared[], successes: readonly Declared[], types: Types): readonly Failure[] {
  const failed = all.filter((each) => !successes.includes(each) && !/^[12]/.test(each.status));
  const first = successes[0];
  // Where `default` stands for the successes, it stands for the errors too.
  const others = first?.status === "default" ? [first] : [];
  return grouped(
    [...failed, ...others].flatMap(({ status, content }) => {
      const range = /^\d{3}$/.test(status) ? Number(status) : status === "default" ? "default" : Number(status[0]);
      if (range !== "default" && !(range > 2)) return [];
      const media = content.find(({ kind }) => kind === "json");
      const text = media === undefined && content.length > 0 && content.every(({ kind }) => kind === "text");
      return [
        { status: range as number | "default", body: text ? stringType : types.of(media?.schema ?? {}, "output") },
      ];
    }),
  );
}

/** Statuses with one body stand together; those of one digit are ranges. */
function grouped(
  errors: readonly { readonly status: number | "default"; readonly body: TypeNode }[],
): readonly Failure[] {
  const groups = new Map<string, { statuses: number[]; ranges: (3 | 4 | 5 | "default")[]; body: TypeNode }>();
  for (const { status, body } of errors) {
    const key = JSON.stringify(body);
    const group = groups.get(key) ?? { statuses: [], ranges: [], body };
    if (status === "default" || status < 10) group.ranges.push(status as 3 | 4 | 5 | "default");
    else group.statuses.push(status);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ statuses, ranges, body }) => ({
    statuses,
    body,
    ...(ranges.length > 0 && { ranges }),
  }));
}

/** A document's `included`: the resources that its relationships may lead to. */
export function includedOf(document: SpecDocument, schema: Schema | undefined): Schema | undefined {
  const included = schema && document.property(schema, "included");
  const target = included && (document.resolve(included) as Schema);
  return isObject(target?.items) ? (target.items as Schema) : undefined;
}
