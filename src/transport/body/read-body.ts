import { DecodeError } from "../../errors.js";

/** The call whose response is read. */
export interface Reader {
  readonly name: string;
  readonly maxResponseBytes: number;
}

/** The text of a body. */
export async function readText(response: Response, call: Reader): Promise<string> {
  const charset = /;\s*charset="?([\w.:-]+)/i.exec(response.headers.get("content-type") ?? "")?.[1] ?? "utf-8";
  if (!/^utf-?8$/i.test(charset)) return decoded(await readBytes(response, call), charset);
  if (fitsByItsLength(response, call)) return response.text();
  const decoder = new TextDecoder();
  const chunks = await readChunks(response, call);
  return chunks.map((chunk, index) => decoder.decode(chunk, { stream: index < chunks.length - 1 })).join("");
}

/** In the charset that the answer names; UTF-8 where the platform does not know it, and where servers name Latin-1 in vain. */
function decoded(bytes: Uint8Array, charset: string): string {
  const read = (label: string, fatal: boolean): string => new TextDecoder(label, { fatal }).decode(bytes);
  for (const label of /^utf-?(16|32)/i.test(charset) ? [charset] : ["utf-8", charset]) {
    try {
      return read(label, true);
    } catch {
      // The next one.
    }
  }
  return read("utf-8", false);
}

/** The bytes of a body. */
export async function readBytes(response: Response, call: Reader): Promise<Uint8Array<ArrayBuffer>> {
  if (fitsByItsLength(response, call)) return new Uint8Array(await response.arrayBuffer());
  return new Uint8Array(await new Blob((await readChunks(response, call)) as BlobPart[]).arrayBuffer());
}

/** The length in the headers, which holds only for a body that is not compressed. */
function lengthOf({ headers }: Response): string | null {
  return headers.has("content-encoding") ? null : headers.get("content-length");
}

function fitsByItsLength(response: Response, { maxResponseBytes }: Reader): boolean {
  const length = lengthOf(response);
  return !response.body || (length !== null && Number(length) <= maxResponseBytes);
}

/** The parts of a body. One that is too long after decompression is not read further. */
async function readChunks(response: Response, { name, maxResponseBytes }: Reader): Promise<Uint8Array[]> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  let size = Number(lengthOf(response)) || 0;
  for (;;) {
    if (size > maxResponseBytes) {
      reader.cancel().catch(() => {});
      const error = new DecodeError(`${name} got more than ${maxResponseBytes} bytes (\`maxResponseBytes\`).`);
      throw Object.assign(error, { tooLong: true });
    }
    const { done, value } = await reader.read();
    if (done) return chunks;
    size += value.length;
    chunks.push(value);
  }
}

/** A body that has to be JSON, unless it is empty. */
export function readJson(text: string, response: Response, { name }: Pick<Reader, "name">): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The platform's message quotes the body, which may be personal: it is not passed on.
    const type = /^[\w.+-]+\/[\w.+-]+/.exec(response.headers.get("content-type") ?? "")?.[0];
    throw new DecodeError(
      `${name} got ${response.status}, but no JSON (${type ?? "no type"}, ${text.length} characters): cut off, or a proxy's?`,
    );
  }
}
