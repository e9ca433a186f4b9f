// Which server a client talks to: the one of an environment, with values for the variables in its URL.

import { ConfigurationError } from "../../errors.js";
import { safeUrl } from "../log/safe-url.js";
import type { ChosenServer, ServerChoice, Service, Transport } from "../service.js";

/** The server of an environment, or the first. A service names this function if it has several. */
export function chooseServer(
  { name, servers }: Service,
  { environment = Object.keys(servers)[0] ?? "" }: ServerChoice,
): ChosenServer {
  const url = Object.hasOwn(servers, environment) ? servers[environment] : undefined;
  if (url !== undefined) return { environment, url, variables: {} };
  const known = Object.keys(servers).join(", ");
  throw new ConfigurationError(`${name}: there is no environment ${JSON.stringify(environment)}. Known: ${known}.`);
}

/** The same, of servers whose URLs have variables. */
export function fillServer(service: Service, choice: ServerChoice): ChosenServer {
  const { environment, url } = chooseServer(service, choice);
  const known = service.variables?.[environment] ?? {};
  const { serverVariables: given = {} } = choice;
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || Object.hasOwn(known, name)) continue;
    const names = Object.keys(known).join(", ") || "none";
    throw new ConfigurationError(
      `${service.name}: the server has no variable ${JSON.stringify(name)}. Known: ${names}.`,
    );
  }
  for (const [name, { default: usual, enum: values }] of Object.entries(known)) {
    const value = String(given[name] ?? usual);
    // One that stands in no path here stands in the URL of an operation's own server.
    const isHost = !/^[^/]*\/\/[^/]*(.*)$/.exec(url)?.[1]?.includes(`{${name}}`);
    // Nothing that a value holds may end the part of the URL it stands in.
    const isSafe = (isHost ? /^[\w~-]+(\.[\w~-]+)*$/ : /^[\w~-]+([./][\w~-]+)*$/).test(value);
    if (value !== usual && (values ? !values.includes(value) : !isSafe)) {
      const wanted = values ? `one of ${values.join(", ")}` : "letters, digits, hyphens and dots";
      throw new ConfigurationError(`${service.name}: the server's variable \`${name}\` has to be ${wanted}.`);
    }
    variables[name] = value;
  }
  return { environment, url: filled(url, variables), variables };
}

function filled(url: string, variables: Readonly<Record<string, string>>): string {
  return url.replace(/\{([^{}]*)\}/g, (whole, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] as string) : whole,
  );
}

/**
 * The server of an operation that has its own, by environment; an explicit `baseUrl` is kept. `urls` are filled with the
 * variables of the client's server.
 */
export function ownServer(
  { chosen, baseUrl, service, insecureHosts }: Transport,
  urls: Readonly<Record<string, string>>,
): string {
  const url = chosen && Object.hasOwn(urls, chosen.environment) ? urls[chosen.environment] : undefined;
  if (chosen === undefined || url === undefined) return baseUrl;
  return safeUrl(filled(url, chosen.variables), service.name, "serverVariables", insecureHosts).replace(
    /(?<!\/)\/+$/,
    "",
  );
}
