import { ConfigurationError } from "../errors.js";

/** Origins of https, and of hosts that never leave the machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3). */
const safe = /^https:|^http:\/\/((.+\.)?localhost|\[::1\]|127(\.\d+){3})(:\d+)?$/;

/** A URL that credentials may be sent to: https, or http to this machine, and nothing but a host and a path. */
export function safeUrl(text: string, service: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && safe.test(url.origin) && url.href === url.origin + url.pathname) return url.href;
  // The text is not repeated: it may hold credentials.
  throw new ConfigurationError(
    `${service}: \`${option}\` has to be an https URL of host and path, or http to this machine${url ? `, not ${url.origin}` : ""}.`,
  );
}
