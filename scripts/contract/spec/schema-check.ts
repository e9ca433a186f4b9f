// Whether a body is what the spec says. Persona's bodies are compared in kebab-case, the spelling of its spec.

import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import type { Difference } from "../compare/difference.js";
import { kebab, recased } from "./casing.js";
import type { Spec } from "./spec.js";

export interface SchemaCheck {
  /** The violations of the schema at `pointer`; none if the body satisfies it. */
  violations(pointer: string, body: unknown): readonly Violation[];
}

export interface Violation {
  readonly keyword: string;
  readonly at: string;
  readonly message: string;
  readonly value: unknown;
}

const addFormats = ajvFormats.default;

export function createSchemaCheck(spec: Spec): SchemaCheck {
  // Extensions and descriptions are no keywords of JSON Schema, and the document around the schemas is none at all.
  // Formats of the vendor's own, such as `decimal`, ask for no further check, and no warning says so.
  const ajv = new Ajv2020({ strict: false, validateSchema: false, verbose: true, allErrors: true, logger: false });
  addFormats(ajv);
  ajv.addSchema({ ...spec.document, $id: "spec:" }, "spec:");
  const compiled = new Map<string, ValidateFunction>();
  const validator = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `spec:${encodeURI(pointer)}` });
    compiled.set(pointer, known);
    return known;
  };
  return {
    violations: (pointer, body) => {
      const validate = validator(pointer);
      // Names that the spec itself spells otherwise, such as those of OAuth, fit as they stand.
      if (validate(body) || (spec.inflected && validate(recased(body, kebab, spec.verbatim)))) return [];
      return (validate.errors ?? []).map(({ keyword, instancePath, message = "", data }) => {
        return { keyword, at: instancePath, message, value: data };
      });
    },
  };
}

/** Whether a source shows a body with cuts or placeholders: members that are missing there are unknown, not absent. */
export function isSketch(fixtureCase: string): boolean {
  return /partial|placeholder/.test(fixtureCase);
}

/**
 * Where a page shows `"string"` it shows a type and no value, so that no format can be expected of it; where it shows
 * `"<user_id>"` it shows neither.
 */
export function judged(violations: readonly Violation[], sketch: boolean): readonly Violation[] {
  const open = sketch ? ["required", "anyOf"] : [];
  return violations.filter(({ keyword, value }) => {
    const isPlaceholder = typeof value === "string" && /^<\w+>$/.test(value);
    const excused =
      (keyword === "format" && value === "string") || (["format", "type"].includes(keyword) && isPlaceholder);
    return !excused && !open.includes(keyword);
  });
}

export function asDifferences(check: string, violations: readonly Violation[]): readonly Difference[] {
  return violations.map(({ at, message, value }) => ({ check, at, expected: message, got: value }));
}
