// Addresses of a document's servers.

/** The prefix of paths at its first server: `/v1`. */
export function basePath({ servers }: { readonly servers: readonly string[] }): string {
  return pathOf(servers[0] ?? "/");
}

export function pathOf(server: string): string {
  try {
    return new URL(server, "http://localhost").pathname.replace(/\/$/, "");
  } catch {
    return "";
  }
}

/** The host of a server; `undefined` if its URL is relative, or none. */
export function hostOf(server: string): string | undefined {
  return URL.canParse(server) ? new URL(server).host : undefined;
}
