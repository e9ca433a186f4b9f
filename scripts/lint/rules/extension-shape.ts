import type { Oas3Rule } from "@redocly/openapi-core";
import { checkShape } from "../../vocabulary/check.js";
import { eachExtension } from "../extensions.js";

/** The generator trusts the values of extensions, so a value that would break it is refused here. */
export const extensionShape: Oas3Rule = () =>
  eachExtension(({ name, value, place, location }, { report }) => {
    for (const { path, message } of checkShape(name, place, value)) {
      const what = path.length === 0 ? `\`${name}\`` : `\`${path.join(".")}\` of \`${name}\``;
      report({ message: `${what} ${message}.`, location: location.child([...path]) });
    }
  });
