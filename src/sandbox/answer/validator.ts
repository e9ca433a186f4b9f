// Calls, answers and events against the spec, by Ajv. A schema is compiled when it is first needed.

import { Ajv2020, type AnySchema, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { boundedRegExp } from "../document/bounded-regexp.js";
import { withoutRequired } from "../document/direction.js";
import { type Content, responseOf, type SpecOperation } from "../document/operation.js";
import { segment } from "../document/pointer.js";
import type { Spec } from "../spec.js";
import { kebabCase } from "./inflection.js";

/** A violation of the spec, and its place. */
export interface Violation {
  readonly in: "path" | "query" | "header" | "cookie" | "body";
  /** JSON pointer into the body, or into the parameters of that kind. */
  readonly pointer: string;
  /** The JSON Schema keyword that is not satisfied. */
  readonly keyword: string;
  /** The mistake, to follow the member's name: `is missing`. */
  readonly message: string;
}

export interface Validator {
  /** Checks what a caller sent: parameters by their kind. */
  call(operation: SpecOperation, sent: Sent): readonly Violation[];
  /** Checks a body that is answered under a status; `undefined` for none. */
  answer(operation: SpecOperation, status: number, body: unknown): readonly Violation[];
  /** Checks the body of a webhook. */
  event(name: string, body: unknown): readonly Violation[];
  /** Ajv's objections to an answered value of the schema at a pointer; empty if there are none. */
  errors(schema: string, value: unknown): readonly ErrorObject[];
  /** Schemas that could not be compiled, by their pointers: nothing is held to them. */
  readonly unreadable: ReadonlyMap<string, string>;
}

interface Sent {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly cookie?: Readonly<Record<string, unknown>>;
  /** `undefined` for none. */
  readonly body: unknown;
  /** The media type of the body among those declared. Default: JSON. */
  readonly content?: Content | undefined;
}

const root = "spec:";
const parameterKinds = ["path", "query", "header", "cookie"] as const;
type Checked = (typeof parameterKinds)[number] | "include";

export function createValidator(spec: Spec): Validator {
  // An open set of values may have more than the document knows, in what a caller sends as well. But what `include` names
  // must be there (JSON:API): in any casing, leading further behind a dot, and behind the name of a member that holds the
  // customer's own names (`fields.priority`) to whatever follows.
  const own = new Set(spec.inflection?.verbatim ?? []);
  const unreadable = new Map<string, string>();
  const asking = createAjv(spec, "readOnly", unreadable);
  const including = createAjv(spec, "readOnly", unreadable, (known: readonly unknown[]) => {
    const names = new Set(known);
    return (value) => {
      // Whether it may be null, its type says.
      if (names.has(value) || value === null) return true;
      if (typeof value !== "string") return false;
      const [first = "", ...rest] = value.split(".");
      return names.has(kebabCase(first)) || (rest.length > 0 && own.has(first));
    };
  });
  const answering = createAjv(spec, "writeOnly", unreadable);

  const call = (operation: SpecOperation, sent: Sent): readonly Violation[] => {
    const violations: Violation[] = [];
    for (const kind of parameterKinds) {
      const validate = parameters(operation, kind);
      if (validate !== undefined && !validate(sent[kind] ?? {})) violations.push(...violationsOf(validate, kind));
    }
    const included = parameters(operation, "include");
    if (included !== undefined && !included(sent.query)) violations.push(...violationsOf(included, "query"));
    if (operation.body === undefined) return violations;
    if (sent.body === undefined) {
      if (operation.body.required) {
        violations.push({ in: "body", pointer: "", keyword: "required", message: "is missing" });
      }
      return violations;
    }
    const schema = sent.content === undefined ? operation.body.schema : sent.content.schema;
    const validate = schema === undefined ? undefined : asking(schema);
    if (validate !== undefined && !validate(sent.body)) violations.push(...violationsOf(validate, "body"));
    return violations;
  };

  const compiled = new Map<string, ValidateFunction | undefined>();
  const parameters = (operation: SpecOperation, kind: Checked): ValidateFunction | undefined => {
    const key = `${operation.id} ${kind}`;
    if (compiled.has(key)) return compiled.get(key);
    const chosen = operation.parameters.filter((each) => kindOf(each) === kind && !isElsewhere(each));
    const validate =
      chosen.length === 0
        ? undefined
        : (kind === "header" ? answering : kind === "include" ? including : asking)(key, {
            type: "object",
            properties: Object.fromEntries(chosen.map(({ name, pointer }) => [name, reference(pointer)])),
            required: chosen.filter(({ required }) => required).map(({ name }) => name),
          });
    compiled.set(key, validate);
    return validate;
  };

  const body = (schema: string | undefined, value: unknown): readonly Violation[] => {
    if (schema === undefined) {
      return value === undefined ? [] : [{ in: "body", pointer: "", keyword: "content", message: "must not be there" }];
    }
    if (value === undefined) return [{ in: "body", pointer: "", keyword: "content", message: "is missing" }];
    const validate = answering(schema);
    return validate(value) ? [] : violationsOf(validate, "body");
  };

  return {
    call,
    unreadable,
    errors: (schema, value) => {
      const validate = answering(schema);
      return validate(value) ? [] : [...(validate.errors ?? [])];
    },
    answer: (operation, status, value) => {
      const response = responseOf(operation, status);
      // A media type without a schema takes anything.
      if (response !== undefined && response.schema === undefined && response.content.length > 0) return [];
      if (response !== undefined) return body(response.schema, value);
      return [{ in: "body", pointer: "", keyword: "status", message: `has no place under status ${status}` }];
    },
    event: (name, value) => {
      if (spec.webhooks.has(name)) return body(spec.webhooks.get(name), value);
      return [{ in: "body", pointer: "", keyword: "event", message: `belongs to no webhook: ${name}` }];
    },
  };
}

type Compile = (key: string, schema?: AnySchema) => ValidateFunction;

function createAjv(
  spec: Spec,
  mark: "readOnly" | "writeOnly",
  unreadable: Map<string, string>,
  known?: (values: readonly unknown[]) => (value: unknown) => boolean,
): Compile {
  let made: Ajv2020 | undefined;
  const ajv = (): Ajv2020 => {
    if (made !== undefined) return made;
    // Extensions are no keywords of JSON Schema, and the document around the schemas is none at all.
    made = new Ajv2020({
      strict: false,
      validateSchema: false,
      allErrors: true,
      verbose: true,
      logger: false,
      inlineRefs: false,
      // A member called `constructor` is one only if it was sent.
      ownProperties: true,
      code: { regExp: Object.assign(boundedRegExp, { code: "boundedRegExp" }) },
    });
    ajvFormats.default(made);
    if (known !== undefined) made.addKeyword({ keyword: "x-extensible-enum", compile: known, errors: false });
    made.addSchema({ ...withoutRequired(spec.references, mark), $id: root }, root);
    return made;
  };
  const compiled = new Map<string, ValidateFunction>();
  return (key, schema) => {
    let validate = compiled.get(key);
    if (validate === undefined) {
      try {
        validate = ajv().compile(schema ?? reference(key));
      } catch (error) {
        unreadable.set(key, (error as Error).message);
        validate = Object.assign(() => true, { schema: true, schemaEnv: undefined }) as never as ValidateFunction;
      }
      compiled.set(key, validate);
    }
    return validate;
  };
}

function kindOf({ in: place, name }: { readonly in: string; readonly name: string }): string {
  return place === "query" && name === "include" ? "include" : place;
}

/** Headers that OpenAPI wants ignored: the security schemes and media types describe them. */
function isElsewhere({ in: place, name }: { readonly in: string; readonly name: string }): boolean {
  return place === "header" && /^(accept|content-type|authorization)$/i.test(name);
}

function reference(pointer: string): { readonly $ref: string } {
  return { $ref: `${root}#${pointer.split("/").map(encodeURIComponent).join("/")}` };
}

/** The number of violations that are reported of one call. */
const mostViolations = 20;

function violationsOf({ errors }: ValidateFunction, place: Violation["in"]): readonly Violation[] {
  return reasons(errors ?? [])
    .slice(0, mostViolations)
    .map((error) => ({
      in: place,
      pointer: pointerOf(error),
      keyword: error.keyword,
      message: messageOf(error),
    }));
}

/**
 * Of alternatives either their own failures are reported, or that there was one to choose, not both: which of several
 * members is missing says less than that one of them must be there.
 */
function reasons(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter((error) => choiceOf(error) !== undefined);
  const inside = ({ schemaPath }: ErrorObject) =>
    choices.some((choice) => schemaPath.startsWith(`${choice.schemaPath}/`));
  const reported = errors.filter(
    (error) => choices.includes(error) || (!summaries.has(error.keyword) && !inside(error)),
  );
  return reported.length > 0 ? reported : errors;
}

const summaries: ReadonlySet<string> = new Set(["anyOf", "oneOf", "if"]);

/** The members of which one must be there, if that is what an `anyOf` says. */
function choiceOf({ keyword, schema }: ErrorObject): readonly string[] | undefined {
  if (keyword !== "anyOf" || !Array.isArray(schema)) return undefined;
  const names = schema.map((each) => (Object.keys(each).join() === "required" ? each.required : []));
  return names.every(({ length }) => length === 1) ? names.flat() : undefined;
}

/** Of what is missing, or may not be there, the pointer says the member too. */
function pointerOf({ instancePath, params }: ErrorObject): string {
  const member = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
  return member === undefined ? instancePath : `${instancePath}/${segment(String(member))}`;
}

function messageOf(error: ErrorObject): string {
  const { keyword, params, message, schema } = error;
  switch (keyword) {
    case "required":
      return "is missing";
    case "additionalProperties":
    case "unevaluatedProperties":
      return "is not known";
    case "type":
      return `must be ${[params.type].flat().map(withArticle).join(" or ")}`;
    case "enum":
      return `must be one of: ${[...params.allowedValues].sort().join(", ")}`;
    case "x-extensible-enum":
      return `must be one of: ${[...(schema as readonly string[])].sort().join(", ")}`;
    case "oneOf":
      return params.passingSchemas === null
        ? "is none of the alternatives"
        : "is more than one of the alternatives: they exclude each other";
    case "anyOf": {
      const choice = choiceOf(error);
      return choice === undefined ? "is none of the alternatives" : `must have at least one of: ${choice.join(", ")}`;
    }
    case "const":
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case "minimum":
      return `must be at least ${params.limit}`;
    case "maximum":
      return `must be at most ${params.limit}`;
    case "minLength":
      return params.limit === 1 ? "must be filled" : `must have at least ${params.limit} characters`;
    case "maxLength":
      return `must have at most ${params.limit} characters`;
    case "minItems":
      return `must have at least ${params.limit} items`;
    case "maxItems":
      return `must have at most ${params.limit} items`;
    case "format":
      return `must be a valid ${params.format}`;
    default:
      return message ?? "is not valid";
  }
}

function withArticle(type: string): string {
  if (type === "null") return type;
  return `${/^[aeio]/.test(type) ? "an" : "a"} ${type}`;
}
