// schema.ts of a service: `paths`, `components` and `operations` as openapi-typescript prints them. Its own entry
// function parses, lints and bundles what it is given once more, so only its transform is used here, on the document
// that was bundled already.

import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
  tsWithRequired,
  UNKNOWN,
} from "openapi-typescript";
import type { Json } from "../../document/resolve.js";
import { Memo, type Printed, textOf } from "../memo.js";
import { banner } from "../typescript/banner.js";
import { commentText, escapeInvisible } from "../typescript/escape.js";
import { mendDocument } from "./schema-document.js";
import { schemaFile } from "./schema-file.js";

export interface PrintedSchema {
  readonly text: string;
  /** Why the types say nothing, if they do not. The clients do not need them; only `http` has none then. */
  readonly lost?: string;
}

/**
 * @param json the document: the transform writes into what it reads, so it gets a copy of its own.
 * @param memo knows the paths that are as they were, if what they refer to is as well.
 */
export function emitSchema(json: string, specFolder: string, command?: string, memo = new Memo()): PrintedSchema {
  const head = `${banner(specFolder, command)}\n`;
  try {
    const document = JSON.parse(json) as OpenAPI3;
    mendDocument(document as unknown as Json);
    return { text: memo.file(schemaFile, [head, ...printed(document, memo)]) };
  } catch (error) {
    const lost = error instanceof Error ? error.message : String(error);
    return { text: `${head}${untyped(lost)}`, lost };
  }
}

/** The declarations in the order of openapi-typescript, the members of `paths` and `operations` some paths at a time. */
function printed(document: OpenAPI3, memo: Memo): readonly (Printed | string)[] {
  const { paths = {}, ...others } = document;
  const context = schemaContext(document);
  const common = memo.key([others, context.discriminators]);
  const part = (name: string, of: readonly unknown[], text: () => string): Printed =>
    memo.print([name, common, ...of], text);
  const rest = declarations(others as OpenAPI3, context);
  const groups = grouped(Object.entries(paths)).map((group) => {
    const nodes = declarations({ paths: Object.fromEntries(group) } as unknown as OpenAPI3, context);
    return {
      paths: part("paths", group, () => membersOf(nodes("paths"))),
      operations: part("operations", group, () => membersOf(nodes("operations"))),
    };
  });
  const whole = (name: "paths" | "operations"): readonly (Printed | string)[] => {
    // Webhooks have operations as well.
    const all = [...groups.map((each) => each[name]), part(name, [], () => membersOf(rest(name)))];
    if (all.every(({ text }) => text === "")) return [`export type ${name} = Record<string, never>;\n`];
    return [`export interface ${name} {\n`, ...all, "}\n"];
  };
  const one = (name: "webhooks" | "components" | "$defs"): Printed => part(name, [], () => rest(name));
  const all = [...whole("paths"), one("webhooks"), one("components"), one("$defs"), ...whole("operations")];
  return all.some((each) => textOf(each).includes("WithRequired<")) ? [...all, withRequired()] : all;
}

/** The type that openapi-typescript brings along where something is required that is declared elsewhere. */
function withRequired(): string {
  const footer: GlobalContext["injectFooter"] = [];
  tsWithRequired(UNKNOWN, ["any"], footer);
  return astToString(footer);
}

/** Each piece costs a printer, and each edit the pieces it is in. */
const pathsInPiece = 16;

function grouped<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / pathsInPiece);
  return Array.from({ length: count }, (_, index) => items.slice(index * pathsInPiece, (index + 1) * pathsInPiece));
}

/** The declarations of a part of the document, transformed with the first that is asked for. */
function declarations(part: OpenAPI3, context: GlobalContext): (name: string) => string {
  let nodes: ReturnType<typeof transformSchema> | undefined;
  return (name) => {
    nodes ??= transformSchema(part, { ...context, injectFooter: [] });
    const found = nodes.find((node) => (node as { readonly name?: { readonly text: string } }).name?.text === name);
    return found === undefined ? "" : escapeInvisible(astToString(found));
  };
}

/** What stands between the first line of an interface and its last; an alias has no members. */
function membersOf(declaration: string): string {
  if (!declaration.startsWith("export interface")) return "";
  return declaration.slice(declaration.indexOf("\n") + 1, declaration.lastIndexOf("}"));
}

function untyped(reason: string): string {
  const types = ["paths", "components", "operations"].map((name) => `export type ${name} = Record<string, never>;\n`);
  const told = commentText(`openapi-typescript could not print this document: ${reason}`).replace(/\s+/g, " ");
  return `// ${told}\n${types.join("")}`;
}

/** What each transform of openapi-typescript takes as `ctx`: its defaults, but for `defaultNonNullable`. */
export function schemaContext(document: OpenAPI3): GlobalContext {
  const resolved = new Map<string, unknown>();
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    // Else a request field that has a default would be required of the caller.
    defaultNonNullable: false,
    discriminators: scanDiscriminators(document, { silent: true }),
    emptyObjectsUnknown: false,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    postTransform: undefined,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    // Carried along for its caller; no transform looks at it.
    redoc: undefined as never,
    resolve<T>($ref: string): T | undefined {
      // Asked for a hundred times where a document has one kind of error.
      if (!resolved.has($ref)) resolved.set($ref, resolveRef(document, $ref, { silent: true }));
      return resolved.get($ref) as T | undefined;
    },
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transform: undefined,
    transformProperty: undefined,
  };
}
