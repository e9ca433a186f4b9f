// An answer that conforms to the document, and whether the caller got what it says.

import { isDeepStrictEqual } from "node:util";
import { holdsAnswer } from "./compare.js";
import type { DescribedMedia, DescribedOperation } from "./document.js";
import { fileBytes, isFile, type Sampler } from "./sampler.js";

export interface SampledAnswer {
  readonly respond: () => Response;
  /** No success is declared: the call is to fail. */
  readonly fails?: true;
  readonly compare: (value: unknown) => Promise<readonly string[]>;
}

/** The first success that the document declares, in the media type that its own rules put first: JSON, where there is any. */
export function sampleAnswer({ answers, method }: DescribedOperation, sampler: Sampler): SampledAnswer {
  const usual = answers.find(({ status }) => /^2/.test(status));
  const success = usual ?? answers.find(({ status }) => status === "default") ?? none;
  const failure = answers.find(({ status }) => /^[345]/.test(status));
  const redirect = answers.find(({ status }) => /^30[12378]$/.test(status));
  if (usual === undefined && redirect !== undefined) return redirected(Number(redirect.status));
  if (success === none && failure !== undefined) {
    const status = Number(failure.status.replaceAll("X", "0"));
    return { respond: () => new Response(null, { status }), fails: true, compare: async () => [] };
  }
  const status = Number(success.status.replaceAll("X", "0")) || 200;
  const named = (pattern: RegExp) => success.media.find(({ name }) => pattern.test(name));
  const media = named(/^application\/json\b/i) ?? named(/json/i) ?? success.media[0];
  if (media === undefined || status === 204 || status === 205 || status === 304 || method === "HEAD") {
    return {
      respond: () => new Response(null, { status }),
      compare: async (value) => (value === undefined || value === null ? [] : holdsNothing(value)),
    };
  }
  return withBody(media, status, sampler);
}

const none = { status: "204", media: [] };

/** A redirect that is the success is where it leads to. */
function redirected(status: number): SampledAnswer {
  const location = "https://example.com/elsewhere";
  return {
    respond: () => new Response(null, { status, headers: { location } }),
    compare: async (value) => (value === location ? [] : [`value: ${show(value)}, not ${location}`]),
  };
}

function withBody(media: DescribedMedia, status: number, sampler: Sampler): SampledAnswer {
  const { name } = media;
  const flat = sampler.flatten(media.schema ?? {});
  const sample = media.schema === undefined ? "text" : sampler.sample(media.schema);
  const type = /^[\w.+-]+\/[\w.+-]+(\s*;.*)?$/.test(name)
    ? name
    : /^image/.test(name)
      ? "image/png"
      : "application/json";
  const answer = (body: BodyInit) => () => new Response(body, { status, headers: { "content-type": type } });
  if (/^text\/event-stream/.test(name)) {
    // 3.2 describes the event with its fields, the editions before it what the data is.
    const fields = isEvent(sample) ? sample : { data: sample };
    const lines = Object.entries(fields).map(
      ([name, field]) => `${name}: ${typeof field === "string" ? field : JSON.stringify(field)}\n`,
    );
    return {
      respond: answer(`${lines.join("")}\n`),
      compare: (value) => firstOf(value, (event) => isDeepStrictEqual((event as { data: unknown }).data, fields.data)),
    };
  }
  if (/ndjson|jsonl|json-seq|stream\+json/.test(name)) {
    return { respond: answer(`${JSON.stringify(sample)}\n`), compare: (value) => firstOf(value, () => true) };
  }
  if (isFile(flat) || !/json|^\*|^application\/\*|^text\/|xml|yaml/i.test(name)) return binary(answer, sample, flat);
  if (/json|^\*|^application\/\*/i.test(name)) {
    return {
      respond: answer(JSON.stringify(sample)),
      compare: async (value) =>
        holdsAnswer(value, sample) ? [] : [`value: ${show(value)}, of an answer ${show(sample)}`],
    };
  }
  const text = typeof sample === "string" ? sample : JSON.stringify(sample);
  return {
    respond: answer(text),
    compare: async (value) => (isText(value, text) ? [] : [`value: ${show(value)}, not ${show(text)}`]),
  };
}

function binary(answer: (body: BodyInit) => () => Response, sample: unknown, flat: { type?: unknown }): SampledAnswer {
  // Of a type that nobody knows, the schema says what it is.
  const structured = !isFile(flat) && (typeof sample === "object" || typeof sample !== "string");
  const body = structured ? JSON.stringify(sample) : fileBytes;
  return {
    respond: answer(body),
    compare: async (value) => {
      if (structured && holdsAnswer(value, sample)) return [];
      const { arrayBuffer } = (value ?? {}) as { arrayBuffer?: () => Promise<ArrayBuffer> };
      const wanted = typeof body === "string" ? body : new TextDecoder().decode(body);
      if (value === wanted) return [];
      if (arrayBuffer === undefined) return [`value: ${show(value)}, not bytes`];
      const bytes = Buffer.from(await arrayBuffer.call(value));
      return bytes.equals(Buffer.from(body)) ? [] : [`value: ${bytes.length} other bytes`];
    },
  };
}

function isEvent(sample: unknown): sample is { readonly data: unknown } {
  if (typeof sample !== "object" || sample === null || !("data" in sample)) return false;
  return Object.keys(sample).every((name) => ["data", "event", "id", "retry"].includes(name));
}

async function firstOf(value: unknown, fits: (item: unknown) => boolean): Promise<readonly string[]> {
  try {
    for await (const item of value as AsyncIterable<unknown>) return fits(item) ? [] : [`event: ${show(item)}`];
    return ["event: none came"];
  } catch (error) {
    return [`event: ${(error as Error).message}`];
  }
}

function isText(value: unknown, text: string): boolean {
  return value === text || show(value) === text;
}

function holdsNothing(value: unknown): readonly string[] {
  return [`value: ${show(value)}, of an answer without a body`];
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 200) ?? String(value);
}
