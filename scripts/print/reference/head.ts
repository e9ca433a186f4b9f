// The head of a fact sheet: the facts of the service as a whole, and the list of its operations.

import { clientOptions as everyClient } from "../../model/naming/client-options.js";
import {
  type AuthScheme,
  type Credential,
  operationsOf,
  type Resource,
  type Service,
} from "../../model/types/service.js";
import { wordsOf } from "../resource/pager.js";
import { prose } from "./blocks.js";
import { clientPath, clientVariable } from "./call.js";
import type { Details } from "./details.js";
import { code, facts, fenced, inline, listed, table, toHeading } from "./markdown.js";
import { meaningCell } from "./values/notes.js";
import { typeText } from "./values/type-text.js";

export function head(service: Service, details: Details, specifier: string, decimals?: string): string {
  const parts = [
    `# ${inline(service.title)}`,
    details.summary && prose(details.summary),
    service.description && prose(service.description),
    fenced("ts", imports(service, specifier, decimals)),
    facts([
      ["Spec", `version ${code(service.version)}, in ${code(service.specFolder)}`],
      ["Servers", servers(service)],
      ["Authentication", authentication(service)],
      ["Names", names(service)],
      ["Numbers", numbers(service)],
      ["Paging", paging(service)],
      ["Idempotency", idempotency(service)],
      ["Rate limit", rateLimit(service, details)],
      ["Request id", requestId(service)],
      ["Retries", retries(details)],
    ]),
    clientOptions(service),
  ];
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

/** The ways to the service: the client and the functions. `decimals`: the module of `decimal`, for a service that has some. */
function imports(service: Service, specifier: string, decimals: string | undefined): string {
  const { typeName } = service;
  const create = [`create${typeName}`, `create${typeName}Transport`];
  return [
    ...(decimals === undefined ? [] : [`import { decimal } from ${JSON.stringify(decimals)};`]),
    `import { ${create.join(", ")} } from ${JSON.stringify(specifier)};`,
    "",
    `// All operations as methods of one object`,
    `const ${clientVariable(service)} = create${typeName}();`,
    "",
    `// What the functions take as their first argument; a bundler keeps only those in use`,
    `const transport = create${typeName}Transport();`,
  ].join("\n");
}

function servers({ servers }: Service): string {
  const one = servers.map(({ environment, url, description }, index) => {
    const name = servers.length > 1 ? `${code(environment)}${index === 0 ? " (default)" : ""}: ` : "";
    return `${name}${code(url)}${description === undefined ? "" : ` (${inline(description).replace(/\.$/, "")})`}`;
  });
  return one.join("; ");
}

function authentication({ auth }: Service): string {
  const { schemes, security, required } = auth;
  const [only] = schemes;
  if (only === undefined) return "none";
  if (schemes.length === 1) return `${scheme(only)}${required ? "" : ". Not every operation needs it"}`;
  const ways = security.map((names) => names.map((name) => code(name)).join(" with ") || "none at all");
  const all = schemes.map((each) => `${code(each.name)}: ${scheme(each)}`).join("; ");
  const usual = ways.length === 0 ? "Operations say themselves which they need" : `Calls take ${ways.join(", or ")}`;
  return `${all}. ${usual}`;
}

function scheme(auth: AuthScheme): string {
  const variable = (credential: Credential): string => `or the environment variable ${code(credential.variable)}`;
  switch (auth.kind) {
    case "bearer": {
      const what = auth.holds === "key" ? "an API key" : "an OAuth access token";
      return `${what} as bearer token: ${code(auth.credential.option)}, ${variable(auth.credential)}`;
    }
    case "authorization":
      return `a key in the header ${code("Authorization")}, behind ${code(auth.scheme)}: ${code(auth.credential.option)}, ${variable(auth.credential)}`;
    case "apiKey": {
      const place = { header: "the header", query: "the query parameter", cookie: "the cookie" }[auth.in];
      return `an API key in ${place} ${code(auth.wire)}: ${code(auth.credential.option)}, ${variable(auth.credential)}`;
    }
    case "basic":
      return `HTTP basic authentication: ${pair(auth.username, auth.password)}`;
    case "clientCredentials": {
      const scope = auth.scope === undefined ? "" : `, scope ${code(auth.scope)}`;
      const where = URL.canParse(auth.tokenUrl) ? "" : " of the server in use";
      return [
        `OAuth 2.0 client credentials: ${pair(auth.id, auth.secret)}.`,
        `Tokens come from ${code(auth.tokenUrl)}${where}${scope}; one is kept until shortly before it ends`,
      ].join(" ");
    }
    case "outside":
      return "the work of the client's `fetch`";
  }
}

function pair(first: Credential, second: Credential): string {
  const options = `${code(first.option)} and ${code(second.option)}`;
  return `${options}, or the environment variables ${code(first.variable)} and ${code(second.variable)}`;
}

function names({ inflection }: Service): string {
  if (inflection === undefined) return "as the wire spells them";
  const { header, value, verbatim } = inflection;
  const kept = verbatim.length === 0 ? "" : `; keys inside ${listed(verbatim.map(code))} stay as they are`;
  return `camelCase for callers, requested by ${code(`${header}: ${value}`)}${kept}`;
}

function numbers({ exact }: Service): string | undefined {
  const parts = [
    ...(exact.includes("decimal")
      ? [`decimals are text, digit by digit as on the wire: ${code("Decimal")}, made by ${code("decimal()")}`]
      : []),
    ...(exact.includes("int64")
      ? [
          `64-bit ones are ${code("Int64")}, a number that is refused beyond 2^53 unless the option ${code("int64")} asks for ${code('"bigint"')} or ${code('"string"')}`,
        ]
      : []),
  ];
  return parts.length === 0 ? undefined : parts.join("; ");
}

function paging({ root }: Service): string | undefined {
  const pagers = operationsOf(root).flatMap(({ pager }) => pager ?? []);
  const kinds = [...new Set(pagers.map(({ kind }) => wordsOf[kind].way))];
  if (kinds.length === 0) return undefined;
  return `by ${listed(kinds, "or")}: a list is awaited for one page, iterated for all items, and has ${code(".pages()")}`;
}

function idempotency({ idempotency }: Service): string {
  if (idempotency === undefined) return "no header: only calls that are safe to repeat are retried";
  const { header, methods } = idempotency;
  const where = methods.length === 0 ? "operations that take it" : listed(methods.map(code));
  return `${code(header)} on ${where}, a random UUID unless a call gives ${code("idempotencyKey")}`;
}

function rateLimit({ rateLimit }: Service, { quotaHeaders, retryAfter }: Details): string | undefined {
  const { limit, remaining, reset, epoch = false } = rateLimit ?? {};
  const headers = [limit, remaining, reset].filter((name) => name !== undefined);
  const unit = reset === undefined ? "" : epoch ? ", the last a Unix time" : ", the last in seconds from now";
  const parts = [
    headers.length === 0 ? undefined : `${listed(headers.map(code))}${unit}`,
    quotaHeaders.length === 0 ? undefined : `${listed(quotaHeaders.map(code))} for product quotas`,
    retryAfter === undefined ? undefined : `${code(retryAfter)} on a refusal`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join("; ");
}

function requestId({ requestId }: Service): string | undefined {
  if (requestId === undefined) return undefined;
  return `${code(requestId)}, as ${code("requestId")} of ${code(".withResponse()")} and of every ${code("ApiError")}`;
}

function retries({ retryAfter }: Details): string {
  const obeyed = code(retryAfter ?? "Retry-After");
  return `calls that are safe to repeat, on a lost connection, a timeout, 408, 429 and every 5xx but 501; ${obeyed} is obeyed`;
}

/** Options that this service adds to those of every client. */
function clientOptions(service: Service): string | undefined {
  const { headerOptions, servers } = service;
  const common = everyClient.filter((name) => name !== "environment").map(code);
  const environments = servers.map(({ environment }) => code(environment));
  const rows = [
    ...(servers.length < 2
      ? []
      : [
          [
            code("environment"),
            listed(environments, "or"),
            code(servers[0]?.environment ?? ""),
            "Which server to talk to.",
          ],
        ]),
    ...servers.flatMap(({ environment, variables = [] }) =>
      variables.map(({ name, default: usual, values, description }) => [
        code(`serverVariables.${name}`),
        values === undefined ? code("string") : listed(values.map(code), "or"),
        code(usual),
        `${inline(description ?? "Part of the server's URL.")}${servers.length > 1 ? ` In ${code(environment)}.` : ""}`,
      ]),
    ),
    ...(service.exact.includes("int64")
      ? [[code("int64"), code('"number" | "bigint" | "string"'), code("number"), "The form of 64-bit numbers."]]
      : []),
    ...headerOptions.map(({ name, type, docs, wire, default: usual }) => [
      code(name),
      code(typeText(type)),
      usual === undefined ? "" : code(usual),
      `${meaningCell(docs)} Sent as ${code(wire)}.`.trim(),
    ]),
  ];
  const every = `Options of every client: ${listed(common)}.`;
  return rows.length === 0 ? every : `${table(["Option", "Type", "Default", "Meaning"], rows)}\n\n${every}`;
}

/** Every operation in a line, and the sections after them. */
export function contents(service: Service, sections: readonly string[]): string {
  const rows = operationsOf(service.root).map((operation) => {
    const path = clientPath(service, operation);
    const { httpMethod, path: url, docs } = operation;
    return [toHeading(code(path), path), code(`${httpMethod} ${url}`), inline(docs.summary ?? "")];
  });
  const headings = sections.flatMap((section) => /^## (.*)/.exec(section)?.[1] ?? []);
  const further = headings.map((heading) => toHeading(heading, heading)).join(" · ");
  return ["## Operations", table(["Call", "Request", "What it does"], rows), further].filter(Boolean).join("\n\n");
}

/** The heading of a resource, with its description. */
export function resourceHead(service: Service, { path, description }: Resource): string {
  const heading = `## ${code([clientVariable(service), ...path].join("."))}`;
  return description === undefined ? heading : `${heading}\n\n${prose(description)}`;
}
