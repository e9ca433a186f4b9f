// The client: one class with every resource on it, and the function that makes one.

import { noDocs } from "../model/docs.js";
import type { Docs } from "../model/types/node.js";
import type { Service } from "../model/types/service.js";
import { transportFile } from "./transport.js";
import { comment, docComment } from "./typescript/comment.js";
import { type Context, printFile } from "./typescript/file.js";
import { functionText } from "./typescript/statement.js";

export const clientFile = "client";

const httpDocs: Docs = {
  ...noDocs,
  description:
    "The typed openapi-fetch client underneath: paths, bodies and answers as they are on the wire. Its calls go the same way, with credentials and retries.",
};

function clientDocs({ title, typeName }: Service): Docs {
  const name = title.replace(/^the\s+/i, "").replace(/\bAPI\b.*$/s, "API");
  return { ...noDocs, description: `Client of the ${name.trim()}. Make one with {@link create${typeName}}.` };
}

export function emitClient(context: Context, service: Service): string {
  return printFile(context, clientFile, ({ imports, statements }) => {
    const { typeName, root } = service;
    const options = imports.type(`${typeName}Options`, transportFile);
    const createTransport = imports.value(`create${typeName}Transport`, transportFile);
    const paths = imports.type("paths", "schema");
    const http = `${imports.runtime("Client")}<${paths}>`;
    statements.push(
      {
        isExported: true,
        name: typeName,
        docs: comment(docComment(clientDocs(service), 0)),
        properties: [
          ...root.children.map((child) => ({
            name: child.name,
            isReadonly: true,
            type: imports.value(child.className, child.file),
          })),
          {
            name: "http",
            isReadonly: true,
            type: http,
            docs: comment(docComment(httpDocs, 2)),
          },
        ],
        ctors: [
          {
            parameters: [{ name: "transport", type: imports.runtime("Transport") }],
            statements: [
              ...root.children.map((child) => `this.${child.name} = new ${child.className}(transport);`),
              // Told, the compiler need not compare two clients of every path to find out.
              `this.http = ${imports.runtimeValue("createHttp")}<${paths}>(transport);`,
            ],
          },
        ],
      },
      functionText({
        name: `create${typeName}`,
        docs: `\nMakes a client.\n\n@throws {ConfigurationError} if a credential is missing or an option makes no sense.`,
        parameters: [{ name: "options", optional: false, type: options, initial: "{}" }],
        returns: typeName,
        statements: [
          `const { throttle = ${imports.runtimeValue("createThrottle")} } = options;`,
          `return new ${typeName}(${createTransport}({ ...options, throttle }));`,
        ],
      }),
    );
  });
}
