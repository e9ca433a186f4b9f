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
} from "openapi-typescript";
import type { Json } from "../model/document.js";
import { banner } from "./banner.js";
import { mendDocument } from "./schema-document.js";
import { commentText, escapeInvisible } from "./text.js";

export async function emitSchema(document: unknown, specFolder: string, command?: string): Promise<string> {
  const head = `${banner(specFolder, command)}\n`;
  try {
    // The transform writes into what it reads: it adds enums of discriminators and takes parameters out of path items.
    const copy = structuredClone(document) as OpenAPI3;
    mendDocument(copy as unknown as Json);
    return `${head}${escapeInvisible(astToString(transformSchema(copy, schemaContext(copy))))}`;
  } catch (error) {
    // The clients do not need these types; only `http` has none then.
    return `${head}${untyped(error)}`;
  }
}

function untyped(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  const types = ["paths", "components", "operations"].map((name) => `export type ${name} = Record<string, never>;\n`);
  const told = commentText(`openapi-typescript could not print this document: ${reason}`).replace(/\s+/g, " ");
  return `// ${told}\n${types.join("")}`;
}

/** What each transform of openapi-typescript takes as `ctx`: its defaults, but for `defaultNonNullable`. */
export function schemaContext(document: OpenAPI3): GlobalContext {
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
    resolve: ($ref) => resolveRef(document, $ref, { silent: true }),
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transform: undefined,
    transformProperty: undefined,
  };
}
