// Files of a Case: sent in base64, and kept so. Their URLs lead to what was sent.

import { type Fault, Refusal } from "../../../answer/refusal.js";
import { keptFiles } from "../../../answer/signed-file.js";
import type { World } from "../../../service.js";
import type { CaseAttachment } from "./case-records.js";

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

type SentFile = { readonly data: string; readonly filename: string };

/** @throws a refusal of a file that is none, or has no name. */
export function checkFiles(files: readonly SentFile[]): void {
  const faults = files.flatMap(({ data, filename }, index): Fault[] => {
    const at = `/data/attributes/attachments/${index}`;
    const wrong = (member: string, detail: string): Fault => ({
      title: "Record invalid",
      detail,
      pointer: `${at}/${member}`,
    });
    return [
      ...(data === "" || !isBase64(data) ? [wrong("data", "must be a file in base64")] : []),
      ...(filename === "" ? [wrong("filename", "must be filled")] : []),
    ];
  });
  if (faults.length > 0) throw new Refusal(422, faults);
}

export function keepFiles(files: readonly SentFile[], { store, ids }: World): readonly CaseAttachment[] {
  return files.map(({ data, filename }) => {
    const padding = data.endsWith("==") ? 2 : data.endsWith("=") ? 1 : 0;
    const { id } = keptFiles(store).add({ id: ids.prefixed("", 24), data });
    return { filename, byteSize: (data.length / 4) * 3 - padding, fileId: id };
  });
}

export function dropFiles(attachments: readonly CaseAttachment[], { store }: World): void {
  for (const { fileId } of attachments) if (fileId !== undefined) keptFiles(store).remove(fileId);
}

/** In pieces: the expression as a whole needs more stack than there is for a large file. */
function isBase64(data: string): boolean {
  const piece = 40_000;
  for (let at = 0; at < data.length; at += piece) if (!base64.test(data.slice(at, at + piece))) return false;
  return !/=/.test(data.slice(0, -4));
}
