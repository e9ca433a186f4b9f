// A project under git, for tests of what changed since a commit.

import { spawnSync } from "node:child_process";
import { createProject, type Project } from "./project.js";

/** A repository whose first commit holds these files. */
export function createRepository(files?: Readonly<Record<string, string>>): Project {
  const project = createProject(files);
  project.write({ ".gitignore": "node_modules/\n" });
  git(project, "init", "--quiet", "--initial-branch=main");
  commit(project);
  return project;
}

export function git({ root }: Project, ...args: string[]): void {
  const who = ["-c", "user.name=Test", "-c", "user.email=test@test.test", "-c", "commit.gpgsign=false"];
  const { status, stderr } = spawnSync("git", [...who, ...args], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

export function commit(project: Project): void {
  git(project, "add", ".");
  git(project, "commit", "--quiet", "--message=change");
}

export function edit(project: Project, file: string, find: string, replace: string): void {
  project.write({ [file]: project.read(file).replace(find, replace) });
}
