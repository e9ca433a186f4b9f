// Security schemes → how a client proves who calls, where its credentials come from, and which calls take which.

import { isObject, type Json } from "../../document/json.js";
import { pointerOf, type SpecDocument, text } from "../../document/resolve.js";
import type { Problem } from "../../problem/problem.js";
import { docsOf } from "../docs.js";
import { takenOptions } from "../naming/client-options.js";
import { identifier, NameScope, words } from "../naming/names.js";
import type { Security } from "../types/operation.js";
import type { Auth, AuthScheme, Credential, Server } from "../types/service.js";
import { conflictsOf, type Loss, type ReadScheme, type SchemeKind } from "./conflicting-schemes.js";
import { securityOf } from "./security.js";

interface Secured {
  readonly operation: Json;
  readonly pointer: string;
}

export interface AuthFound {
  readonly auth: Auth;
  /** Requirements of the operations that differ from the service's, by their pointers. */
  readonly security: ReadonlyMap<string, Security>;
  readonly problems: readonly Problem[];
}

export function authOf(
  document: SpecDocument,
  placed: readonly Secured[],
  service: string,
  servers: readonly Server[],
): AuthFound {
  const components = isObject(document.root.components) ? document.root.components : {};
  const declared = new Map<string, Json>();
  for (const [name, node] of Object.entries(isObject(components.securitySchemes) ? components.securitySchemes : {})) {
    const scheme = document.resolve(node);
    if (isObject(scheme)) declared.set(name, scheme);
  }
  const { standard, operations, required, used, scopes } = securityOf(document.root, placed, declared);
  const tokens = tokensOf(used, declared);
  const drafts = used.flatMap((name): Draft[] => {
    const scheme = declared.get(name) ?? {};
    const token = tokens.get(name);
    return [
      { name, scheme, ...readScheme(scheme, scopes.get(name) ?? [], servers) },
      ...(token === undefined ? [] : [{ name: token, scheme, kind: { kind: "bearer", holds: "token" } } as const]),
    ];
  });
  const schemes = spell(drafts, service, new Set(standard.flat()));
  const { alternatives, conflicts } = conflictsOf(drafts);
  // A caller who passes a token means it to be used.
  const either = (security: Security): Security =>
    distinct(security.flatMap(alternatives)).flatMap((names) =>
      names.some((name) => tokens.has(name)) ? [names.map((name) => tokens.get(name) ?? name), names] : [names],
    );
  const auth: Auth = { schemes, security: either(standard), required };
  const security = new Map([...operations].map(([pointer, requirement]) => [pointer, either(requirement)]));
  return {
    auth,
    security,
    problems: [
      ...drafts.flatMap(({ name, lost }) => (lost === undefined ? [] : [loss(name, lost)])),
      ...[...conflicts].map(([name, lost]) => loss(name, lost)),
    ],
  };
}

function distinct(security: Security): Security {
  return [...new Map(security.map((names) => [JSON.stringify(names), names])).values()];
}

function loss(name: string, { message, remedy }: Loss): Problem {
  return {
    code: "auth-scheme",
    severity: "warning",
    message: `The security scheme ${JSON.stringify(name)} ${message}`,
    remedy,
    pointer: pointerOf("components", "securitySchemes", name),
  };
}

/**
 * OAuth schemes with a flow for a client and another for a person: the person's token becomes a scheme of its own, under the
 * name that stands beside the scheme's.
 */
function tokensOf(used: readonly string[], declared: ReadonlyMap<string, Json>): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  for (const name of used) {
    const { type, flows } = declared.get(name) ?? {};
    if (type !== "oauth2" || !isObject(flows) || !isObject(flows.clientCredentials)) continue;
    if (!["authorizationCode", "implicit", "password", "deviceAuthorization"].some((flow) => isObject(flows[flow])))
      continue;
    let token = `${name} token`;
    while (declared.has(token)) token += "_";
    tokens.set(name, token);
  }
  return tokens;
}

interface Draft extends ReadScheme {
  readonly name: string;
  readonly scheme: Json;
}

function readScheme(scheme: Json, scopes: readonly string[], servers: readonly Server[]): ReadScheme {
  const token = { kind: "bearer", holds: "token" } as const;
  switch (scheme.type) {
    case "http": {
      const name = text(scheme.scheme) ?? "";
      if (/^bearer$/i.test(name)) return { kind: { kind: "bearer", holds: "key" } };
      if (/^basic$/i.test(name)) return { kind: { kind: "basic" } };
      const sent = isToken.test(name) ? name : "Bearer";
      return {
        kind: { kind: "authorization", scheme: sent },
        lost: {
          message: `is HTTP authentication by ${JSON.stringify(name)}: what the caller passes is sent as it is, behind "${sent}".`,
          remedy: "A scheme with a challenge (digest, negotiate) is the work of the client's `fetch`.",
        },
      };
    }
    case "apiKey": {
      const place = scheme.in === "query" || scheme.in === "cookie" ? scheme.in : "header";
      const wire = text(scheme.name) ?? "";
      if (place === "query" ? wire !== "" : isToken.test(wire)) return { kind: { kind: "apiKey", in: place, wire } };
      return {
        kind: { kind: "outside" },
        lost: {
          message: `is a key in a ${place} that cannot be called ${JSON.stringify(wire)}.`,
          remedy: `Give the scheme the name of the ${place}.`,
        },
      };
    }
    case "oauth2": {
      const flow = isObject(scheme.flows) ? scheme.flows.clientCredentials : undefined;
      if (isObject(flow)) {
        const tokenUrl = relative(text(flow.tokenUrl) ?? "", servers);
        return {
          kind: { kind: "clientCredentials", tokenUrl, scope: scopes.length === 0 ? undefined : scopes.join(" ") },
        };
      }
      return {
        kind: token,
        lost: {
          message: "is an OAuth flow in which a person takes part: the client does not walk through it.",
          remedy: "Get an access token by a library for OAuth, and pass it to the client.",
        },
      };
    }
    case "openIdConnect":
      return {
        kind: token,
        lost: {
          message: "is OpenID Connect: the client does not look for the provider.",
          remedy: "Get an access token by a library for OpenID Connect, and pass it to the client.",
        },
      };
    case "mutualTLS":
      return {
        kind: { kind: "outside" },
        lost: {
          message: "is a certificate, which no request holds.",
          remedy: "Give the client a `fetch` that presents it.",
        },
      };
    default:
      return {
        kind: { kind: "outside" },
        lost: {
          message: `has the type ${JSON.stringify(scheme.type)}, which OpenAPI does not know.`,
          remedy: "Send what it wants by the client's `headers`.",
        },
      };
  }
}

/** A token: the name of a header, a cookie or a scheme (RFC 9110, section 5.6.2). */
const isToken = /^[\w!#$%&'*+.^`|~-]+$/;

/** Names of options that only one scheme needs. */
const usual: Readonly<Record<SchemeKind["kind"] | "token", readonly string[]>> = {
  bearer: ["apiKey"],
  authorization: ["apiKey"],
  apiKey: ["apiKey"],
  token: ["accessToken"],
  basic: ["username", "password"],
  clientCredentials: ["clientId", "clientSecret"],
  outside: [],
};

function usualOf({ kind }: Draft): readonly string[] {
  return usual[kind.kind === "bearer" && kind.holds === "token" ? "token" : kind.kind];
}

/**
 * Names the options and variables: by the usual names, or by the schemes where two want the same. A scheme that only a few
 * operations require takes no name from one that the service requires.
 */
function spell(drafts: readonly Draft[], service: string, standard: ReadonlySet<string>): readonly AuthScheme[] {
  const first = drafts.filter(({ name }) => standard.has(name));
  const isUsual = (option: string, draft: Draft): boolean => {
    const others = drafts.filter((each) => usualOf(each).includes(option));
    const ahead = others.filter((each) => first.includes(each));
    return others.length === 1 || (ahead.length === 1 && ahead[0] === draft);
  };
  const options = new NameScope(takenOptions);
  const variables = new NameScope();
  const prefix = constant(service);
  return drafts.map((draft): AuthScheme => {
    const { name, scheme, kind } = draft;
    const own = usualOf(draft);
    const credentials = own.map((option): Credential => {
      const spelled = isUsual(option, draft) ? option : identifier(own.length > 1 ? `${name} ${option}` : name);
      const reserved = options.reserve(spelled);
      return { option: reserved, variable: variables.reserve(`${prefix}_${constant(words(reserved).join("_"))}`) };
    });
    const [first = none, second = none] = credentials;
    const about = { name, docs: docsOf(scheme) };
    switch (kind.kind) {
      case "basic":
        return { ...about, kind: "basic", username: first, password: second };
      case "clientCredentials":
        return { ...about, ...kind, id: first, secret: second };
      case "outside":
        return { ...about, kind: "outside" };
      default:
        return { ...about, ...kind, credential: first };
    }
  });
}

const none: Credential = { option: "", variable: "" };

function constant(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}

/** A token endpoint on the default server moves along when the caller chooses another environment. */
function relative(tokenUrl: string, [server]: readonly Server[]): string {
  if (server === undefined || !URL.canParse(tokenUrl) || !URL.canParse(server.url)) return tokenUrl;
  const base = new URL(`${server.url.replace(/(?<!\/)\/+$/, "")}/`).href;
  const { href } = new URL(tokenUrl);
  return href.startsWith(base) ? href.slice(base.length) : tokenUrl;
}

/** Options of the client for credentials. */
export function credentialOptions({ schemes }: Auth): readonly string[] {
  return credentialsOf(schemes).map(({ option }) => option);
}

function credentialsOf(schemes: readonly AuthScheme[]): readonly Credential[] {
  return schemes.flatMap((scheme): readonly Credential[] => {
    if (scheme.kind === "outside") return [];
    if (scheme.kind === "basic") return [scheme.username, scheme.password];
    return scheme.kind === "clientCredentials" ? [scheme.id, scheme.secret] : [scheme.credential];
  });
}

/** Names on the wire of the parameters that carry a key. */
export function credentialParameters({ schemes }: Auth): readonly string[] {
  return schemes.flatMap((scheme) => (scheme.kind === "apiKey" ? [scheme.wire] : []));
}
