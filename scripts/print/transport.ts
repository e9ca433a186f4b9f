// What the runtime is told about the service, and the transport that both doors go through.

import { noDocs } from "../model/docs.js";
import type { RateLimitHeaders, Service } from "../model/types/service.js";
import { authentication, credentialMembers, credentialStatements } from "./authentication.js";
import { docComment, memberComment } from "./typescript/comment.js";
import { access, propertyKey, stringLiteral } from "./typescript/escape.js";
import { type Context, type FileBuilder, printFile } from "./typescript/file.js";
import { alternatives, group, type Layout, list, print } from "./typescript/layout.js";
import { type Data, dataLayout, Expression } from "./typescript/literal.js";
import { constant, functionText, interfaceText } from "./typescript/statement.js";
import type { PrintedMember } from "./typescript/type.js";

export const transportFile = "transport";

export function emitTransport(context: Context, service: Service): string {
  return printFile(context, transportFile, (file) => {
    const { imports, statements } = file;
    const options = optionMembers(service, file);
    statements.push(
      constant("service", imports.runtime("Service"), dataLayout(serviceData(service, file), true)),
      interfaceText({
        name: `${service.typeName}Options`,
        docs: `Options of {@link create${service.typeName}} and {@link create${service.typeName}Transport}.`,
        extends: imports.runtime("ClientOptions"),
        members: options,
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
    idempotency: idempotency && { header: idempotency.header, methods: idempotency.methods },
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
    ...(servers.length < 2 ? [] : [environmentMember(service, alternatives("|", [...environments, "undefined"]))]),
    ...file.types.members(
      headerOptions.map(({ name, type, docs }) => ({ name, type, docs, optional: true })),
      undefined,
      true,
    ),
  ];
}

function environmentMember({ servers }: Service, type: Layout): PrintedMember {
  const lines = servers.map(
    ({ environment, url, description }) =>
      `- \`${environment}\`: ${url}${description ? `, ${lower(description)}` : ""}`,
  );
  const description = `Which server to talk to. Default: \`${servers[0]?.environment}\`.\n\n${lines.join("\n")}`;
  return {
    key: "environment",
    optional: true,
    type,
    comment: memberComment({ ...noDocs, description }),
  };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}

function createTransport(service: Service, file: FileBuilder): string {
  const { imports } = file;
  const { typeName, auth, headerOptions } = service;
  const headers = headerOptions.map(({ name, wire }) => `${propertyKey(wire)}: options${access(name)}`);
  const args = ["service", "options", authentication(auth, file)];
  if (headers.length > 0) args.push(list("{", headers, "}", { padded: true }));
  const result = group("return ", list(`${imports.runtimeValue("createTransport")}(`, args, ")"), ";");
  return functionText({
    name: `create${typeName}Transport`,
    docs: docComment({ ...noDocs, description: transportDocs(typeName) }, 0, [
      { name: "throws", text: "{ConfigurationError} if a credential is missing or an option makes no sense." },
    ]),
    parameters: [{ name: "options", optional: false, type: `${typeName}Options`, initial: "{}" }],
    returns: imports.runtime("Transport"),
    statements: [...credentialStatements(service, file), print(result, { column: 2, indent: 2 })],
  });
}

function transportDocs(typeName: string): string {
  return `Makes the transport that the functions of this service take as their first argument. A bundler keeps only the functions that are used; {@link create${typeName}} gives all of them as methods of one object.`;
}
