// A file that is read by its signed URL: the function, and its method.

import type { Download } from "../../model/types/download.js";
import { docComment, type Tag } from "../typescript/comment.js";
import { dataText } from "../typescript/literal.js";
import { type Context, type FileBuilder, type SourceFile, sourceFile } from "../typescript/source-file.js";
import { constant, exportedFunction, type FunctionParameter } from "../typescript/statement.js";

export function downloadSource(context: Context, service: string, download: Download): SourceFile {
  const { functionName, file: path, name, origin, renewal, docs } = download;
  return sourceFile(context, path, (file) => {
    const { imports, statements } = file;
    const { parameters, returns } = downloadSignature(file);
    statements.push(
      exportedFunction({
        name: functionName,
        docs: docComment({ ...docs, description: `Also a method: \`${service}.${name}\`.` }),
        parameters: [{ name: "transport", optional: false, type: imports.runtime("Transport") }, ...parameters],
        returns,
        statements: [`return ${imports.runtimeValue("download")}(transport, signedUrls, url, options);`],
      }),
      constant("signedUrls", imports.runtime("SignedUrls"), dataText({ name, origin, renewal }, true)),
    );
  });
}

export function downloadSignature({ imports }: FileBuilder): {
  readonly parameters: readonly FunctionParameter[];
  readonly returns: string;
} {
  return {
    parameters: [
      { name: "url", optional: false, type: "string" },
      { name: "options", optional: true, type: imports.runtime("DownloadOptions") },
    ],
    returns: `${imports.runtime("ApiPromise")}<${imports.runtime("DownloadedFile")}, ${imports.runtime("DownloadResult")}>`,
  };
}

export function downloadTags({ origin }: Download): readonly Tag[] {
  return [
    { name: "param", text: `url an URL of ${origin}, as an answer holds it. No credential goes along.` },
    { name: "throws", text: "{ExpiredUrlError} if the URL has expired." },
    { name: "throws", text: "{ConfigurationError} for an URL of another origin; nothing is sent." },
  ];
}
