// The page that GitHub shows of a job: the findings of a command, for readers without the log.

import { appendFileSync } from "node:fs";

/** Adds to the job's page, where there is one. */
export function addToJobSummary(title: string, markdown: string, env: NodeJS.ProcessEnv = process.env): void {
  const file = env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === "") return;
  try {
    appendFileSync(file, `### ${inline(title)}\n\n${markdown}\n\n`);
  } catch {
    // The page is an addition; the log has everything.
  }
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inline).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text of a document in a cell: it makes no link, no markup and no second cell. */
function inline(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|#&!]/g, (mark) => (mark === "<" ? "&lt;" : `\\${mark}`));
}
