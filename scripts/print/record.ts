// Recording and replaying the exchanges of a service: two functions over its document.

import { noDocs } from "../model/docs.js";
import type { Service } from "../model/types/service.js";
import { documentFile } from "./machine-document.js";
import { besideRuntime } from "./typescript/beside-runtime.js";
import { docComment } from "./typescript/comment.js";
import { stringLiteral } from "./typescript/escape.js";
import { morph } from "./typescript/morph.js";
import { type Context, type SourceFile, sourceFile } from "./typescript/source-file.js";
import { exportedFunction } from "./typescript/statement.js";

const recordFile = "record";

export function recordSource(context: Context, service: Service): SourceFile {
  return sourceFile(context, recordFile, ({ imports, statements }) => {
    // Apart from the runtime, because a recorder needs a file system.
    const recorder = besideRuntime(context.runtime, "record");
    const type = (name: string): string => imports.type(name, recorder);
    const of = `${stringLiteral(service.name)}, ${imports.value("document", documentFile)}`;
    statements.push(
      exportedFunction({
        name: "record",
        docs: docComment({ ...noDocs, description: recordDocs(service) }),
        parameters: [dir, { name: "options", optional: false, type: type("RecordOptions"), initial: "{}" }],
        returns: type("Fetch"),
        statements: [`return ${imports.value("recordExchanges", recorder)}(${of}, dir, options);`],
      }),
      exportedFunction({
        name: "replay",
        docs: docComment({ ...noDocs, description: replayDocs(service) }),
        parameters: [dir],
        returns: type("Fetch"),
        statements: [`return ${imports.value("replayExchanges", recorder)}(${of}, dir);`],
      }),
      {
        kind: morph.StructureKind.ExportDeclaration,
        isTypeOnly: true,
        namedExports: [{ name: "RecordOptions" }, { name: type("RecordOutcome") }],
      },
    );
  });
}

const dir = { name: "dir", optional: false, type: "string" };

function recordDocs({ typeName }: Service): string {
  return `Makes a \`fetch\` for {@link create${typeName}} that writes each exchange to a file of \`dir\`, a fixture named after the operation and the status. Credentials are left out, and stand-ins are put in place of what the spec calls sensitive or does not describe. The caller gets the answer untouched, also when it cannot be written.`;
}

function replayDocs({ typeName }: Service): string {
  return `Makes a \`fetch\` for {@link create${typeName}} that answers from the fixtures in \`dir\`, without a network. A request that none of them fits is rejected with the names of the closest.`;
}
