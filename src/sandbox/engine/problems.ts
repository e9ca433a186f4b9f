// Refusals in the form that the document declares: the schema of the status, filled in by what its members are called.

import { define, isObject } from "../../json.js";
import { Refusal } from "../answer/refusal.js";
import type { Violation } from "../answer/validator.js";
import { isJson, responseOf, type SpecOperation, type SpecResponse } from "../document/operation.js";
import { valueAt } from "../document/pointer.js";
import type { RawAnswer } from "../service.js";
import { asBody } from "./answers.js";
import type { EngineContext } from "./context.js";
import { letters } from "./infer/names.js";
import type { Members } from "./records/record.js";
import { repaired } from "./schema/repair.js";
import { Sampler } from "./schema/sample.js";
import { type FlatSchema, isNullable, typesOf } from "./schema/schemas.js";

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  409: "Conflict",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
};

/** The refusal of a call that breaks the schema: 422 where only that is declared, else 400. */
export function invalid(violations: readonly Violation[], operation: SpecOperation | undefined): Refusal {
  const inBody = violations.some((each) => each.in === "body" && each.keyword !== "syntax");
  const declared = (status: number) => operation?.responses.has(status) === true;
  const status = declared(422) && (inBody || !declared(400)) ? 422 : 400;
  return new Refusal(
    status,
    violations.map(({ in: place, pointer, message }) => {
      const name = pointer.slice(1).replaceAll("/", ".").replaceAll("~1", "/").replaceAll("~0", "~");
      return {
        detail: `${name || "the body"} ${message}`,
        ...(place === "body" ? { pointer } : { parameter: name }),
      };
    }),
  );
}

export type Problem = (refusal: Refusal, id: string, operation: SpecOperation | undefined) => RawAnswer;

export function createProblem(context: EngineContext): Problem {
  const { world, schemas, validator, seed, start } = context;
  const { spec } = world;
  let usual: SpecResponse | undefined | null = null;
  /** The form that most operations have for their errors. */
  const usualForm = (): SpecResponse | undefined => {
    if (usual !== null) return usual;
    const counts = new Map<string, { readonly response: SpecResponse; count: number }>();
    for (const { responses, ranges } of spec.operations) {
      for (const response of [...responses.values(), ...ranges.values()]) {
        // A default beside nothing else is how calls succeed, too.
        if (!/^(4|5|default)/i.test(response.status) || (response.status === "default" && responses.size === 0))
          continue;
        const schema = response.content.find(({ type }) => isJson(type))?.schema;
        if (schema === undefined) continue;
        const key = JSON.stringify(valueAt(spec.document, schema));
        const entry = counts.get(key) ?? { response, count: 0 };
        entry.count += 1;
        counts.set(key, entry);
      }
    }
    usual = [...counts.values()].sort((a, b) => b.count - a.count)[0]?.response;
    return usual;
  };
  const isOfErrors = (response: SpecResponse, operation: SpecOperation) =>
    response.status !== "default" || operation.responses.size > 0;

  return (refusal, id, operation) => {
    const { status } = refusal;
    const own = operation && responseOf(operation, status);
    const response = own !== undefined && operation !== undefined && isOfErrors(own, operation) ? own : undefined;
    if (response !== undefined && response.content.length === 0) return { status, unconfirmed: true };
    const content = (response ?? usualForm())?.content.find(({ type }) => isJson(type)) ?? response?.content[0];
    if (content?.schema === undefined || !isJson(content.type)) {
      const detail = refusal.faults[0]?.detail ?? titles[status] ?? "The call failed";
      if (content !== undefined && !isJson(content.type)) return { status, ...asBody(content, detail) };
      return { status, body: plainBody(refusal), ...(response === undefined && { unconfirmed: true }) };
    }
    const { schema } = content;
    const body = described(schemas.at(schema), refusal, id, context, 0);
    const sampler = new Sampler(schemas, {
      examples: true,
      optional: false,
      choice: 0,
      seed,
      now: new Date(start).toISOString(),
      direction: "answer",
    });
    const fitted = repaired(body, {
      ...{ schemas, sampler, schema: valueAt(spec.document, schema) },
      errors: (value) => validator.errors(schema, value),
    });
    const sample = fitted ?? context.values.sample(schema);
    return {
      status,
      ...asBody(content, sample ?? plainBody(refusal)),
      ...(response === undefined && { unconfirmed: true }),
    };
  };
}

function plainBody({ status, faults }: Refusal): Members {
  const detail = faults[0]?.detail ?? titles[status] ?? "The call failed";
  return { error: detail, ...(faults.length > 1 && { errors: faults.map((fault) => fault.detail) }) };
}

/** A value of an error's schema that says what went wrong, in as many members as have a name for it. */
function described(
  flat: FlatSchema,
  refusal: Refusal,
  id: string,
  context: EngineContext,
  depth: number,
  which = 0,
  name = "",
): unknown {
  const { schemas, values } = context;
  const [chosen] =
    [flat.oneOf, flat.anyOf].find((each): each is unknown[] => Array.isArray(each) && each.length > 0) ?? [];
  if (chosen !== undefined && flat.properties === undefined)
    return described(schemas.flat(chosen), refusal, id, context, depth, which, name);
  const types = typesOf(flat);
  if (depth > 6) return null;
  if (types.includes("array")) {
    const inner = schemas.flat(flat.items);
    const count =
      typesOf(inner).includes("object") || typesOf(inner).includes("string") ? Math.max(refusal.faults.length, 1) : 0;
    return Array.from({ length: count }, (_, index) => described(inner, refusal, id, context, depth + 1, index, name));
  }
  if (types.includes("object") || flat.properties !== undefined) {
    const required = new Set(Array.isArray(flat.required) ? flat.required : []);
    const body: Members = {};
    for (const [member, property] of schemas.properties(flat)) {
      const inner = schemas.flat(property);
      const value =
        memberFor(member, inner, refusal, id, which) ?? nested(member, inner, refusal, id, context, depth, which);
      if (value !== undefined) define(body, member, value);
      else if (required.has(member)) define(body, member, isNullable(inner) ? null : values.free(property, member));
    }
    return body;
  }
  return memberFor(name || "message", flat, refusal, id, which) ?? detailOf(refusal, which);
}

function nested(
  name: string,
  inner: FlatSchema,
  refusal: Refusal,
  id: string,
  context: EngineContext,
  depth: number,
  which: number,
): unknown {
  if (
    !/^(errors?|errordetails?|details?|fault|faults|problems?|issues|violations|source|meta|message|messages|fielderrors|data|fields)$/.test(
      letters(name),
    )
  )
    return undefined;
  const types = typesOf(inner);
  if (!types.includes("object") && !types.includes("array") && inner.oneOf === undefined && inner.anyOf === undefined)
    return undefined;
  if (/^(meta|data|fields)$/.test(letters(name)) && context.schemas.properties(inner).size === 0) return undefined;
  if (
    letters(name) === "source" &&
    refusal.faults[which]?.pointer === undefined &&
    refusal.faults[which]?.parameter === undefined
  )
    return undefined;
  const value = described(inner, refusal, id, context, depth + 1, which, name);
  return isObject(value) && Object.keys(value).length === 0 ? undefined : value;
}

function detailOf({ status, faults }: Refusal, which: number): string {
  return faults[which]?.detail ?? faults[which]?.title ?? titles[status] ?? "The call failed";
}

function memberFor(name: string, flat: FlatSchema, refusal: Refusal, id: string, which: number): unknown {
  const { status, faults } = refusal;
  const fault = faults[which] ?? {};
  const types = typesOf(flat);
  const plain = letters(name);
  const isNumber = types.includes("integer") || types.includes("number");
  if (flat.const !== undefined) return flat.const;
  if (Array.isArray(flat.enum))
    return flat.enum.includes(status) ? status : flat.enum.find((value) => String(value) === String(status));
  if (/^(status|statuscode|httpstatus|code|errorcode|httpcode)$/.test(plain)) {
    if (isNumber) return status;
    if (/^(status|statuscode|httpstatus|httpcode)$/.test(plain))
      return types.length === 0 || types.includes("string") ? String(status) : undefined;
    return types.includes("string") ? (titles[status] ?? "error").toLowerCase().replace(/[^a-z]+/g, "_") : undefined;
  }
  if (types.length > 0 && !types.includes("string"))
    return types.includes("boolean") && /^(success|ok)$/.test(plain) ? false : undefined;
  if (
    /^(message|detail|details|description|errormessage|reason|errordescription|msg|error|summary|developermessage|errors)$/.test(
      plain,
    )
  )
    return detailOf(refusal, which);
  if (/^(title|name)$/.test(plain)) return fault.title ?? titles[status] ?? "Error";
  if (/^(pointer|path|field|property|location|attribute|param|parameter|instance|loc|in|resource)$/.test(plain)) {
    if (plain === "pointer") return fault.pointer;
    if (plain === "parameter") return fault.parameter;
    return fault.pointer ?? fault.parameter;
  }
  if (/^(requestid|traceid|correlationid)$/.test(plain)) return id;
  return undefined;
}
