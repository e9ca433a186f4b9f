import type { ShownAnswer } from "../answer.js";
import type { Outcome } from "../exchange.js";
import { compared, type Difference, thrown } from "./difference.js";

/** Whether the caller gets the bytes of a file as they were sent. */
export async function fileDifferences(
  file: Uint8Array,
  { status, headers }: ShownAnswer,
  { error, value, response, result }: Outcome,
): Promise<readonly Difference[]> {
  if (!isFile(value)) return [thrown("value", "a BinaryBody", error ?? value)];
  const { contentType } = value;
  return [
    ...compared("file type", headers["Content-Type"], contentType),
    ...compared("file", [...file], [...new Uint8Array(await value.arrayBuffer())]),
    ...compared("withResponse() status", status, response?.status),
    ...compared("asResult()", { ok: true, status }, { ok: result?.ok, status: result?.status }),
  ];
}

function isFile(value: unknown): value is { readonly contentType: unknown; arrayBuffer(): Promise<ArrayBuffer> } {
  return typeof (value as { readonly arrayBuffer?: unknown } | undefined)?.arrayBuffer === "function";
}
