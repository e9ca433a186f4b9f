// "Are the types wrong", over a tarball. Both packages are ESM only, and every supported Node can require() that: resolutions of
// older ones are not judged.

import { join } from "node:path";
import { run } from "./npm.js";
import { projectRoot } from "./project-root.js";

export interface TypesFound {
  readonly entries: readonly string[];
  readonly problems: readonly object[];
}

export function checkTypes(folder: string, tarball: string): TypesFound {
  const attw = join(projectRoot, "node_modules/@arethetypeswrong/cli/dist/index.js");
  const found = run(folder, process.execPath, [attw, tarball, "--profile", "esm-only", "--format", "json"]);
  const { problems, entrypoints } = JSON.parse(found).analysis as {
    readonly problems: readonly { readonly resolutionKind?: string }[];
    readonly entrypoints: object;
  };
  const isJudged = ({ resolutionKind }: (typeof problems)[number]) =>
    resolutionKind === undefined || ["node16-esm", "bundler"].includes(resolutionKind);
  return { entries: Object.keys(entrypoints), problems: problems.filter(isJudged) };
}
