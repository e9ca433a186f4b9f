import { createRequire } from "node:module";
import { join } from "node:path";
import type { Client, Pace } from "../client.js";
import { apiKey } from "../server/persona.js";

/** What we use of the client that Stainless makes, here the `openai` package's. */
interface StainlessClient {
  /** The header is set by the SDK's maker; the key then stays the same over all attempts of a call. */
  idempotencyHeader?: string;
  post(path: string, options: { body: unknown }): Promise<unknown>;
}

interface StainlessModule {
  readonly OpenAI: new (options: object) => StainlessClient;
}

/** An SDK made by Stainless: its own retries, with waits of 0.5 to 8 seconds that no option changes. */
export function stainless(url: string, { timeoutMs, attempts }: Pace): Client {
  const load = createRequire(join(import.meta.dirname, "../rivals/package.json"));
  const { OpenAI } = load("openai") as StainlessModule;
  const client = new OpenAI({ apiKey, baseURL: `${url}/persona`, timeout: timeoutMs, maxRetries: attempts - 1 });
  client.idempotencyHeader = "Idempotency-Key";
  const post = async (path: string, attributes: object): Promise<string> => {
    const answer = (await client.post(path, { body: { data: { attributes } } })) as { data: { id: string } };
    return answer.data.id;
  };
  return {
    name: "Stainless SDK",
    create: (sourceId) => post("/connect/share-tokens", { "connection-id": "cxn_1", "source-id": sourceId }),
    redeem: (id) => post(`/connect/share-tokens/${id}/redeem`, { "destination-id": "inq_destination" }),
  };
}
