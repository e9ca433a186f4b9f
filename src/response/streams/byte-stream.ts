import { ConnectionError, DecodeError, SharewrightError } from "../../errors.js";
import type { Named } from "../../operation.js";

/** The bytes of an answer, once; `undefined` behind the last of them. */
export interface ByteSource {
  (): AsyncGenerator<Uint8Array | undefined, void, undefined>;
  /** Gives the connection back without reading the rest. */
  cancel(): Promise<void>;
}

/** Leaving the loop early gives the connection back. */
export function bytesFrom({ body }: Response, { name }: Named): ByteSource {
  let begun = false;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const read = async function* (): AsyncGenerator<Uint8Array | undefined, void, undefined> {
    if (begun) throw new DecodeError(`${name}: the stream can be read only once.`);
    begun = true;
    reader = body?.getReader();
    try {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        yield done ? undefined : value;
        if (done) return;
      }
    } catch (error) {
      // An abort comes through with its own reason, as it does elsewhere.
      if (error instanceof SharewrightError || !(error instanceof TypeError)) throw error;
      throw new ConnectionError(`${name} lost the connection in the middle of its answer.`, { cause: error });
    } finally {
      reader?.cancel().catch(() => {});
    }
  };
  return Object.assign(read, { cancel: async () => (reader ?? body)?.cancel() });
}
