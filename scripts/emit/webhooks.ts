// The events a service sends, as one union told apart by name, and how a delivery becomes one.

import { StructureKind } from "ts-morph";
import { noDocs } from "../model/docs.js";
import type { Docs, Service, Webhooks } from "../model/types.js";
import { alias, comment } from "./declaration.js";
import { type Context, type FileBuilder, printFile } from "./file.js";
import { alternatives } from "./layout.js";
import { docComment } from "./prose.js";
import { stringLiteral } from "./text.js";

export const webhooksFile = "webhooks";

export function emitWebhooks(context: Context, service: Service, webhooks: Webhooks): string {
  return printFile(context, webhooksFile, (file) => {
    const { types, statements } = file;
    const { unionName, events } = webhooks;
    const choices = [...new Set(events.map(({ type }) => JSON.stringify(type)))].map((type) =>
      types.layout(JSON.parse(type)),
    );
    statements.push(alias(unionName, alternatives("|", choices), file, comment(docComment(unionDocs, 0))), {
      kind: StructureKind.Function,
      isExported: true,
      name: `parse${unionName}`,
      docs: comment(
        docComment(parseDocs(service.typeName, unionName), 0, [
          { name: "throws", text: `{DecodeError} if it is not JSON or not an event of ${service.typeName}.` },
        ]),
      ),
      parameters: [{ name: "body", type: "unknown" }],
      returnType: unionName,
      statements: parse(service, webhooks, file),
    });
  });
}

const unionDocs: Docs = {
  ...noDocs,
  description:
    "Every event that the spec knows. The service may send others at any time: let a `switch` over the name have a default.",
};

function parseDocs(service: string, union: string): Docs {
  const description = `Reads a delivery's body, as text or parsed, and gives it the form of a {@link ${union}}. Whether ${service} sent it is another question, which this does not answer.`;
  return { ...noDocs, description };
}

function parse(service: Service, { decode, documents, unionName }: Webhooks, { imports }: FileBuilder): string[] {
  const parseEvent = `${imports.runtimeValue("parseEvent")}(${stringLiteral(service.name)}, body`;
  if (decode === "none") return [`return ${parseEvent}) as ${unionName};`];
  const event = service.inflection
    ? `${imports.runtimeValue("camelKeys")}(event, [${service.inflection.verbatim.map(stringLiteral).join(", ")}])`
    : "event";
  const flat = `${imports.runtimeValue("flattenEvent")}(${event}, [${documents.map(stringLiteral).join(", ")}])`;
  return [`const decode = (event: unknown): unknown => ${flat};`, `return ${parseEvent}, decode) as ${unionName};`];
}
