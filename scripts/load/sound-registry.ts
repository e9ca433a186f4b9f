// The services of a redocly.yaml without errors, for commands that do nothing where it has some.

import { CONFIG_FILE, type Job } from "../job/job.js";
import { printProblems } from "../problem/print-problems.js";
import { hasErrors } from "../problem/problem.js";
import { readRegistry } from "./registry.js";

/**
 * Prints the problems of a broken registry, and throws.
 *
 * @param root the folder of redocly.yaml.
 * @param undone a participle for the message, such as `compared`: nothing was compared.
 */
export function soundRegistry(root: string, undone: string): readonly Job[] {
  const { jobs, problems } = readRegistry(root);
  if (!hasErrors(problems)) return jobs;
  printProblems(problems);
  throw new Error(`${CONFIG_FILE} cannot be read as it is; nothing was ${undone}.`);
}
