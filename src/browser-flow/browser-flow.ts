import { ConfigurationError, DecodeError } from "../errors.js";

/** A query parameter of a page in the browser. */
interface BrowserParameter {
  /** Name on the wire. */
  readonly name: string;
  readonly required?: true;
  /** The only values that it takes. */
  readonly values?: readonly string[];
}

/** A page of a service that an end user is sent to, and comes back from; from generated code. */
export interface BrowserFlow {
  /** Name of the service and the page, for errors. */
  readonly name: string;
  readonly url: string;
  /** The caller's member with the address to come back to. */
  readonly redirect: string;
  readonly parameters: { readonly [member: string]: BrowserParameter };
  /** Members of which at most one is given. */
  readonly exclusive?: readonly (readonly string[])[];
  readonly returns: { readonly [member: string]: BrowserParameter };
}

/**
 * The URL to send an end user to. It is opened as a page, and never in a frame or by `fetch`.
 *
 * @throws {ConfigurationError} for a member that is missing, unknown or of another value, and for an address to come back to
 * that is no whole URL.
 */
export function browserFlowUrl(flow: BrowserFlow, input: object): string {
  const { name, parameters, redirect, exclusive = [] } = flow;
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  const refuse = (fault: string): never => {
    throw new ConfigurationError(`${name}: ${fault}.`);
  };
  const url = new URL(flow.url);
  for (const [member, value] of given) {
    const parameter = Object.hasOwn(parameters, member) ? parameters[member] : undefined;
    if (parameter === undefined) return refuse(`there is no ${member}. Known: ${Object.keys(parameters).join(", ")}`);
    if (typeof value !== "string" || value === "") return refuse(`${member} has to be text`);
    if (parameter.values && !parameter.values.includes(value)) {
      return refuse(`${member} is one of ${parameter.values.join(", ")}`);
    }
    if (member === redirect && !/^[a-z][a-z0-9+.-]*:/i.test(value)) return refuse(`${member} has to be a whole URL`);
    url.searchParams.set(parameter.name, value);
  }
  const names = given.map(([member]) => member);
  const lacking = Object.entries(parameters).find(([member, { required }]) => required && !names.includes(member));
  if (lacking) return refuse(`${lacking[0]} is missing`);
  for (const group of exclusive) {
    const both = group.filter((member) => names.includes(member));
    if (both.length > 1) return refuse(`${both.join(" and ")} exclude each other`);
  }
  return url.href;
}

/** The values of an end user's return. Anybody can write an address: look the ids up before you trust them. */
export interface BrowserReturn {
  /** Parameters of the address that the service does not describe: your own, and what it may add. */
  readonly others: Readonly<Record<string, string>>;
}

/**
 * Reads the address that an end user came back to: whole, as a `Request`, or as its path and query.
 *
 * @throws {DecodeError} if it lacks what the service always adds.
 */
export function readBrowserReturn(flow: BrowserFlow, address: string | URL | { readonly url: string }): BrowserReturn {
  const text = address instanceof URL || typeof address === "string" ? String(address) : address.url;
  // The base only makes an address without a host parse.
  if (!URL.canParse(text, "http://localhost"))
    throw new DecodeError(`${flow.name}: this is no address that one comes back to.`);
  const { searchParams } = new URL(text, "http://localhost");
  const known: Record<string, string> = {};
  const names = new Set<string>();
  for (const [member, { name, required }] of Object.entries(flow.returns)) {
    const value = searchParams.get(name);
    names.add(name);
    if (value !== null && value !== "") known[member] = value;
    else if (required) throw new DecodeError(`${flow.name}: the address lacks \`${name}\`.`);
  }
  const others = Object.fromEntries([...searchParams].filter(([name]) => !names.has(name)));
  return { ...known, others };
}
