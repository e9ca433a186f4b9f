// Values that an answer can be made of: the document's examples if they are what it says, else samples of the schema.

import { isObject, type JsonObject } from "../../../json.js";
import type { Validator } from "../../answer/validator.js";
import type { Content } from "../../document/operation.js";
import { type References, valueAt } from "../../document/pointer.js";
import { repaired } from "./repair.js";
import { type SampleOptions, Sampler } from "./sample.js";
import type { Schemas } from "./schemas.js";

export interface Values {
  /** A value that the schema at a pointer takes; `undefined` if none is found. A new copy at each call. */
  sample(schema: string, how?: SampleKind): unknown;
  /** Examples of a media type that its schema takes, by their order. */
  examples(content: Content): readonly unknown[];
  /** One value for a body or an answer: its example, or a sample. */
  of(content: Content): unknown;
  /** A value of a schema written out in place, unchecked. */
  free(schema: unknown, name: string): unknown;
}

type SampleKind = "full" | "required";

const variants: readonly Pick<SampleOptions, "examples" | "optional" | "choice">[] = [
  { examples: true, optional: true, choice: 0 },
  { examples: true, optional: false, choice: 0 },
  { examples: false, optional: true, choice: 0 },
  { examples: false, optional: false, choice: 0 },
  { examples: false, optional: false, choice: 1 },
  { examples: false, optional: true, choice: 1 },
  { examples: false, optional: false, choice: 2 },
  { examples: false, optional: false, choice: 3 },
];

export interface ValueParts {
  readonly references: References;
  readonly schemas: Schemas;
  readonly validator: Pick<Validator, "errors">;
  readonly seed: string;
  readonly now: () => string;
}

export function createValues({ references, schemas, validator, seed, now }: ValueParts): Values {
  const samples = new Map<string, unknown>();
  const examples = new Map<string, readonly unknown[]>();

  const find = (pointer: string, how: SampleKind): unknown => {
    const schema = valueAt(references.document, pointer);
    if (schema === undefined || schema === true) return "text";
    let last: unknown;
    for (const variant of variants) {
      if (how === "required" && variant.optional) continue;
      const sampler = new Sampler(schemas, { ...variant, seed, now: now(), direction: "answer" });
      const value = sampler.sample(schema);
      if (validator.errors(pointer, value).length === 0) return value;
      const mended = repaired(structuredClone(value), {
        ...{ schemas, sampler, schema },
        errors: (each) => validator.errors(pointer, each),
      });
      if (mended !== undefined) return mended;
      last = value;
    }
    return last === undefined ? undefined : none;
  };
  const sample = (pointer: string, how: SampleKind = "full"): unknown => {
    const key = `${how} ${pointer}`;
    if (!samples.has(key)) samples.set(key, find(pointer, how));
    const value = samples.get(key);
    return value === none ? undefined : structuredClone(value);
  };
  const examplesOf = (content: Content): readonly unknown[] => {
    let found = examples.get(content.pointer);
    if (found === undefined) {
      const { schema } = content;
      found = givenExamples(references, content).filter(
        (value) => schema === undefined || validator.errors(schema, value).length === 0,
      );
      examples.set(content.pointer, found);
    }
    return found;
  };
  return {
    sample,
    examples: examplesOf,
    of: (content) => {
      const [example] = examplesOf(content);
      if (example !== undefined) return structuredClone(example);
      return content.schema === undefined ? undefined : sample(content.schema);
    },
    free: (schema, name) =>
      new Sampler(schemas, {
        examples: true,
        optional: false,
        choice: 0,
        seed,
        now: now(),
        direction: "answer",
      }).sample(schema, name),
  };
}

/** No value fits. */
const none = Symbol("none");

/** The examples that the document gives of a body. */
export function givenExamples(references: References, content: Content): readonly unknown[] {
  const media = references.at(content.pointer)?.node;
  if (media === undefined) return [];
  const named = isObject(media.examples) ? Object.values(media.examples) : [];
  const values = named.flatMap((each) => {
    const example: JsonObject | undefined = references.resolve(each);
    const value = example?.value ?? example?.dataValue;
    return value === undefined ? [] : [value];
  });
  return [...(media.example === undefined ? [] : [media.example]), ...values];
}
