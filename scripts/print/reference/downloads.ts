// Files that are read by the signed URLs in answers.

import type { Download } from "../../model/types/download.js";
import { downloadsOf, type Service } from "../../model/types/service.js";
import { prose } from "./blocks.js";
import { clientVariable } from "./call.js";
import { code, fenced, inline } from "./markdown.js";

export function downloadSection(service: Service): string | undefined {
  const downloads = downloadsOf(service.root);
  if (downloads.length === 0) return undefined;
  return ["## Files", ...downloads.map((download) => section(service, download))].join("\n\n");
}

function section(service: Service, { name, functionName, origin, renewal, docs }: Download): string {
  const call = `const file = await ${clientVariable(service)}.${name}(url);\nconst bytes = await file.bytes(); // or file.stream, file.blob()`;
  const parts = [
    docs.description && prose(docs.description),
    fenced("ts", call),
    [
      `As a function: ${code(`${functionName}(transport, url)`)}. An URL of another origin than ${code(origin)} is refused, and no`,
      `credential goes along. A file longer than ${code("maxResponseBytes")}, an option of the call too, is a ${code("DecodeError")}; an URL that`,
      `has expired is an ${code("ExpiredUrlError")}: ${inline(renewal)}`,
    ].join(" "),
  ];
  return parts.filter(Boolean).join("\n\n");
}
