import { DecodeError, type Doubt } from "../errors.js";

/** The call whose answer is read. */
interface Reader extends Doubt {
  readonly name: string;
  readonly maxResponseBytes: number;
}

/** The text of a body, unless it is too long after decompression: then reading it stops. */
export async function readText(response: Response, call: Reader): Promise<string> {
  const { body, headers } = response;
  const limit = call.maxResponseBytes;
  // A length holds only for what is not compressed.
  const length = headers.has("content-encoding") ? null : headers.get("content-length");
  if (!body || (length !== null && Number(length) <= limit)) return response.text();
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let last: Uint8Array | undefined;
  let size = Number(length) || 0;
  for (;;) {
    if (size > limit) {
      reader.cancel().catch(() => {});
      throw new DecodeError(`${call.name} got more than ${limit} bytes (\`maxResponseBytes\`).`, undefined, call);
    }
    const { done, value } = await reader.read();
    // One behind: what came in one piece, as most answers do, is decoded as a whole, which is quicker than as a stream.
    if (last) text += decoder.decode(last, { stream: !done });
    if (done) return text;
    size += value.length;
    last = value;
  }
}

/** A body that has to be JSON, unless there is none. */
export function readJson(text: string, response: Response, call: Reader): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The platform's message quotes the body, which may be personal: it is not passed on.
    const type = response.headers.get("content-type");
    throw new DecodeError(
      `${call.name} got ${response.status}, but no JSON (${type ?? "no type"}, ${text.length} characters): cut off, or a proxy's?`,
      undefined,
      call,
    );
  }
}
