// The rules that every answer keeps, whatever the request.

import type { LoggedRequest } from "../../../src/sandbox/world/log.js";

/** Where in the code something went wrong: no caller is to see that. */
const trace = /\n\s+at |node:internal|file:\/\/|\.[jt]s:\d+|RangeError|TypeError|Maximum call stack/;

/** Reads the answer, if there is one. @throws if it is one that nobody should get. */
export async function checkAnswer(answering: Promise<Response>, fault: string | null): Promise<number | undefined> {
  let response: Response | undefined;
  let text: string;
  try {
    response = await answering;
    text = await response.text();
  } catch (error) {
    if (fault !== null && /drop|cut/.test(fault)) return response?.status;
    throw error;
  }
  const { status, headers } = response;
  if (status >= 500 && !/status=5/.test(fault ?? "")) throw new Error(`It was answered with ${status}: ${text}`);
  // What a caller sent may come back to them; no text of the fuzzer's is a trace.
  if (trace.test(text)) throw new Error(`The answer tells how the sandbox is made: ${text.slice(0, 500)}`);
  if (text !== "" && /\bjson\b/.test(headers.get("content-type") ?? "")) JSON.parse(text);
  return status;
}

export function checkLogged({ address, status, verdict, error, operation }: LoggedRequest): void {
  if (error !== undefined) throw new Error(`${operation} failed: ${error}`);
  if (verdict.kind !== "violates") return;
  throw new Error(`${operation} ${address} was answered ${status} against the spec: ${JSON.stringify(verdict)}`);
}
