/**
 * The file name of a `Content-Disposition` (RFC 6266), its encoded form (RFC 8187) first. Folders are cut off: the name
 * comes from the service, and may be joined to a path.
 */
export function fileNameOf(header: string | null): string | undefined {
  if (header === null) return undefined;
  const encoded = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header);
  const name = decoded(encoded) ?? plain?.[1]?.replace(/\\(.)/g, "$1") ?? plain?.[2];
  const last = name?.split(/[/\\]/).at(-1);
  return last === "" || last === "." || last === ".." ? undefined : last;
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
