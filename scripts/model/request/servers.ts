// Server Objects → the environments of a client, and where an operation goes that has a server of its own.

import { isObject, type Json, text } from "../../document/resolve.js";
import { said } from "../../document/text-of.js";
import type { Losses } from "../losses.js";
import type { Placed } from "../naming/place-operations.js";
import type { Server } from "../types/service.js";

export function serversOf(root: Json): readonly Server[] {
  const servers = Array.isArray(root.servers) ? root.servers.filter(isObject) : [];
  return servers.map((server, index) => ({
    environment: text(server["x-environment"]) ?? text(server.name) ?? (index === 0 ? "default" : `server${index + 1}`),
    url: filledUrl(server),
    description: text(server.description),
  }));
}

/** The URL with the defaults of its variables, no slash behind it; who needs other values passes `baseUrl`. */
function filledUrl({ url, variables }: Json): string {
  const known = isObject(variables) ? variables : {};
  const filled = (text(url) ?? "").replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = Object.hasOwn(known, name) ? known[name] : undefined;
    return isObject(variable) && variable.default !== undefined ? said(variable.default) : whole;
  });
  return filled.replace(/(?<!\/)\/+$/, "");
}

/** The service's usual URL, and the one that takes its place for this operation; undefined for all that have none. */
export function ownServer(
  { operation, pathItem }: Pick<Placed, "operation" | "pathItem">,
  root: Json,
  losses: Losses,
): readonly [usual: string, own: string] | undefined {
  const [server] = [operation.servers, pathItem.servers].flatMap((list) => (Array.isArray(list) ? list : []));
  if (!isObject(server)) return undefined;
  const usual = serversOf(root)[0]?.url ?? "";
  const own = filledUrl(server);
  if (own === usual) return undefined;
  if (URL.canParse(usual) && URL.canParse(own, usual)) {
    const { protocol, href } = new URL(own, usual);
    if (protocol === "https:")
      return [new URL(usual), href].map((url) => String(url).replace(/(?<!\/)\/+$/, "")) as never;
  }
  losses.report(
    "operation-server",
    `The operation has a server of its own, ${JSON.stringify(own)}, which is no https URL beside the service's: it goes to the service's.`,
    "Make a second client with that server as its `baseUrl`, and call the operation by it.",
  );
  return undefined;
}
