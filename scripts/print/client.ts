// The client: one class with every resource on it, and the function that makes one.

import { noDocs } from "../model/docs.js";
import type { Docs } from "../model/types/node.js";
import type { Service } from "../model/types/service.js";
import { transportFile } from "./transport.js";
import { docComment } from "./typescript/comment.js";
import { morph } from "./typescript/morph.js";
import { type Context, type SourceFile, sourceFile } from "./typescript/source-file.js";
import { docsOf, exportedFunction } from "./typescript/statement.js";

export const clientFile = "client";

function clientDocs({ title, typeName }: Service): Docs {
  const name = title.replace(/^the\s+/i, "").replace(/\bAPI\b.*$/s, "API");
  return { ...noDocs, description: `Client of the ${name.trim()}. Make one with {@link create${typeName}}.` };
}

const derivation =
  "This client with other options, such as `{ timeoutMs: 5_000 }`; headers are added to its own. Both share credentials, token, throttle and the retries in hand.";

export function clientSource(context: Context, service: Service): SourceFile {
  return sourceFile(context, clientFile, ({ imports, statements }) => {
    const { typeName, root } = service;
    const options = imports.type(`${typeName}Options`, transportFile);
    const createTransport = imports.value(`create${typeName}Transport`, transportFile);
    const transport = imports.runtime("Transport");
    // A resource of that name takes its place: the transport has the method too.
    const derives = !root.children.some(({ name }) => name === "withOptions");
    statements.push(
      {
        kind: morph.StructureKind.Class,
        ...docsOf(docComment(clientDocs(service))),
        isExported: true,
        name: typeName,
        properties: [
          ...root.children.map((child) => ({
            name: child.name,
            isReadonly: true,
            type: imports.value(child.className, child.file),
          })),
          ...(derives ? [{ name: "#transport", isReadonly: true, type: transport }] : []),
        ],
        ctors: [
          {
            parameters: [{ name: "transport", type: transport }],
            statements: [
              ...(derives ? ["this.#transport = transport;"] : []),
              ...root.children.map((child) => `this.${child.name} = new ${child.className}(transport);`),
            ],
          },
        ],
        methods: derives
          ? [
              {
                name: "withOptions",
                ...docsOf(docComment({ ...noDocs, description: derivation }, [], 2)),
                parameters: [{ name: "options", type: imports.runtime("DerivedOptions") }],
                returnType: typeName,
                statements: [`return new ${typeName}(this.#transport.withOptions(options));`],
              },
            ]
          : [],
      },
      exportedFunction({
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
