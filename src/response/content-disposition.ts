/**
 * The file name of a `Content-Disposition` (RFC 6266), its encoded form (RFC 8187) first. Folders are cut off: the name
 * comes from the service, and may be joined to a path.
 */
export function fileNameOf(header: string | null): string | undefined {
  if (header === null) return undefined;
  // White space is limited in number, and so is a name in length: backtracking over either must stay short.
  const encoded = /;\s{0,9}filename\*\s{0,9}=\s{0,9}utf-8'[^']{0,99}'([^;\s]+)/i.exec(header)?.[1];
  const plain = /;\s{0,9}filename\s{0,9}=\s{0,9}(?:"((?:[^"\\]|\\.){0,2000})"|([^;\s]+))/i.exec(header);
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
