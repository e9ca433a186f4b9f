// A body: its value by the schema of the media type that the client sends, and what has to arrive of it.

import { isDeepStrictEqual } from "node:util";
import type { DescribedMedia } from "./document.js";
import { separators, styled } from "./expect-request.js";
import { fileBytes, isFile, kindOf, type Sampler } from "./sampler.js";

type BodyKind = "json" | "lines" | "form" | "multipart" | "text" | "binary";

export interface SampledBody {
  readonly kind: BodyKind;
  readonly media: DescribedMedia;
  /** The caller's argument. */
  readonly input: unknown;
  readonly value: unknown;
}

/** The declared media type that a content type belongs to. */
export function declaredMedia(bodies: readonly DescribedMedia[], contentType: string): DescribedMedia | undefined {
  const plain = (text: string) => text.split(";")[0]?.trim().toLowerCase() ?? "";
  const sent = plain(contentType);
  const fits = (name: string) =>
    new RegExp(`^${name.replace(/[.+?^$()|[\]\\{}]/g, "\\$&").replaceAll("*", ".*")}$`).test(sent);
  return (
    bodies.find(({ name }) => plain(name) === sent) ??
    bodies.find(({ name }) => fits(plain(name))) ??
    // Without a usable name of its own, the body is what the client makes of its schema.
    bodies.find(({ name }) => !/^[\w.+*-]+\/[\w.+*-]+$/.test(plain(name)))
  );
}

export function sampleBody(media: DescribedMedia, contentType: string, sampler: Sampler): SampledBody {
  const flat = sampler.flatten(media.schema ?? {});
  const file = isFile(flat);
  const named = kindOfType(contentType);
  // Of a type that nobody knows, the schema says what it holds.
  const structured = named === "binary" && ["object", "array"].includes(kindOf(flat) ?? "");
  const kind = file ? "binary" : structured ? "json" : named;
  const value = kind === "text" ? textOf(sampler.sample(media.schema)) : sampler.sample(media.schema ?? {});
  if (kind === "binary") return { kind, media, input: fileBytes, value };
  if (kind !== "multipart" && kind !== "form") return { kind, media, input: value, value };
  const input = Object.fromEntries(
    Object.entries((value ?? {}) as object).map(([name, inner]) => {
      const member = sampler.flatten(flat.properties?.[name] ?? {});
      const of = kindOf(member) === "array" ? sampler.flatten(member.items ?? {}) : member;
      const blob = () => new Blob([fileBytes]);
      if (kind === "multipart" && isSettled(member)) return [name, sampler.sample(member.contentSchema)];
      if (kind === "form" || !(isFile(of) || isBlobPart(media, name))) return [name, inner];
      return [name, Array.isArray(inner) ? inner.map(blob) : blob()];
    }),
  );
  return { kind, media, input, value };
}

/** Whether a text is said to hold JSON of a known shape: the part is that JSON. */
function isSettled({ contentMediaType = "", contentSchema }: { contentMediaType?: string; contentSchema?: unknown }) {
  return contentSchema !== undefined && /[/+]json$/i.test(contentMediaType);
}

function isBlobPart(media: DescribedMedia, name: string): boolean {
  const flat = media.encoding[name]?.contentType;
  return typeof flat === "string" && /^(image|audio|video)\/|octet-stream/.test(flat);
}

function kindOfType(contentType: string): BodyKind {
  if (/^multipart\/form-data/i.test(contentType)) return "multipart";
  if (/urlencoded/i.test(contentType)) return "form";
  if (/ndjson|jsonl|json-?lines|json-seq|stream\+json/i.test(contentType)) return "lines";
  if (/json/i.test(contentType)) return "json";
  return /^text\/|xml|yaml|graphql/i.test(contentType) ? "text" : "binary";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "text");
}

export async function compareBody(sent: Request, body: SampledBody): Promise<readonly string[]> {
  const { kind, value, media, input } = body;
  switch (kind) {
    case "json": {
      const text = await sent.text();
      return isDeepStrictEqual(text === "" ? undefined : JSON.parse(text), JSON.parse(JSON.stringify(value ?? null)))
        ? []
        : [`body: ${text.slice(0, 300)}, not ${JSON.stringify(value)?.slice(0, 300)}`];
    }
    case "lines": {
      const text = await sent.text();
      const found = text
        .replaceAll("\u001e", "")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
      return isDeepStrictEqual(found, Array.isArray(value) ? value : [value])
        ? []
        : [`lines: ${text.slice(0, 300)}, not ${JSON.stringify(value)?.slice(0, 300)}`];
    }
    case "form": {
      const text = await sent.text();
      const found = [...new URLSearchParams(text)].map(([name, item]) => `${name}=${item}`).sort();
      const wanted = formPairs(value, media);
      return wanted === undefined || isDeepStrictEqual(found, wanted)
        ? []
        : [`form: ${found.join("&")}, not ${wanted.join("&")}`];
    }
    case "multipart":
      return compareParts(await sent.formData(), input as object, media);
    case "text": {
      const text = await sent.text();
      return text === value ? [] : [`text: ${text}, not ${value}`];
    }
    case "binary": {
      const bytes = new Uint8Array(await sent.arrayBuffer());
      return Buffer.from(bytes).equals(fileBytes) ? [] : [`bytes: ${bytes.length}, not ${fileBytes.length}`];
    }
  }
}

/** Encoding Object: a style where one is named, otherwise by the kind of each value; undefined where OpenAPI leaves it open. */
function formPairs(value: unknown, { encoding }: DescribedMedia): readonly string[] | undefined {
  const pairs: string[] = [];
  for (const [name, inner] of Object.entries((value ?? {}) as object)) {
    if (inner === null) continue;
    const { style, explode } = encoding[name] ?? {};
    if (style !== undefined || explode !== undefined) {
      const { style: way = "form" } = encoding[name] ?? {};
      if (Object.values(inner ?? {}).some((each) => typeof each === "object" && each !== null)) return undefined;
      pairs.push(...styled({ name, style: way, explode: explode ?? way === "form" }, inner).map(decodeURIComponent));
    } else {
      for (const item of Array.isArray(inner) ? inner : [inner])
        pairs.push(`${name}=${typeof item === "object" && item !== null ? JSON.stringify(item) : item}`);
    }
  }
  return pairs.sort();
}

/** A list is a part an item, unless its style joins them. */
function inParts(
  list: readonly unknown[],
  encoding: DescribedMedia["encoding"][string] | undefined,
): readonly unknown[] {
  const { style = "form", explode = style === "form" } = encoding ?? {};
  if (explode || list.length === 0 || list.some((item) => typeof item === "object")) return list;
  return [list.join(decodeURIComponent(separators[style] ?? ","))];
}

async function compareParts(sent: FormData, input: object, { encoding }: DescribedMedia): Promise<readonly string[]> {
  const shown = async (value: unknown): Promise<string> => {
    if (typeof value === "string") return value;
    if (value instanceof Blob) return value.text();
    return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
  };
  const entries = Object.entries(input).flatMap(([name, value]) => {
    const items: readonly unknown[] = Array.isArray(value) ? inParts(value, encoding[name]) : [value];
    return items.filter((item) => item !== null).map((item) => [name, item] as const);
  });
  const list = async (all: Iterable<readonly [string, unknown]>) =>
    (await Promise.all([...all].map(async ([name, item]) => `${name}=${await shown(item)}`))).sort();
  const [found, wanted] = [await list(sent), await list(entries)];
  return isDeepStrictEqual(found, wanted) ? [] : [`parts: ${found.join(" ")}, not ${wanted.join(" ")}`];
}
