import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createConfig, getLineColLocation, lint, lintFromString, type NormalizedProblem } from "@redocly/openapi-core";
import sharewright from "../../../scripts/lint/plugin.js";

/** What one rule of ours says about a spec that is valid but for what the test writes. */
export async function messages(rule: string, spec: string): Promise<readonly string[]> {
  const problems = await lintFromString({ source: document(spec), config: await configOf(rule) });
  return problems.map(({ message }) => message);
}

/** The same as `file:line rule`, where line 1 is the first line that the test wrote. */
export async function places(rule: string, spec: string): Promise<readonly string[]> {
  const source = document(spec);
  const above = source.slice(0, source.indexOf(spec)).split("\n").length - 1;
  const problems = await lintFromString({ source, absoluteRef: "/openapi.yaml", config: await configOf(rule) });
  return problems.map((problem) => placed(problem, above));
}

/** The same for a spec in several files, of which `openapi.yaml` is the root and is completed. */
export async function placesInFiles(rule: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "sharewright-lint-"));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), name === "openapi.yaml" ? document(text) : text.trimStart());
  }
  const problems = await lint({ ref: join(folder, "openapi.yaml"), config: await configOf(rule) });
  return problems.map((problem) => placed(problem, 0));
}

function configOf(rule: string) {
  return createConfig({ plugins: [sharewright()], rules: { [`sharewright/${rule}`]: "error" } });
}

function document(spec: string): string {
  const paths = /^paths:/m.test(spec) ? "" : "paths: {}\n";
  return `openapi: 3.1.1\ninfo: { title: Test, version: 1.0.0 }\n${paths}${spec}`;
}

function placed({ location, ruleId }: NormalizedProblem, above: number): string {
  const [first] = location;
  if (!first) throw new Error(`${ruleId} reported no place`);
  return `${basename(first.source.absoluteRef)}:${getLineColLocation(first).start.line - above} ${ruleId}`;
}
