// JSON pointers (RFC 6901): escaping a key, and reading it back.

export function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function unescapeKey(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}
