// Files: what is sent to an address that answers with bytes, or with text that is no JSON, is what is read there from then on.

import { isJson, responseOf, type SpecOperation } from "../document/operation.js";
import { filledPath } from "../document/route.js";
import type { Answer, Call, Handler, World } from "../service.js";
import type { Stored } from "../world/state/store.js";

interface KeptContent extends Stored {
  readonly type: string;
  /** In base64. */
  readonly data: string;
}

/** `handler`, with the file at its address. `operations`: all of the document. */
export function withFiles(
  handler: Handler,
  operation: SpecOperation,
  operations: readonly SpecOperation[],
  { store }: World,
): Handler {
  const { method, path } = operation;
  const read = operations.find((each) => each.path === path && each.method === "GET");
  if (read === undefined || !isFile(responseOf(read, read.success)?.content)) return handler;
  const kept = () => store.collection<KeptContent>("engine/file");
  if (method === "GET") {
    return (call) => {
      const answer = handler(call);
      const found = kept().get(addressOf(call));
      if (found === undefined || (answer.status ?? operation.success) >= 300) return answer;
      return { ...answer, raw: { type: found.type, content: Uint8Array.from(Buffer.from(found.data, "base64")) } };
    };
  }
  if (method === "DELETE") return after(handler, (call) => void kept().remove(addressOf(call)));
  if ((method !== "PUT" && method !== "POST") || !isFile(operation.body?.content)) return handler;
  return after(handler, (call) => {
    const [part] = call.files.values();
    const content = part ?? call.body;
    if (typeof content !== "string" && !(content instanceof Uint8Array)) return;
    const sent = call.headers.get("content-type") ?? "";
    const declared = responseOf(read, read.success)?.content[0]?.type ?? "";
    const type = part === undefined && sent !== "" ? sent : declared;
    kept().add({
      id: addressOf(call),
      type: type.includes("*") ? "application/octet-stream" : type,
      data: Buffer.from(content).toString("base64"),
    });
  });
}

function after(handler: Handler, then: (call: Call) => void): Handler {
  return (call): Answer => {
    const answer = handler(call);
    then(call);
    return answer;
  };
}

function isFile(content: readonly { readonly type: string }[] = []): boolean {
  return content.length > 0 && content.every(({ type }) => !isJson(type) && !/urlencoded|event-stream/i.test(type));
}

function addressOf({ operation, path }: Call): string {
  return filledPath(operation.path, path);
}
