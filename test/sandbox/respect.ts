// `redocly respect`, a client that nobody here wrote, as a process of its own: it walks the workflows of a service and
// checks each answer against the spec. It is told to call nobody but the addresses it is given.

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { Sandbox } from "../../src/sandbox/index.js";
import { root } from "../contract/paths.js";
import { workflowsOf } from "./emulated.js";

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
  /** The only workflow to walk. Default: all that the sandbox emulates. */
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
  const wanted = workflow === undefined ? workflowsOf(service) : [workflow];
  const chosen = wanted.flatMap((each) => ["--workflow", each]);
  const receiver = await listening();
  try {
    const { code, output } = await run(
      ["respect", file, "--server", `${service}=${url}/${service}`, "--json-output", report, ...chosen],
      JSON.stringify(inputs(credentials, url, { sandbox, receiver: receiver.url })),
    );
    const { files } = JSON.parse(readFileSync(report, "utf8")) as {
      files: Record<string, { executedWorkflows: Workflow[] }>;
    };
    return { code, output, workflows: Object.values(files).flatMap(({ executedWorkflows }) => executedWorkflows) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    receiver.close();
  }
}

/** Where webhooks of the workflows go: each delivery is answered with 200. */
function listening(): Promise<{ readonly url: string; close(): void }> {
  return new Promise((resolve) => {
    const server = serve({ fetch: () => new Response("taken"), port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}/inbox`, close: () => void server.close() }),
    );
  });
}

/** By the names that the workflows give them; each takes what it asks for. */
function inputs(
  { persona, enablenow }: Credentials,
  url: string,
  { sandbox, receiver }: { readonly sandbox: string; readonly receiver: string },
): object {
  return {
    sandbox,
    receiverUrl: receiver,
    tokenUrl: `${url}/enablenow/cfa/connect/token`,
    clientIdOfA: enablenow.a.clientId,
    clientSecretOfA: enablenow.a.clientSecret,
    clientIdOfB: enablenow.b.clientId,
    clientSecretOfB: enablenow.b.clientSecret,
    consentId: "1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21",
    providerKey: "ABNANL2A",
    redirectUrl: "https://mortgages.example/bank/connected",
    keyOfSource: persona.source.apiKey,
    keyOfDestination: persona.destination.apiKey,
    destinationOrganizationId: persona.destination.organizationId,
    inquiryId: persona.source.objects.inquiry,
    caseTemplateId: "ctmpl_2C7WDSErKHDLbP3wEjXcQkZG",
    userEmailAddress: "mara.lind@northfold.example",
    run: "walk-1",
    ...ofPersona(persona),
  };
}

/** What Persona's dashboard alone can make. The ids are those of the spec's examples, which a sandbox begins with. */
function ofPersona({ source }: Credentials["persona"]): object {
  return {
    keyOfProduction: source.productionKey,
    referenceId: "customer-of-walk-1",
    inquiryTemplateId: "itmpl_7Kd3Wp9Xn2Vb5Hs8",
    verificationTemplateId: "vtmpl_8Jn5Rw2Hc7Qx4Md1",
    accountTypeId: "acttp_3Hm8Qz5Wr1Yc7Kx4",
    accountActionId: "accac_7Qh2Vn5Kc8Xr1Jt4Wz9Bm3Ld",
    accountId: source.objects.account,
    relationKey: "beneficial_owners",
    transactionRelationKey: "sender",
    watchlistTemplateId: "rptp_6Wn3Kd8Xq2Lv9Rt5",
    screeningTemplateId: "rptp_9Kd4Wx7Lq2Vn5Rb8",
    listedFirstName: "Ines",
    listedLastName: "Moreau",
    transactionTypeId: "txntp_8Zk3Lw6Vd1Qn4Rx7",
    deviceFingerprintListId: "lst_5Dv9Jm1Rt7Hz3Lq6",
    fieldListId: "lst_8Fd2Wb6Nc9Tk4Xs1",
    workflowId: "wfl_5Zc9Tm2Xk7Rv4Hd8",
    graphQueryTemplateId: "grphqt_5Nw8Kd2Xv7Lq3Rt9",
    privacyPassToken: "AAIq0Rv7Yx2LmZk9sTd",
    aamvaId: "ver_1Zm5Kc9Vt3Hb7Qx2",
    databaseId: "ver_5Kq8Zt2Wn7Rb4Xm1",
    databaseEcbsvId: "ver_2Bn6Ld1Wr4Jc8Ty3",
    databasePhoneCarrierId: "ver_3Cp7Me2Xs5Kd9Vz4",
    databaseSerproId: "ver_4Dq8Nf3Yt6Le1Wb5",
    databaseStandardId: "ver_5Er9Pg4Zv7Mf2Xc6",
    databaseTinId: "ver_6Fs1Qh5Bw8Ng3Yd7",
    documentId: "ver_7Gt2Rj6Cx9Ph4Ze8",
    emailAddressId: "ver_8Hv3Sk7Dz1Qj5Bf9",
    governmentIdNfcId: "ver_1Kx5Vm9Gc3Sl7Dh2",
    phoneNumberId: "ver_2Ly6Wn1Hd4Tm8Fj3",
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
