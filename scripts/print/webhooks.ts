// The events of a service, as one union with the name as its discriminator, and the functions that read a delivery and verify
// it where the service signs.

import type { FunctionDeclarationStructure, StatementStructures, VariableStatementStructure } from "ts-morph";
import { noDocs } from "../model/docs.js";
import type { Docs } from "../model/types/node.js";
import type { Service, UnknownEvent, WebhookSignature, Webhooks } from "../model/types/service.js";
import { docComment, type Tag } from "./typescript/comment.js";
import { access, propertyKey, stringLiteral, typeKey } from "./typescript/escape.js";
import { globalType } from "./typescript/global.js";
import { type Data, dataText } from "./typescript/literal.js";
import { type Context, type FileBuilder, type SourceFile, sourceFile } from "./typescript/source-file.js";
import { constant, exportedFunction, interfaceDeclaration, typeAlias } from "./typescript/statement.js";

export const webhooksFile = "webhooks";

const verifyName = "verifyWebhook";
const signName = "signWebhook";

/** The functions of the file. */
export function webhookFunctions({ unionName, signature, unknown }: Webhooks): readonly string[] {
  const guard = unknown === undefined ? [] : [`is${unionName}`];
  return [...guard, `parse${unionName}`, ...(signature === undefined ? [] : [signName, verifyName])];
}

/** The types of the file. */
export function webhookTypes({ unionName, unknown }: Webhooks): readonly string[] {
  return [unionName, ...(unknown === undefined ? [] : [unknown.name])];
}

export function webhookSource(context: Context, service: Service, webhooks: Webhooks): SourceFile {
  return sourceFile(context, webhooksFile, (file) => {
    const { types, statements } = file;
    const { unionName, events, exact, signature, unknown } = webhooks;
    const known = types.text({ kind: "union", of: events.map(({ type }) => type) });
    if (signature !== undefined) statements.push(scheme(signature, file));
    if (exact !== undefined) {
      const rows = exact.map(({ number, members, rest, items }): Data => ({ number, members, rest, items }));
      statements.push(constant("eventNumbers", file.imports.runtime("ExactNumbers"), dataText(rows)));
    }
    const union = unknown === undefined ? known : `${known} | ${unknown.name}`;
    statements.push(typeAlias(unionName, union, docComment(unknown === undefined ? closedDocs : openDocs(unknown))));
    if (unknown !== undefined) statements.push(unknownType(unknown, webhooks, file), guard(unknown, webhooks));
    statements.push(parser(service, webhooks, file));
    if (signature !== undefined) {
      statements.push(verifier(service, webhooks, signature, file), signer(service, signature, file));
    }
  });
}

const closedDocs: Docs = {
  ...noDocs,
  description:
    "Every event that the spec knows. The service may send others at any time: let a `switch` over the name have a default.",
};

function openDocs({ name, tag }: UnknownEvent): Docs {
  const description = `Every event that the spec knows, and {@link ${name}} for those that the service may send at any time. Compare \`${tag}\` to tell them apart, and give a \`switch\` over it a default.`;
  return { ...noDocs, description };
}

function unknownType(
  { name, members }: UnknownEvent,
  { unionName }: Webhooks,
  { types }: FileBuilder,
): StatementStructures {
  const description = `An event that the spec does not know. Members whose types differ between known events are \`never\` here, so that comparing the name narrows \`${unionName}\` to the known type.`;
  const docs = docComment({ ...noDocs, description });
  return interfaceDeclaration({ name, docs, members: types.members(members, undefined, false) });
}

/** A type guard by the event's name, for where a comparison is not enough: in `find`, and before the event is passed on. */
function guard({ tag, name: unknown }: UnknownEvent, { unionName }: Webhooks): FunctionDeclarationStructure {
  const known = globalType("Exclude", unionName, unknown);
  const type = globalType("Extract", known, `{ ${typeKey(tag)}: Name }`);
  return exportedFunction({
    name: `is${unionName}`,
    docs: docsOf(
      "Whether an event is the known one of this name, for `find` and `filter`, and to pass it on by its type.",
      [],
    ),
    typeParameters: [`Name extends ${known}[${stringLiteral(tag)}]`],
    parameters: [
      { name: "event", optional: false, type: unionName },
      { name: "name", optional: false, type: "Name" },
    ],
    returns: `event is ${type}`,
    statements: [`return event${access(tag)} === name;`],
  });
}

function parser(service: Service, webhooks: Webhooks, file: FileBuilder): FunctionDeclarationStructure {
  const { typeName } = service;
  const { unionName, signature } = webhooks;
  const description = `Reads a delivery's body, as text, bytes or parsed, and gives it the type {@link ${unionName}}.`;
  const authenticity =
    signature === undefined
      ? `The events of ${typeName} are not signed: whoever knows the address of your receiver can send one. Treat an event as a hint, and read what it names from ${typeName} again before you act on it.`
      : `Whether ${typeName} sent it is not checked: {@link ${verifyName}} does that.`;
  return exportedFunction({
    name: `parse${unionName}`,
    docs: docsOf(`${description} ${authenticity}`, [decodeError(typeName)]),
    parameters: [{ name: "body", optional: false, type: "unknown" }],
    returns: unionName,
    statements: parse(service, webhooks, file),
  });
}

function parse(
  service: Service,
  { decode, documents, exact, unionName }: Webhooks,
  { imports }: FileBuilder,
): string[] {
  const body = exact === undefined ? "body" : `${imports.runtimeValue("exactEvent")}(body, eventNumbers)`;
  const parseEvent = `${imports.runtimeValue("parseEvent")}(${stringLiteral(service.name)}, ${body}`;
  if (decode === "none") return [`return ${parseEvent}) as ${unionName};`];
  const event = service.inflection
    ? `${imports.runtimeValue("camelKeys")}(event, [${service.inflection.verbatim.map(stringLiteral).join(", ")}])`
    : "event";
  const flat = `${imports.runtimeValue("flattenEvent")}(${event}, [${documents.map(stringLiteral).join(", ")}])`;
  return [`const decode = (event: unknown): unknown => ${flat};`, `return ${parseEvent}, decode) as ${unionName};`];
}

function scheme(
  { header, encoding, secretPrefix, timestampHeader, idHeader, ...rest }: WebhookSignature,
  { imports }: FileBuilder,
): VariableStatementStructure {
  const { format, separator, signedPayload, toleranceSeconds } = rest;
  const beside = { encoding, secretPrefix, timestampHeader, idHeader };
  const data = dataText({ header, ...beside, format, separator, signedPayload, toleranceSeconds }, true);
  return constant("signature", imports.runtime("WebhookSignature"), data);
}

const secrets = { name: "secrets", optional: false, type: "string | readonly string[]" };

function verifier(
  { typeName }: Service,
  { unionName }: Webhooks,
  { header, toleranceSeconds }: WebhookSignature,
  file: FileBuilder,
): FunctionDeclarationStructure {
  const { imports } = file;
  const parameters = [
    { name: "rawBody", optional: false, type: imports.runtime("RawBody") },
    { name: "headers", optional: false, type: imports.runtime("DeliveryHeaders") },
    secrets,
    { name: "options", optional: true, type: imports.runtime("VerifyOptions") },
  ];
  const description = `Reads a delivery that ${typeName} has signed: with one of the secrets${toleranceSeconds === undefined ? "" : `, and no longer ago than ${toleranceSeconds} seconds, unless \`options\` say otherwise`}.`;
  return exportedFunction({
    async: true,
    name: verifyName,
    docs: docsOf(description, [
      {
        name: "param",
        text: "rawBody the bytes or the text as they came: a body that was parsed and printed again is another.",
      },
      { name: "param", text: `headers all headers of the delivery, of which \`${header}\` is read.` },
      { name: "param", text: "secrets the webhook's secret; while it is being rotated, the new and the old one." },
      {
        name: "throws",
        text: "{WebhookVerificationError} if it must not be trusted; `refusal` says why, the message what to do.",
      },
      decodeError(typeName),
      { name: "throws", text: "{ConfigurationError} if there is no secret." },
    ]),
    parameters,
    returns: globalType("Promise", unionName),
    statements: [
      `await ${imports.runtimeValue("verifySignature")}(signature, rawBody, headers, secrets, options);`,
      `return parse${unionName}(rawBody);`,
    ],
  });
}

function signer(
  { typeName }: Service,
  { header, timestampHeader, idHeader }: WebhookSignature,
  file: FileBuilder,
): FunctionDeclarationStructure {
  const headers = [idHeader, timestampHeader, header].filter((name) => name !== undefined);
  const type = `{ ${headers.map((name) => `readonly ${typeKey(name)}: string`).join("; ")} }`;
  const { imports } = file;
  const parameters = [
    { name: "rawBody", optional: false, type: imports.runtime("RawBody") },
    secrets,
    { name: "timestamp", optional: true, type: "number" },
  ];
  const description = `Signs a body as ${typeName} does, for tests of a receiver: send it with these headers.`;
  return exportedFunction({
    async: true,
    name: signName,
    docs: docsOf(description, [
      { name: "param", text: "secrets the webhook's secret. Several make a signature each, as in a rotation." },
      { name: "param", text: "timestamp Unix seconds. Default: now." },
    ]),
    parameters,
    returns: globalType("Promise", type),
    statements:
      headers.length > 1
        ? [
            `return (await ${imports.runtimeValue("signedHeaders")}(signature, rawBody, secrets, timestamp)) as ${type};`,
          ]
        : [
            `const value = await ${imports.runtimeValue("createSignature")}(signature, rawBody, secrets, timestamp);`,
            `return { ${propertyKey(header)}: value };`,
          ],
  });
}

function docsOf(description: string, tags: readonly Tag[]): string | undefined {
  return docComment({ ...noDocs, description }, tags);
}

function decodeError(typeName: string): Tag {
  return { name: "throws", text: `{DecodeError} if it is not JSON or not an event of ${typeName}.` };
}
