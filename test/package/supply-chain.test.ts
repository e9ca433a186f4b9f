// What keeps others out of the way from this repository to those who install the packages.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { projectRoot } from "./project-root.js";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: object;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const text = (...path: string[]) => readFileSync(join(projectRoot, ...path), "utf8");
const folder = join(projectRoot, ".github/workflows");
const workflows = readdirSync(folder).map((name) => [name, text(".github/workflows", name)] as const);
const steps = ({ jobs }: Workflow) => Object.values(jobs).flatMap((job) => job.steps);

describe.each(workflows)("the workflow %s", (_, source) => {
  const workflow = load(source) as Workflow;

  test("uses actions by the hash of a commit, with the version beside it for people", () => {
    const used = source.match(/uses:.*/g) ?? [];
    expect(used).toHaveLength(steps(workflow).filter(({ uses }) => uses !== undefined).length);
    expect(used.filter((line) => !/^uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$/.test(line))).toEqual([]);
  });

  test("leaves no credentials in what it checks out", () => {
    const checkouts = steps(workflow).filter(({ uses = "" }) => uses.startsWith("actions/checkout@"));
    expect(checkouts).not.toEqual([]);
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
  });

  test("may read the repository, and no more unless a job says so", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
  });

  test("neither runs the code of strangers with rights, nor puts their words into a shell, nor goes on for ever", () => {
    expect(Object.keys(workflow.on).filter((event) => /pull_request_target|workflow_run|issue/.test(event))).toEqual(
      [],
    );
    expect(steps(workflow).filter(({ run = "" }) => run.includes("${{"))).toEqual([]);
    expect(source).not.toMatch(/\bsecrets\b/);
    expect(Object.values(workflow.jobs).filter((job) => job["timeout-minutes"] === undefined)).toEqual([]);
  });
});

test("a tag publishes both packages with provenance, after the gate, by a token that npm makes for this run alone", () => {
  const workflow = load(text(".github/workflows/release.yml")) as Workflow;
  expect(workflow.on).toEqual({ push: { tags: ["v*"] } });
  const [job, ...others] = Object.values(workflow.jobs);
  expect(others).toEqual([]);
  expect(job?.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(job?.environment).toBe("npm");
  const commands = job?.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
  expect(commands?.[0]).toBe(".ci/run");
  expect(commands?.slice(-2)).toEqual([
    "npm publish --provenance --access public",
    "npm publish --provenance --access public --workspace scripts",
  ]);
  expect(commands?.at(-3)).toContain('[ "v$version" = "$GITHUB_REF_NAME" ]');
});

test("no other workflow may ask for a token", () => {
  const asking = workflows.filter(([, source]) => source.includes("id-token")).map(([name]) => name);
  expect(asking).toEqual(["release.yml"]);
});

test("Dependabot renews packages and actions", () => {
  const { updates } = load(text(".github/dependabot.yml")) as { updates: readonly Record<string, unknown>[] };
  expect(updates.map((each) => [each["package-ecosystem"], each.directory])).toEqual([
    ["npm", "/"],
    ["github-actions", "/"],
  ]);
});

test("SECURITY.md says where to report, what is supported and what counts", () => {
  const policy = text("SECURITY.md");
  expect(policy.match(/^## .*/gm)).toEqual(["## Report a weakness", "## What is supported", "## What counts"]);
  expect(policy).toContain('"Report a vulnerability" under the Security tab');
});

test("every package comes from a registry, with the hash of what was looked at", () => {
  const { packages } = JSON.parse(text("package-lock.json")) as {
    packages: Readonly<Record<string, { resolved?: string; integrity?: string; link?: boolean }>>;
  };
  // Without an address a package comes from the registry of whoever installs it.
  const foreign = Object.entries(packages).filter(
    ([name, { resolved = "https://registry.npmjs.org/", integrity = "", link }]) =>
      name.includes("node_modules/") &&
      link !== true &&
      !(resolved.startsWith("https://registry.npmjs.org/") && integrity.startsWith("sha512-")),
  );
  expect(foreign.map(([name]) => name)).toEqual([]);
});
