import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { compile, compilers, strictest } from "./compilers.js";
import { projectRoot } from "./project-root.js";

// The last compiles them in a step of the gate.
test.each(compilers.slice(0, -1))(
  "the generated sources type-check under TypeScript %s",
  { timeout: 120_000 },
  (_, compiler) => {
    const folder = mkdtempSync(join(tmpdir(), "sharewright-generated-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const options = {
      ...strictest,
      module: "nodenext",
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      noEmit: true,
    };
    const include = [join(projectRoot, "generated")];
    expect(() => compile(folder, compiler, { compilerOptions: options, include })).not.toThrow();
  },
);
