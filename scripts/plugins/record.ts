// `record`: what records and replays exchanges, and the document as data, which it reads.

import { recordSource } from "../print/record.js";
import type { Plugin } from "./plugin.js";
import { printContext, printFile } from "./print-files.js";
import { machineDocument } from "./shared-files.js";

export const record: Plugin = {
  name: "record",
  files(service, context) {
    return [
      machineDocument(context, service),
      printFile(recordSource(printContext(service, context), service), context),
    ];
  },
};
