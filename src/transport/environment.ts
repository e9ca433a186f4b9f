import { ConfigurationError } from "../errors.js";
import type { Service } from "./transport.js";

/** The server of an environment, or the first. A service names this function if it has several. */
export function chooseServer({ name, servers }: Service, environment = Object.keys(servers)[0] ?? ""): string {
  const url = Object.hasOwn(servers, environment) ? servers[environment] : undefined;
  if (url !== undefined) return url;
  const known = Object.keys(servers).join(", ");
  throw new ConfigurationError(`${name}: there is no environment ${JSON.stringify(environment)}. Known: ${known}.`);
}
