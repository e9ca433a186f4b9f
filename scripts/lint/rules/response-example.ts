import { isPlainObject, type Oas3Rule } from "@redocly/openapi-core";
import { isJson } from "../media-type.js";

/** The sandbox, the reference and the newcomer all need one body to show; Redocly then checks it against the schema. */
export const responseExample: Oas3Rule = () => ({
  Response({ content }, { report, location, key }) {
    for (const [name, mediaType] of Object.entries(content ?? {})) {
      if (!isJson(name) || !isPlainObject(mediaType)) continue;
      const { example, examples } = mediaType;
      if (example !== undefined || (isPlainObject(examples) && Object.keys(examples).length > 0)) continue;
      report({
        message: `The \`${name}\` body of response \`${key}\` has no example. Add one under \`examples\`, with values of our own.`,
        location: location.child(["content", name]).key(),
      });
    }
  },
});
