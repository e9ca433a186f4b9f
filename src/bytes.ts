// Bytes and the texts that stand for them.

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** In pieces, because a call takes only so many arguments; of a length that base64 has no padding for. */
export function toBase64(bytes: Uint8Array): string {
  const size = 0x6000;
  let text = "";
  for (let at = 0; at < bytes.length; at += size) text += btoa(String.fromCharCode(...bytes.subarray(at, at + size)));
  return text;
}

export function fromHex(text: string): Uint8Array {
  return filled(text.length >> 1, (at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

/** Undefined if it is no base64, in either of its alphabets. */
export function fromBase64(text: string): Uint8Array | undefined {
  const usual = text.trim().replace(/[-_]/g, (character) => (character === "-" ? "+" : "/"));
  try {
    const characters = atob(usual);
    return filled(characters.length, (at) => characters.charCodeAt(at));
  } catch {
    return undefined;
  }
}

/** `Uint8Array.from` takes ten times as long. */
function filled(length: number, byteAt: (at: number) => number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = byteAt(at);
  return bytes;
}
