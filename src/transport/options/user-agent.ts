import type { HeaderSource } from "../headers.js";

/** Version of this package. */
export const version = "0.1.0";

/** Names this package to the service. Browsers name themselves, and would ask the service for leave to send another name. */
export function userAgent(service: string): HeaderSource {
  if ("document" in globalThis || "importScripts" in globalThis) return undefined;
  return { "user-agent": `sharewright/${version} (${encodeURIComponent(service)})` };
}
