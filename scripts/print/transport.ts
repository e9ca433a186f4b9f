// What the runtime has to know about the service, and the transport that the client and the functions share.

import type { FunctionDeclarationStructure } from "ts-morph";
import { noDocs } from "../model/docs.js";
import type { RateLimitHeaders, Service } from "../model/types/service.js";
import { authentication, credentialMembers, credentialStatements } from "./authentication.js";
import { docComment } from "./typescript/comment.js";
import { access, propertyKey, stringLiteral } from "./typescript/escape.js";
import { type Data, dataText, Expression, objectText } from "./typescript/literal.js";
import { type Context, type FileBuilder, type SourceFile, sourceFile } from "./typescript/source-file.js";
import { constant, exportedFunction, interfaceDeclaration, type PrintedMember } from "./typescript/statement.js";

export const transportFile = "transport";

export function transportSource(context: Context, service: Service): SourceFile {
  return sourceFile(context, transportFile, (file) => {
    const { imports, statements } = file;
    const options = optionMembers(service, file);
    statements.push(
      constant("service", imports.runtime("Service"), dataText(serviceData(service, file), true)),
      interfaceDeclaration({
        name: `${service.typeName}Options`,
        docs: `Options of {@link create${service.typeName}} and {@link create${service.typeName}Transport}.`,
        extends: imports.runtime("ClientOptions"),
        members: { named: options, rest: undefined },
      }),
      createTransport(service, file),
    );
  });
}

const readers = { jsonapi: "jsonApiIssues", problem: "problemIssues" } as const;

function serviceData(service: Service, { imports }: FileBuilder): Data {
  const { name, servers, inflection, idempotency, requestId, rateLimit, errorFormat } = service;
  const normalise =
    inflection &&
    new Expression(
      `(body) => ${imports.runtimeValue("camelKeys")}(body, [${inflection.verbatim.map(stringLiteral).join(", ")}])`,
    );
  return {
    name,
    servers: Object.fromEntries(servers.map(({ environment, url }) => [environment, url])),
    choose: servers.length > 1 ? new Expression(imports.runtimeValue("chooseServer")) : undefined,
    headers: inflection && { [inflection.header]: inflection.value },
    idempotency: idempotency && {
      header: idempotency.header,
      methods: idempotency.methods,
      keepsErrors: idempotency.keepsErrors,
    },
    requestId,
    rateLimit: rateLimit && {
      ...rateLimitData(rateLimit),
      quota: rateLimit.quota && rateLimitData(rateLimit.quota),
    },
    issues: errorFormat && new Expression(imports.runtimeValue(readers[errorFormat])),
    normalise,
  };
}

function rateLimitData({ limit, remaining, reset, epoch }: RateLimitHeaders) {
  return { limit, remaining, reset, epoch: epoch ? true : undefined };
}

function optionMembers(service: Service, file: FileBuilder): readonly PrintedMember[] {
  const { auth, servers, headerOptions } = service;
  const environments = servers.map(({ environment }) => stringLiteral(environment));
  return [
    ...credentialMembers(auth, file),
    ...(servers.length < 2 ? [] : [environmentMember(service, [...environments, "undefined"].join(" | "))]),
    ...(service.exact.includes("int64") ? [int64Member(file)] : []),
    ...file.types.members(
      headerOptions.map(({ name, type, docs }) => ({ name, type, docs, optional: true })),
      undefined,
      true,
    ).named,
  ];
}

function environmentMember({ servers }: Service, type: string): PrintedMember {
  const lines = servers.map(
    ({ environment, url, description }) =>
      `- \`${environment}\`: ${url}${description ? `, ${lower(description)}` : ""}`,
  );
  const description = `Which server to talk to. Default: \`${servers[0]?.environment}\`.\n\n${lines.join("\n")}`;
  return {
    key: "environment",
    optional: true,
    type,
    docs: docComment({ ...noDocs, description }, [], 2),
  };
}

function int64Member({ imports }: FileBuilder): PrintedMember {
  const description =
    "The form of 64-bit numbers. As a `number`, one beyond 2^53 is refused; for another form, declare the type of `Int64` by `ChosenTypes` as well. Default: `number`.";
  return {
    key: "int64",
    optional: true,
    type: `${imports.runtime("Int64Option")} | undefined`,
    docs: docComment({ ...noDocs, description }, [], 2),
  };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}

function createTransport(service: Service, file: FileBuilder): FunctionDeclarationStructure {
  const { imports } = file;
  const { typeName, auth, headerOptions } = service;
  const headers = headerOptions.map(({ name, wire }) => `${propertyKey(wire)}: options${access(name)}`);
  const args = ["service", "options", authentication(auth, file)];
  if (headers.length > 0) args.push(objectText(headers));
  const created = `${imports.runtimeValue("createTransport")}(${args.join(", ")})`;
  const withForm = (): string => `${imports.runtimeValue("withInt64")}(${created}, options.int64)`;
  const transport = service.exact.includes("int64") ? withForm() : created;
  return exportedFunction({
    name: `create${typeName}Transport`,
    docs: docComment({ ...noDocs, description: transportDocs(typeName) }, [
      { name: "throws", text: "{ConfigurationError} if a credential is missing or an option makes no sense." },
    ]),
    parameters: [{ name: "options", optional: false, type: `${typeName}Options`, initial: "{}" }],
    returns: imports.runtime("Transport"),
    statements: [...credentialStatements(service, file), `return ${transport};`],
  });
}

function transportDocs(typeName: string): string {
  return `Makes the transport that the functions of this service take as their first argument. A bundler keeps only the functions that are used; {@link create${typeName}} gives all of them as methods of one object.`;
}
