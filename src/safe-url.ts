import { ConfigurationError } from "./errors.js";

/** A URL that credentials may be sent to: https, or http to this machine, and nothing but a host and a path. */
export function safeUrl(text: string, service: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && isPrivate(url) && url.username + url.password + url.search + url.hash === "") {
    return url.origin + url.pathname;
  }
  // The text is not repeated: it may hold credentials.
  throw new ConfigurationError(
    `${service}: \`${option}\` has to be an https URL of host and path, or http to this machine${url ? `, not ${url.origin}` : ""}.`,
  );
}

function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

/** The hosts that never leave the machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3). */
function isLoopback(hostname: string): boolean {
  return /^((.+\.)?localhost|\[::1\]|127(\.\d+){3})$/.test(hostname);
}
