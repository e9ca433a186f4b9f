// A document of its own for a test, in a temporary folder.

import { join } from "node:path";
import { type LoadedSpec, loadSpec, type SpecOptions } from "../../scripts/load/document.js";
import type { Problem } from "../../scripts/problem/problem.js";
import { createProject } from "./project.js";

/** Loads the first of the files. */
export async function loadFiles(
  files: Readonly<Record<string, string>>,
  options: Partial<SpecOptions> = {},
): Promise<LoadedSpec & { readonly root: string }> {
  const { root } = createProject(files);
  const spec = join(root, Object.keys(files)[0] ?? "");
  const loaded = await loadSpec({
    spec,
    root,
    base: root,
    remote: "kept",
    ...options,
    overlays: (options.overlays ?? []).map((path) => join(root, path)),
  });
  return { ...loaded, root };
}

/** A document of one operation, `GET /toys`, with what is given besides. */
export function document(members: object = {}, operation: object = {}): Record<string, unknown> {
  return {
    openapi: "3.1.0",
    info: { title: "Toys", version: "1" },
    paths: {
      "/toys": { get: { operationId: "listToys", responses: { "200": { description: "All." } }, ...operation } },
    },
    ...members,
  };
}

/** `file:line:column severity code message`, what a person goes by. */
export function lines(problems: readonly Problem[]): readonly string[] {
  return problems.map(
    ({ place, severity, code, message }) =>
      `${place?.file}:${place?.line}:${place?.column} ${severity} ${code} ${message}`,
  );
}
