import { ConfigurationError } from "../../errors.js";

/** Origins of https, and of hosts on this machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3). */
const safe = /^https:|^http:\/\/((.+\.)?localhost|\[::1\]|127(\.\d+){3})(:\d+)?$/;

/**
 * A URL that credentials may be sent to: https, or http to this machine or a host that the caller names, and nothing but a
 * host and a path.
 */
export function safeUrl(text: string, service: string, option: string, insecureHosts: readonly string[] = []): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isInsecure = url?.protocol === "http:" && !safe.test(url.origin);
  // Of a single text, `includes` would take a part.
  const isSafe = isInsecure ? [insecureHosts].flat().includes(url.hostname) : url && safe.test(url.origin);
  if (url && isSafe && url.href === url.origin + url.pathname) return url.href;
  const remedy = isInsecure ? ` To send keys unencrypted to it, pass \`insecureHosts: ["${url.hostname}"]\`.` : "";
  // The text is not repeated: it may hold credentials. What has no host has no origin to name: `localhost:3000`.
  const found = url && url.origin !== "null" ? `, not ${url.origin}` : "";
  throw new ConfigurationError(
    `${service}: \`${option}\` has to be an https URL of host and path, or http to this machine${found}.${remedy}`,
  );
}
