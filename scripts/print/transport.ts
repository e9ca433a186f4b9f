// transport.ts of a service: its facts for the runtime, and the transport that the client and the functions share.

import type { FunctionDeclarationStructure } from "ts-morph";
import { noDocs } from "../model/docs.js";
import type { Docs } from "../model/types/node.js";
import type { RateLimitHeaders, ServerVariable, Service } from "../model/types/service.js";
import { authentication, credentialMembers, credentialStatements } from "./authentication.js";
import { docComment } from "./typescript/comment.js";
import { access, propertyKey, stringLiteral, typeKey } from "./typescript/escape.js";
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

const issueReaders = { jsonapi: "jsonApiIssues", problem: "problemIssues", any: "anyIssues" } as const;

function serviceData(service: Service, file: FileBuilder): Data {
  const { imports } = file;
  const { name, servers, inflection, idempotency, requestId, rateLimit, errorFormat } = service;
  const normalise =
    inflection &&
    new Expression(
      `(body) => ${imports.runtimeValue("camelKeys")}(body, [${inflection.verbatim.map(stringLiteral).join(", ")}])`,
    );
  return {
    name,
    servers: Object.fromEntries(servers.map(({ environment, url, template = url }) => [environment, template])),
    variables: variablesData(service),
    choose: chooser(service, file),
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
    issues: new Expression(imports.runtimeValue(issueReaders[errorFormat])),
    normalise,
  };
}

function hasVariables({ servers }: Service): boolean {
  return servers.some(({ variables = [] }) => variables.length > 0);
}

function chooser(service: Service, { imports }: FileBuilder): Data | undefined {
  if (hasVariables(service)) return new Expression(imports.runtimeValue("fillServer"));
  return service.servers.length > 1 ? new Expression(imports.runtimeValue("chooseServer")) : undefined;
}

/** The variables in the URLs of each environment. */
function variablesData(service: Service): Data | undefined {
  if (!hasVariables(service)) return undefined;
  const entries = service.servers.map(({ environment, variables = [] }): [string, Data] => {
    return [
      environment,
      Object.fromEntries(
        variables.map((each): [string, Data] => [each.name, { default: each.default, enum: each.values }]),
      ),
    ];
  });
  return Object.fromEntries(entries);
}

/** The variables of all servers, which callers may give values. */
function variablesMember({ servers }: Service): PrintedMember {
  const all = new Map<string, ServerVariable[]>();
  for (const each of servers.flatMap(({ variables = [] }) => variables)) {
    all.set(each.name, [...(all.get(each.name) ?? []), each]);
  }
  const members = [...all].map(([name, variables]) => {
    const isListed = variables.every(({ values }) => values !== undefined);
    const values = [...new Set(variables.flatMap((each) => each.values ?? []))].map(stringLiteral);
    return `${typeKey(name)}?: ${[...(isListed ? values : ["string"]), "undefined"].join(" | ")}`;
  });
  const lines = [...all].map(([name, [first]]) => {
    const words = first?.description === undefined ? "" : `, ${lower(first.description)}`;
    return `- \`${name}\`: \`${first?.default}\` by default${words}`;
  });
  const description = `Values for the variables in the server's URL.\n\n${lines.join("\n")}`;
  return {
    key: "serverVariables",
    optional: true,
    type: `{ ${members.join("; ")} } | undefined`,
    docs: docComment({ ...noDocs, description }, [], 2),
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
    ...(hasVariables(service) ? [variablesMember(service)] : []),
    ...(service.exact.includes("int64") ? [int64Member(file)] : []),
    ...file.types.members(
      headerOptions.map(({ name, type, docs, default: usual }) => ({
        name,
        type,
        docs: usual === undefined ? docs : withDefaultValue(docs, usual),
        optional: true,
      })),
      undefined,
      true,
    ).named,
  ];
}

function withDefaultValue(docs: Docs, value: string): Docs {
  const usual = `Default: \`${value}\`, which this client was written for; null sends none.`;
  return { ...docs, description: [docs.description, usual].filter(Boolean).join("\n\n") };
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
  const headers = headerOptions.map(({ name, wire, default: usual }) => {
    const given = `options${access(name)}`;
    const value = usual === undefined ? given : `${given} === undefined ? ${stringLiteral(usual)} : ${given}`;
    return `${propertyKey(wire)}: ${value}`;
  });
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
