// The credentials of a client: its options for them, and the authentication made of them.

import { noDocs } from "../model/docs.js";
import type { Auth, AuthScheme, Credential, Service } from "../model/types/service.js";
import { docComment } from "./typescript/comment.js";
import { access, propertyKey, stringLiteral } from "./typescript/escape.js";
import { dataText, exactUnder, objectText } from "./typescript/literal.js";
import type { FileBuilder } from "./typescript/source-file.js";
import type { PrintedMember } from "./typescript/statement.js";

/** The one scheme that every call needs: its credentials are required when the client is made. */
function onlyScheme({ schemes, required }: Auth): AuthScheme | undefined {
  const [only, ...others] = schemes;
  return required && others.length === 0 && only?.kind !== "outside" ? only : undefined;
}

/** Options of the client that hold credentials. */
export function credentialMembers({ schemes }: Auth, { imports }: FileBuilder): readonly PrintedMember[] {
  return schemes.flatMap((scheme) => {
    const about = schemes.length > 1 ? (scheme.docs.description ?? "") : "";
    const member = (
      { option, variable }: Credential,
      what: string,
      isSecret = true,
      from = "request",
    ): PrintedMember => {
      const changing = isSecret ? `, or a function that is called for it before each ${from}` : "";
      const source = `Default: the environment variable ${variable}.`;
      // Of several schemes, the document says what each one's credential is.
      const description =
        about === ""
          ? `${what}${changing}. ${source}`
          : `${about}\n\n${isSecret ? `A text${changing}. ` : ""}${source}`;
      return {
        key: option,
        optional: true,
        type: `${isSecret ? imports.runtime("Secret") : "string"} | undefined`,
        docs: docComment({ ...noDocs, description }, [], 2),
      };
    };
    switch (scheme.kind) {
      case "bearer":
        return [member(scheme.credential, scheme.holds === "key" ? "The API key" : "An OAuth access token")];
      case "authorization":
      case "apiKey":
        return [member(scheme.credential, "The API key")];
      case "basic":
        return [member(scheme.username, "User name", false), member(scheme.password, "Password")];
      case "clientCredentials":
        return [
          member(scheme.id, "OAuth client id", false),
          member(scheme.secret, "OAuth client secret", true, "token request"),
        ];
      default:
        return [];
    }
  });
}

/** The statements that fetch credentials, ahead of {@link authentication}. */
export function credentialStatements({ name, auth }: Service, { imports }: FileBuilder): string[] {
  const scheme = onlyScheme(auth);
  if (scheme === undefined) return [];
  const read = ({ option, variable }: Credential): string => {
    const source = dataText({ service: name, option, variable });
    return `const ${option} = ${imports.runtimeValue("credential")}(options.${option}, ${source});`;
  };
  if (scheme.kind === "basic") return [read(scheme.username)];
  if (scheme.kind === "clientCredentials") return [read(scheme.id), read(scheme.secret)];
  return scheme.kind === "outside" ? [] : [read(scheme.credential)];
}

/** The expression that is the client's authentication. */
export function authentication(auth: Auth, file: FileBuilder): string {
  const { imports } = file;
  const only = onlyScheme(auth);
  if (only !== undefined) return made(only, file, credentialNames(only));
  if (auth.schemes.every(({ kind }) => kind === "outside")) return imports.runtimeValue("anonymous");
  const schemes = auth.schemes.map((scheme) => {
    const item = `[${stringLiteral(needs(scheme))}, ${offered(scheme, file)}]`;
    return `${propertyKey(scheme.name)}: ${item}${exactUnder(scheme.name)}`;
  });
  const args = ["service.name", objectText(schemes), dataText(auth.security)];
  if (auth.required) args.push("true");
  return `${imports.runtimeValue("anyOf")}(${args.join(", ")})`;
}

/** A scheme, if its credentials are there. */
function offered(scheme: AuthScheme, file: FileBuilder): string {
  const { imports } = file;
  const from = ({ option, variable }: Credential, parameter: string, make: string): string =>
    `${imports.runtimeValue("offered")}(options${access(option)}, ${stringLiteral(variable)}, (${parameter}) => ${make})`;
  switch (scheme.kind) {
    case "outside":
      return imports.runtimeValue("anonymous");
    case "basic":
      return from(scheme.username, "username", made(scheme, file, ["username"]));
    case "clientCredentials":
      return from(scheme.id, "id", from(scheme.secret, "secret", made(scheme, file, ["id", "secret"])));
    default:
      return from(scheme.credential, "key", made(scheme, file, ["key"]));
  }
}

/** The call that makes a scheme of credentials; they are constants of these names. */
function made(scheme: AuthScheme, { imports }: FileBuilder, [first = "", second = ""]: readonly string[]): string {
  switch (scheme.kind) {
    case "bearer":
      return `${imports.runtimeValue("bearer")}(${first})`;
    case "authorization":
      return `${imports.runtimeValue("authorization")}(${stringLiteral(scheme.scheme)}, ${first})`;
    case "apiKey": {
      const names = { header: "headerKey", query: "queryKey", cookie: "cookieKey" } as const;
      return `${imports.runtimeValue(names[scheme.in])}(${stringLiteral(scheme.wire)}, ${first})`;
    }
    case "basic": {
      const { option, variable } = scheme.password;
      const password = [`options${access(option)}`, stringLiteral(variable), "(password) => password"];
      // Many services take a key as the user name, and no password.
      return `${imports.runtimeValue("basic")}(${first}, ${imports.runtimeValue("offered")}(${password.join(", ")}))`;
    }
    case "clientCredentials": {
      const members = [
        "service: service.name",
        named("clientId", first),
        named("clientSecret", second),
        `tokenUrl: ${stringLiteral(scheme.tokenUrl)}`,
      ];
      if (scheme.scope !== undefined) members.push(`scope: ${stringLiteral(scheme.scope)}`);
      return `${imports.runtimeValue("clientCredentials")}(${objectText(members)})`;
    }
    default:
      return imports.runtimeValue("anonymous");
  }
}

function named(key: string, value: string): string {
  return key === value ? key : `${key}: ${value}`;
}

function credentialNames(scheme: AuthScheme): readonly string[] {
  if (scheme.kind === "basic") return [scheme.username.option];
  if (scheme.kind === "clientCredentials") return [scheme.id.option, scheme.secret.option];
  return scheme.kind === "outside" ? [] : [scheme.credential.option];
}

/**
 * The options and variables of a scheme, as messages name them: `clientId (SHOP_CLIENT_ID) and clientSecret
 * (SHOP_CLIENT_SECRET)`.
 */
function needs(scheme: AuthScheme): string {
  const named = ({ option, variable }: Credential): string => `${option} (${variable})`;
  switch (scheme.kind) {
    case "basic":
      return `${named(scheme.username)} and ${named(scheme.password)}`;
    case "clientCredentials":
      return `${named(scheme.id)} and ${named(scheme.secret)}`;
    case "outside":
      return "";
    default:
      return named(scheme.credential);
  }
}
