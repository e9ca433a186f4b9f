// The openapi-fetch client of a service, over the types of openapi-typescript. Both are files of their own: a caller who
// imports neither has nothing of them to bundle or to compile.

import { noDocs } from "../model/docs.js";
import type { Service } from "../model/types/service.js";
import { besideRuntime } from "./typescript/beside-runtime.js";
import { docComment } from "./typescript/comment.js";
import { morph } from "./typescript/morph.js";
import { type Context, type SourceFile, sourceFile } from "./typescript/source-file.js";
import { exportedFunction } from "./typescript/statement.js";

const httpFile = "http";

export const schemaFile = "schema";

export function httpSource(context: Context, { typeName }: Service): SourceFile {
  return sourceFile(context, httpFile, ({ imports, statements }) => {
    const http = besideRuntime(context.runtime, "http");
    const paths = imports.type("paths", schemaFile);
    const description = `An openapi-fetch client of the service: paths, bodies and answers are those of the wire. Its calls have the same credentials, limits and retries as the methods. {@link create${typeName}Transport} makes the transport.`;
    statements.push(
      exportedFunction({
        name: `create${typeName}Http`,
        docs: docComment({ ...noDocs, description }),
        parameters: [{ name: "transport", optional: false, type: imports.runtime("Transport") }],
        returns: `${imports.type("Client", http)}<${paths}>`,
        statements: [`return ${imports.value("createHttp", http)}<${paths}>(transport);`],
      }),
      {
        kind: morph.StructureKind.ExportDeclaration,
        isTypeOnly: true,
        moduleSpecifier: `./${schemaFile}.js`,
        namedExports: ["components", "operations", "paths"],
      },
    );
  });
}
