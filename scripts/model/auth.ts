// Security schemes → how the client proves who it is, and where its credentials come from.

import { docsOf } from "./docs.js";
import { isObject, type Json, type SpecDocument, text } from "./document.js";
import type { Auth, Server } from "./types.js";

/** The scheme of the document's first security requirement. */
export function authOf(document: SpecDocument, service: string, servers: readonly Server[]): Auth {
  const prefix = service.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
  for (const { scheme, scopes } of schemesOf(document)) {
    if (scheme.type === "http" && String(scheme.scheme).toLowerCase() === "bearer") {
      return { kind: "bearer", option: "apiKey", variable: `${prefix}_API_KEY`, docs: docsOf(scheme) };
    }
    const flow = scheme.type === "oauth2" && isObject(scheme.flows) ? scheme.flows.clientCredentials : undefined;
    if (isObject(flow)) {
      return {
        kind: "clientCredentials",
        tokenUrl: relative(text(flow.tokenUrl) ?? "", servers),
        scope: scopes.length === 0 ? undefined : scopes.join(" "),
        idVariable: `${prefix}_CLIENT_ID`,
        secretVariable: `${prefix}_CLIENT_SECRET`,
        docs: docsOf(scheme),
      };
    }
  }
  return { kind: "none" };
}

function schemesOf(document: SpecDocument): readonly { readonly scheme: Json; readonly scopes: readonly string[] }[] {
  const { security } = document.root;
  const components = isObject(document.root.components) ? document.root.components : {};
  const schemes = isObject(components.securitySchemes) ? components.securitySchemes : {};
  return (Array.isArray(security) ? security : []).flatMap((requirement: unknown) =>
    Object.entries(isObject(requirement) ? requirement : {}).flatMap(([name, scopes]) => {
      const scheme = document.resolve(schemes[name]);
      return isObject(scheme) ? [{ scheme, scopes: Array.isArray(scopes) ? scopes.map(String) : [] }] : [];
    }),
  );
}

/** A token endpoint on the default server moves along when the caller chooses another environment. */
function relative(tokenUrl: string, [server]: readonly Server[]): string {
  if (server === undefined || !URL.canParse(tokenUrl) || !URL.canParse(server.url)) return tokenUrl;
  const base = new URL(`${server.url.replace(/\/+$/, "")}/`).href;
  const { href } = new URL(tokenUrl);
  return href.startsWith(base) ? href.slice(base.length) : tokenUrl;
}
