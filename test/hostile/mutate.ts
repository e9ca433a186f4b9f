// Documents that nobody would write: a valid one, changed in a few places by a few kinds of mischief.

import fc from "fast-check";
import { everywhere } from "./everywhere.js";
import { payloads } from "./payloads.js";

type Json = Record<string, unknown>;

const short = Object.values(payloads).filter((text) => text.length < 300);
const hostileText = fc.oneof(fc.constantFrom(...short), fc.string({ unit: "binary", maxLength: 20 }));
const anyValue = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, [], {}, [[]], [null], "", { toString: 1 }, { length: -1 }),
  fc.jsonValue({ maxDepth: 3 }),
);

interface Mischief {
  readonly kind: "swap" | "rename" | "redirect" | "move" | "repeat" | "remove" | "wrap";
  /** Which of the places, as a part of all of them. */
  readonly at: number;
  readonly to: number;
  readonly value: unknown;
  readonly text: string;
  readonly count: number;
}

/** Unbiased: fast-check would rather play with the first place, `openapi`. */
const place = fc.noBias(fc.nat({ max: 999_999 })).map((value) => value / 1_000_000);
const mischief: fc.Arbitrary<Mischief> = fc.record({
  kind: fc.constantFrom("swap", "rename", "redirect", "move", "repeat", "remove", "wrap"),
  at: place,
  to: place,
  value: anyValue,
  text: hostileText,
  count: fc.integer({ min: 1, max: 200 }),
});

const bases = [() => everywhere("name"), () => everywhere("toys.list"), plain];

/** Documents as JSON text. */
export const documents: fc.Arbitrary<string> = fc
  .tuple(fc.nat({ max: bases.length - 1 }), fc.array(mischief, { minLength: 1, maxLength: 6 }))
  .map(([base, all]) => {
    const document = (bases[base] as () => Json)();
    for (const each of all) play(document, each);
    return JSON.stringify(document);
  });

interface Place {
  readonly parent: Json;
  readonly key: string;
  readonly pointer: string;
}

function placesOf(document: Json): readonly Place[] {
  const places: Place[] = [];
  const visit = (node: unknown, pointer: string, depth: number): void => {
    if (typeof node !== "object" || node === null || depth > 40) return;
    for (const key of Object.keys(node)) {
      const inner = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      places.push({ parent: node as Json, key, pointer: inner });
      visit((node as Json)[key], inner, depth + 1);
    }
  };
  visit(document, "#", 0);
  return places;
}

function play(document: Json, { kind, at, to, value, text, count }: Mischief): void {
  const places = placesOf(document);
  const target = places[Math.floor(at * places.length)];
  const other = places[Math.floor(to * places.length)];
  if (target === undefined || other === undefined) return;
  const { parent, key } = target;
  const set = (name: string, inner: unknown): void => {
    Object.defineProperty(parent, name, { value: inner, enumerable: true, configurable: true, writable: true });
  };
  const before = parent[key];
  switch (kind) {
    case "swap":
      set(key, structuredClone(value));
      break;
    case "remove":
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
      break;
    case "rename":
      if (Array.isArray(parent)) set(key, text);
      else {
        delete parent[key];
        set(text, before);
      }
      break;
    case "redirect":
      set(key, { $ref: other.pointer });
      break;
    case "move":
      set(key, structuredClone(other.parent[other.key]));
      break;
    case "wrap":
      set(
        key,
        count % 2 === 0
          ? [before]
          : { [["allOf", "items", "schema", "properties", "$ref"][count % 5] as string]: before },
      );
      break;
    case "repeat":
      if (JSON.stringify(before)?.length > 2_000) return;
      if (Array.isArray(parent)) parent.push(...Array.from({ length: count }, () => structuredClone(before)));
      else for (let index = 0; index < count; index += 1) set(`${key}${index}`, structuredClone(before));
  }
}

/** What a usual document has. */
function plain(): Json {
  const pet = { $ref: "#/components/schemas/Pet" };
  const content = { "application/json": { schema: pet } };
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
  return {
    openapi: "3.0.3",
    info: { title: "Pets", version: "1" },
    servers: [{ url: "https://pets.test/{stage}", variables: { stage: { default: "v1", enum: ["v1", "v2"] } } }],
    tags: [{ name: "pets", description: "All about them." }],
    paths: {
      "/pets": {
        get: {
          operationId: "pets/list",
          tags: ["pets"],
          parameters: [
            { name: "page", in: "query", schema: { type: "integer", default: 1 } },
            {
              name: "filter",
              in: "query",
              style: "deepObject",
              schema: { type: "object", properties: { kind: { type: "string" } } },
            },
          ],
          responses: {
            "200": {
              description: "Some.",
              headers: { Link: { schema: { type: "string" } } },
              content: { "application/json": { schema: { type: "array", items: pet } } },
            },
            "4XX": { $ref: "#/components/responses/Failed" },
          },
        },
        post: {
          operationId: "pets/create",
          tags: ["pets"],
          requestBody: { required: true, content },
          responses: { "201": { description: "Made.", content } },
        },
      },
      "/pets/{id}": {
        parameters: [id],
        get: { responses: { "200": { description: "One.", content } } },
        delete: { responses: { "204": { description: "Gone." } } },
        patch: {
          requestBody: { content: { "application/x-www-form-urlencoded": { schema: pet } } },
          responses: { "200": { description: "Changed.", content } },
        },
      },
      "/pets/{id}/photo": {
        parameters: [id],
        put: {
          requestBody: { content: { "image/png": {} } },
          responses: { default: { $ref: "#/components/responses/Failed" } },
        },
        get: { responses: { "200": { description: "It.", content: { "image/png": {} } } } },
      },
    },
    components: {
      responses: {
        Failed: {
          description: "No.",
          content: {
            "application/problem+json": { schema: { type: "object", properties: { title: { type: "string" } } } },
          },
        },
      },
      schemas: {
        Pet: {
          type: "object",
          required: ["kind"],
          properties: {
            kind: { type: "string", enum: ["cat", "dog"] },
            born: { type: "string", format: "date", nullable: true },
            parent: pet,
          },
          discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat" } },
        },
        Cat: {
          allOf: [
            pet,
            { type: "object", properties: { lives: { type: "integer", minimum: 0, maximum: 9, example: 7 } } },
          ],
        },
        Either: { oneOf: [pet, { type: "array", items: pet }, { type: "string", readOnly: true }] },
      },
      securitySchemes: {
        key: { type: "apiKey", in: "header", name: "X-Key" },
        basic: { type: "http", scheme: "basic" },
      },
    },
    security: [{ key: [] }, { basic: [] }],
  };
}
