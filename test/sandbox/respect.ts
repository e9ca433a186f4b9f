// `redocly respect`, a client that nobody here wrote, as a process of its own: it walks the workflows of a service and
// checks each answer against the spec. It is told to call nobody but the addresses it is given.

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "../../src/sandbox/index.js";
import { root } from "../contract/paths.js";

export interface Walk {
  readonly code: number | null;
  readonly output: string;
  readonly workflows: readonly Workflow[];
}

export interface Workflow {
  readonly workflowId: string;
  readonly status: string;
  readonly executedSteps: readonly {
    readonly stepId: string;
    readonly checks: readonly { readonly name: string; readonly passed: boolean; readonly condition?: string }[];
  }[];
}

export type Credentials = Sandbox["credentials"];

export interface WalkOptions {
  /** Where the sandbox's page is, if not at the same address. */
  readonly sandbox?: string;
  /** The only workflow to walk. */
  readonly workflow?: string;
}

/** Walks the workflows of a service at `url`, a port's root. */
export async function walk(
  service: string,
  credentials: Credentials,
  url: string,
  { sandbox = url, workflow }: WalkOptions = {},
): Promise<Walk> {
  const folder = mkdtempSync(join(tmpdir(), "sharewright-respect-"));
  const report = join(folder, "report.json");
  const file = `specs/${service}/workflows.arazzo.yaml`;
  const chosen = workflow === undefined ? [] : ["--workflow", workflow];
  try {
    const { code, output } = await run(
      ["respect", file, "--server", `${service}=${url}/${service}`, "--json-output", report, ...chosen],
      JSON.stringify(inputs(credentials, url, sandbox)),
    );
    const { files } = JSON.parse(readFileSync(report, "utf8")) as {
      files: Record<string, { executedWorkflows: Workflow[] }>;
    };
    return { code, output, workflows: Object.values(files).flatMap(({ executedWorkflows }) => executedWorkflows) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By the names that the workflows give them; each takes what it asks for. */
function inputs({ persona, enablenow }: Credentials, url: string, sandbox: string): object {
  return {
    sandbox,
    tokenUrl: `${url}/enablenow/cfa/connect/token`,
    clientIdOfA: enablenow.a.clientId,
    clientSecretOfA: enablenow.a.clientSecret,
    clientIdOfB: enablenow.b.clientId,
    clientSecretOfB: enablenow.b.clientSecret,
    consentId: "1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21",
    keyOfSource: persona.source.apiKey,
    keyOfDestination: persona.destination.apiKey,
    destinationOrganizationId: persona.destination.organizationId,
    inquiryId: persona.source.objects.inquiry,
    caseTemplateId: "ctmpl_2C7WDSErKHDLbP3wEjXcQkZG",
    userEmailAddress: "mara.lind@northfold.example",
    run: "walk-1",
  };
}

/** Inputs go by the environment, because a command line is for all users of the machine to read. */
function run(args: readonly string[], input: string): Promise<{ code: number | null; output: string }> {
  // Redocly reads redocly.yaml, and with it our plugin, which is TypeScript.
  const command = ["--import", "tsx", "node_modules/@redocly/cli/bin/cli.js", ...args];
  const env = {
    PATH: process.env.PATH,
    REDOCLY_TELEMETRY: "off",
    REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
    REDOCLY_CLI_RESPECT_INPUT: input,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { cwd: root, env, maxBuffer: 64_000_000 }, (_, out, err) =>
      resolve({ code: child.exitCode, output: out + err }),
    );
  });
}
