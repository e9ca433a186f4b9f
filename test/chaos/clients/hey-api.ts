import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle, createConfig } from "@redocly/openapi-core";
import { run } from "../../package/npm.js";
import { type Client, type Pace, StatusError } from "../client.js";
import { apiKey } from "../server/persona.js";

type Call = (options: object) => Promise<{ data?: { data: { id: string } }; error?: unknown; response?: Response }>;

/** What we use of the generated code. */
interface Generated {
  readonly createAShareToken: Call;
  readonly redeemShareToken: Call;
}

/** A client of hey-api, generated from our spec. It has no retry; the time limit is `AbortSignal.timeout`, by hand. */
export async function heyApi(url: string, { timeoutMs }: Pace): Promise<Client> {
  const { createAShareToken, redeemShareToken } = await generate();
  const options = () => ({
    baseUrl: `${url}/persona`,
    auth: apiKey,
    headers: { "Idempotency-Key": crypto.randomUUID() },
    signal: AbortSignal.timeout(timeoutMs),
  });
  const id = async (answer: ReturnType<Call>): Promise<string> => {
    const { data, error, response } = await answer;
    if (data !== undefined) return data.data.id;
    if (response?.ok === false) throw new StatusError(response.status);
    throw error;
  };
  return {
    name: "hey-api",
    create: (sourceId) =>
      id(
        createAShareToken({
          ...options(),
          body: { data: { attributes: { "connection-id": "cxn_1", "source-id": sourceId } } },
        }),
      ),
    redeem: (shareTokenId) =>
      id(
        redeemShareToken({
          ...options(),
          path: { "share-token-id": shareTokenId },
          body: { data: { attributes: { "destination-id": "inq_destination" } } },
        }),
      ),
  };
}

async function generate(): Promise<Generated> {
  const rivals = join(import.meta.dirname, "../rivals");
  const folder = mkdtempSync(join(tmpdir(), "sharewright-chaos-"));
  try {
    const spec = join(import.meta.dirname, "../../../specs/persona/openapi.yaml");
    const { bundle: bundled } = await bundle({ ref: spec, config: await createConfig({}) });
    writeFileSync(join(folder, "persona.json"), JSON.stringify(bundled.parsed));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    const output = join(folder, "client");
    const generator = join(rivals, "node_modules/@hey-api/openapi-ts/bin/run.js");
    run(rivals, process.execPath, [
      generator,
      "-i",
      join(folder, "persona.json"),
      "-o",
      output,
      "-c",
      "@hey-api/client-fetch",
    ]);
    return (await import(pathToFileURL(join(output, "sdk.gen.ts")).href)) as Generated;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
