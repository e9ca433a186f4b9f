// The specs of others that the pipeline is held against, from packages of the npm registry: `npm ci` in this folder
// fetches them. None of their authors knew of us.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";

export interface CorpusDocument {
  /** Of the service, and of its folder: `readme-30-petstore`. */
  readonly name: string;
  readonly file: string;
  /** `3.0`, `3.1`; of Swagger, `2.0`. */
  readonly version: string;
}

/** Folders and files inside node_modules, and what their documents' names begin with. */
const sources: readonly (readonly [prefix: string, path: string])[] = [
  ["", "@octokit/openapi/generated/api.github.com.json"],
  ["", "@octokit/openapi/generated/ghes-3.19.json"],
  ["readme20", "@readme/oas-examples/2.0/json"],
  ["readme30", "@readme/oas-examples/3.0/json"],
  ["readme31", "@readme/oas-examples/3.1/json"],
  ["galaxy", "@scalar/galaxy/dist/3.1.json"],
  ["directus", "@directus/specs/dist/openapi.json"],
  ["figma", "@figma/rest-api-spec/openapi/openapi.yaml"],
  ["gitbook", "@gitbook/api/spec/openapi.json"],
  ["netlify", "@netlify/open-api/dist/swagger.json"],
  ["", "ws-dottie/dist/openapi"],
];

/** A document of somebody's own. */
export function documentAt(file: string): CorpusDocument {
  return { name: nameOf(basename(file, extname(file))), file: resolve(file), version: versionOf(file) };
}

/** Every document below `folder`, which holds a node_modules; those whose name holds one of `wanted`, or all. */
export function corpusDocuments(folder = import.meta.dirname, wanted: readonly string[] = []): CorpusDocument[] {
  const all = sources.flatMap(([prefix, path]) =>
    filesBelow(resolve(folder, "node_modules", path)).map((file): CorpusDocument => {
      const name = [prefix, basename(file, extname(file))].filter((part) => part !== "").join("-");
      return { name: nameOf(name), file, version: versionOf(file) };
    }),
  );
  return all.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) throw new Error(`${path} is missing. Run \`npm ci\` in test/corpus.`);
  if (extname(path) !== "") return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(path, name));
}

function nameOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function versionOf(file: string): string {
  const [, version = "?"] = /\b(?:openapi|swagger)"?\s*:\s*["']?(\d+\.\d+)/.exec(readFileSync(file, "utf8")) ?? [];
  return version;
}
