// `reference`: the fact sheet, of which every output has one.

import { printReference } from "../print/reference/reference.js";
import type { Plugin } from "./plugin.js";

export const reference: Plugin = {
  name: "reference",
  files(service, { document, command, specifier }) {
    return [...printReference(service, document, { command, specifier })].map(([path, text]) => ({ path, text }));
  },
};
