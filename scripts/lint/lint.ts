import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Config, lint, loadConfig, type NormalizedProblem } from "@redocly/openapi-core";
import { didYouMean } from "./nearest.js";

/** The project's own redocly.yaml, wherever the command is run. */
const projectConfig = fileURLToPath(new URL("../../redocly.yaml", import.meta.url));

/** Evaluates the plugin named in the configuration, which is TypeScript: run it with tsx. */
export function loadLintConfig(): Promise<Config> {
  return loadConfig({ configPath: projectConfig });
}

/** The one list of services. */
export function apiNames(config: Config): readonly string[] {
  return Object.keys(config.resolvedConfig.apis ?? {});
}

/** Beside a service's document, if it has any: journeys through it, in Arazzo. They say nothing to the clients. */
const workflowsFile = "workflows.arazzo.yaml";

/** Findings about one service and its workflows, warnings included. */
export async function lintApi(config: Config, name: string): Promise<readonly NormalizedProblem[]> {
  const api = config.resolvedConfig.apis?.[name];
  if (!api) {
    const known = apiNames(config);
    throw new Error(`redocly.yaml has no api \`${name}\`.${didYouMean(name, known)} It has: ${known.join(", ")}.`);
  }
  const apiConfig = config.forAlias(name);
  const problems = await lint({ ref: rootOf(config, api.root), config: apiConfig });
  const { rules: unused } = apiConfig.getUnusedRules();
  if (unused.length > 0) {
    throw new Error(`redocly.yaml sets rules that do not exist: ${unused.join(", ")}. Correct or remove them.`);
  }
  const workflows = join(dirname(rootOf(config, api.root)), workflowsFile);
  if (existsSync(workflows)) problems.push(...(await lint({ ref: workflows, config: apiConfig })));
  return distinct(problems);
}

/** Redocly visits a shared response once for each operation, and some of its rules repeat themselves. */
function distinct(problems: readonly NormalizedProblem[]): readonly NormalizedProblem[] {
  const key = ({ ruleId, message, location }: NormalizedProblem): string =>
    JSON.stringify([ruleId, message, location.map(({ source, pointer }) => [source.absoluteRef, pointer])]);
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()];
}

function rootOf({ configPath }: Config, root: string): string {
  return configPath === undefined ? resolve(root) : resolve(dirname(configPath), root);
}
