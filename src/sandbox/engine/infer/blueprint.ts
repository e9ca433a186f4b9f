// The blueprint of a new resource by its schema: the members that the server sets, and their values.

import { isObject } from "../../../json.js";
import { isNullable, type Schemas, typesOf } from "../schema/schemas.js";
import type { Values } from "../schema/values.js";
import { letters } from "./names.js";

type MomentKind = "created" | "updated";
export type MomentForm = "iso" | "date" | "seconds" | "milliseconds";

interface Member {
  readonly name: string;
  readonly schema: unknown;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly nullable: boolean;
  readonly default: unknown;
  readonly moment: { readonly kind: MomentKind; readonly form: MomentForm } | undefined;
}

export interface Blueprint {
  /** In the order of the document. */
  readonly members: readonly Member[];
  readonly byName: ReadonlyMap<string, Member>;
  /** Members, or of JSON:API attributes, that answers always show. */
  readonly guaranteed: ReadonlySet<string>;
  /** Whether members that are not listed may be there. */
  readonly open: boolean;
  /** A value for a member that must be there and that nobody gives. */
  sample(name: string): unknown;
}

export function createBlueprints(schemas: Schemas, values: Values): (schema: unknown) => Blueprint {
  const made = new WeakMap<object, Blueprint>();
  const empty = blueprintOf({}, schemas, values);
  return (schema) => {
    if (!isObject(schema)) return empty;
    let blueprint = made.get(schema);
    if (blueprint === undefined) {
      blueprint = blueprintOf(schema, schemas, values);
      made.set(schema, blueprint);
    }
    return blueprint;
  };
}

function blueprintOf(schema: unknown, schemas: Schemas, values: Values): Blueprint {
  const flat = schemas.flat(schema);
  const required = new Set(Array.isArray(flat.required) ? flat.required : []);
  const members = [...schemas.properties(flat)].map(([name, property]): Member => {
    const inner = schemas.flat(property);
    return {
      name,
      schema: property,
      required: required.has(name),
      readOnly: inner.readOnly === true,
      writeOnly: inner.writeOnly === true,
      nullable: isNullable(inner),
      default: inner.default ?? inner.const,
      moment: momentOf(name, inner),
    };
  });
  const byName = new Map(members.map((member) => [member.name, member]));
  const samples = new Map<string, unknown>();
  return {
    members,
    byName,
    guaranteed: new Set(Array.isArray(flat["x-guaranteed"]) ? flat["x-guaranteed"].map(String) : []),
    open: flat.additionalProperties !== false && flat.unevaluatedProperties !== false,
    sample: (name) => {
      if (!samples.has(name)) samples.set(name, values.free(byName.get(name)?.schema ?? {}, name));
      return structuredClone(samples.get(name));
    },
  };
}

const moments: readonly (readonly [MomentKind, RegExp])[] = [
  [
    "created",
    /^(date)?(created|createdat|createdon|createdtime|createddate|createdtimestamp|creationdate|creationtime|datecreated|timecreated|inserted(at)?|createtime)(utc)?$/,
  ],
  [
    "updated",
    /^(updated|updatedat|updatedon|updatedtime|updateddate|updatetime|modified|modifiedat|modifiedon|modifieddate|lastmodified(at)?|lastupdated(at)?|dateupdated|datemodified|changedat)(utc)?$/,
  ],
];

function momentOf(name: string, flat: Readonly<Record<string, unknown>>): Member["moment"] {
  const plain = letters(name);
  const kind = moments.find(([, form]) => form.test(plain))?.[0];
  if (kind === undefined) return undefined;
  const types = typesOf(flat);
  if (types.includes("string")) {
    if (flat.format === "date-time") return { kind, form: "iso" };
    if (flat.format === "date") return { kind, form: "date" };
    return flat.format === undefined && flat.enum === undefined && flat.pattern === undefined
      ? { kind, form: "iso" }
      : undefined;
  }
  if (!types.includes("integer") && !types.includes("number")) return undefined;
  const shown = [flat.example, ...(Array.isArray(flat.examples) ? flat.examples : [])].find(
    (value) => typeof value === "number",
  );
  return { kind, form: typeof shown === "number" && shown > 100_000_000_000 ? "milliseconds" : "seconds" };
}

export function momentAs(form: MomentForm, now: number): string | number {
  if (form === "seconds") return Math.floor(now / 1000);
  if (form === "milliseconds") return now;
  const iso = new Date(now).toISOString();
  return form === "date" ? iso.slice(0, 10) : iso;
}
