// `reference`: the fact sheet, of which every output has one.

import { printReference } from "../print/reference/reference.js";
import type { Plugin } from "./plugin.js";

export const reference: Plugin = {
  name: "reference",
  files(service, { document, command, specifier, runtime }) {
    // The fact sheet of a published client is read by people who have installed its package.
    const imported = specifier === undefined ? { runtime } : { specifier };
    return [...printReference(service, document, { command, ...imported })].map(([path, text]) => ({ path, text }));
  },
};
