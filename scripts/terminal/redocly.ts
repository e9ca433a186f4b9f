// Redocly's own program, which compares documents and makes pages of HTML better than any other. It is as large as all
// the rest of this package together, so a user of these two commands installs it.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { UsageError } from "./usage-error.js";

/** The script to run. @param root the project that may have it installed. */
export function redoclyProgram(root: string, command: string): string {
  for (const from of [join(root, "package.json"), import.meta.filename]) {
    try {
      return join(dirname(createRequire(from).resolve("@redocly/cli/package.json")), "bin", "cli.js");
    } catch {
      // Looked for at the next place.
    }
  }
  throw new UsageError(`\`sharewright ${command}\` needs Redocly's program: npm install --save-dev @redocly/cli`);
}

/** Nothing is sent to anybody, and nothing is advertised. */
export const redoclyEnvironment = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" } as const;
