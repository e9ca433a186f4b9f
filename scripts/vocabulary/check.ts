import { createRequire } from "node:module";
import type { ErrorObject, ValidateFunction } from "ajv";
import type { Ajv2020 } from "ajv/dist/2020.js";
import { unescapeKey } from "../document/pointer.js";
import { type Use, useAt } from "./extension.js";
import { extensionNamed } from "./vocabulary.js";

/** A mistake in a value, and the member that has it. */
export interface ShapeProblem {
  /** Members from the value down; empty for the value itself. */
  readonly path: readonly string[];
  readonly message: string;
}

/** Checks a value against the shape an extension has at a place. An extension outside of the vocabulary passes. */
export function checkShape(name: string, place: string, value: unknown): readonly ShapeProblem[] {
  const extension = extensionNamed(name);
  const use = extension && useAt(extension, place);
  if (!use) return [];
  const validate = validatorOf(use);
  return validate(value) ? [] : distinct((validate.errors ?? []).filter(isCause).map(problem));
}

const validators = new Map<Use, ValidateFunction>();
let ajv: Ajv2020 | undefined;

function validatorOf(use: Use): ValidateFunction {
  let validate = validators.get(use);
  if (!validate) {
    ajv ??= loadAjv();
    validate = ajv.compile(use.schema);
    validators.set(use, validate);
  }
  return validate;
}

/** Redocly's rules are synchronous, and a reader of the vocabulary alone must not pay for ajv: hence `require`. */
function loadAjv(): Ajv2020 {
  const module = createRequire(import.meta.url)("ajv/dist/2020.js") as typeof import("ajv/dist/2020.js");
  return new module.Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    discriminator: true,
    strictRequired: false,
    verbose: true,
    // Our own schemas are checked once, by a test; compiling the meta-schema would cost more than all of them.
    meta: process.env.VITEST !== undefined,
    validateSchema: process.env.VITEST !== undefined,
  });
}

/** ajv also reports the keyword around a failure, which adds nothing. */
function isCause({ keyword, params }: ErrorObject): boolean {
  return keyword !== "propertyNames" && !(keyword === "discriminator" && params.tagValue === undefined);
}

/** The keywords of our own schemas that findings quote. */
interface Written {
  readonly $comment?: string;
  readonly properties?: object;
  readonly oneOf?: readonly { readonly properties: Readonly<Record<string, { readonly const?: unknown }>> }[];
}

function problem(error: ErrorObject): ShapeProblem {
  const path = error.instancePath.split("/").slice(1).map(unescapePointer);
  const params = error.params as { readonly [name: string]: unknown };
  const schema = error.parentSchema as Written | undefined;
  switch (error.keyword) {
    case "additionalProperties": {
      const known = listed(Object.keys(schema?.properties ?? {}), "and");
      return {
        path: [...path, String(params.additionalProperty)],
        message: `is not a member; the members are ${known}`,
      };
    }
    case "required":
      return { path, message: `lacks \`${params.missingProperty}\`` };
    case "dependentRequired":
      return { path, message: `has \`${params.property}\` but lacks \`${params.missingProperty}\`` };
    case "enum":
      return {
        path,
        message: `must be ${listed(params.allowedValues as unknown[], "or")}, got ${shown(error.data)}`,
      };
    case "discriminator": {
      const tag = String(params.tag);
      const branches = schema?.oneOf ?? [];
      const tags = branches.map(({ properties }) => properties[tag]?.const);
      return { path: [...path, tag], message: `must be ${listed(tags, "or")}, got ${shown(params.tagValue)}` };
    }
    case "const":
      return { path, message: `must be ${shown(params.allowedValue)}, got ${shown(error.data)}` };
    case "type": {
      const types = [params.type].flat();
      return { path, message: `must be ${types.join(" or ")}, got ${shown(error.data)}` };
    }
    case "not":
      return { path, message: schema?.$comment ?? "is not valid" };
    case "pattern":
      // ajv keeps the name of a key apart from the path to it.
      return {
        path: error.propertyName === undefined ? path : [...path, error.propertyName],
        message: `${schema?.$comment ?? error.message}, got ${shown(error.data)}`,
      };
    default:
      return { path, message: `${error.message ?? "is not valid"}, got ${shown(error.data)}` };
  }
}

function distinct(problems: readonly ShapeProblem[]): readonly ShapeProblem[] {
  return [...new Map(problems.map((found) => [JSON.stringify(found), found])).values()];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function listed(values: readonly unknown[], word: "and" | "or"): string {
  const names = values.map((value) => `\`${String(value)}\``);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${word} ${names.at(-1)}`;
}

function unescapePointer(fragment: string): string {
  return unescapeKey(fragment);
}
