// schema.ts of a service: `paths`, `components` and `operations` as openapi-typescript prints them. Its own entry
// function parses, lints and bundles its input once more, so only its transform is used here, on the document
// that was bundled already.

import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
} from "openapi-typescript";
import type { Json } from "../../document/json.js";
import type { Problem } from "../../problem/problem.js";
import { commentText, escapeInvisible } from "../typescript/escape.js";
import { mendDocument } from "./schema-document.js";

interface PrintedSchema {
  readonly text: string;
  readonly problems: readonly Problem[];
}

export function printSchema(document: unknown, banner: string): PrintedSchema {
  try {
    // The transform writes into its input, and must not do so in two places at once.
    const copy = JSON.parse(JSON.stringify(document)) as OpenAPI3;
    mendDocument(copy as unknown as Json);
    return { text: `${banner}\n\n${printed(copy)}`, problems: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const problem: Problem = {
      code: "schema-unprinted",
      severity: "warning",
      message: `openapi-typescript could not print this document, so the \`http\` client has no types: ${reason}`,
      remedy: "Leave `http` out. The rest of the client does not need these types.",
      pointer: "#/",
    };
    return { text: `${banner}\n\n${untyped(reason)}`, problems: [problem] };
  }
}

function printed(document: OpenAPI3): string {
  return escapeInvisible(spreadRequired(astToString(transformSchema(document, schemaContext(document)))));
}

/**
 * openapi-typescript's helper asks for members that all parts of a union have, and where the base is a union or may be null it
 * does not compile. This one goes through the parts, and asks each for those that it has.
 */
function spreadRequired(text: string): string {
  return text.replace(
    /^type WithRequired<T, K extends keyof T> = T & \{\s*\[P in K\]-\?: T\[P\];?\s*\};$/m,
    requiredOfEach,
  );
}

const requiredOfEach =
  "type WithRequired<T, K extends PropertyKey> = T extends object ? T & Required<Pick<T, K & keyof T>> : T;";

function untyped(reason: string): string {
  const types = ["paths", "components", "operations"].map((name) => `export type ${name} = Record<string, never>;\n`);
  const lost = commentText(`openapi-typescript could not print this document: ${reason}`).replace(/\s+/g, " ");
  return `// ${lost}\n${types.join("")}`;
}

/** The `ctx` of each transform of openapi-typescript: its defaults, but for `defaultNonNullable`. */
function schemaContext(document: OpenAPI3): GlobalContext {
  const resolved = new Map<string, unknown>();
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    // Otherwise a request field with a default would be required of the caller.
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
    // Passed through for the caller; no transform reads it.
    redoc: undefined as never,
    resolve<T>($ref: string): T | undefined {
      // Called a hundred times where a document has one kind of error.
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
