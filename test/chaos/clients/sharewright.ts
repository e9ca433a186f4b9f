import { createEnableNow } from "../../../generated/enablenow/index.js";
import { createPersona } from "../../../generated/persona/index.js";
import type { Client, Pace } from "../client.js";
import { clientId, clientSecret } from "../server/enablenow.js";
import { apiKey } from "../server/persona.js";

export function sharewright(url: string, { timeoutMs, attempts, baseDelayMs }: Pace): Client {
  const settings = { timeoutMs, retry: { maxAttempts: attempts, baseDelayMs, maxDelayMs: 2_000 } };
  const persona = createPersona({ apiKey, baseUrl: `${url}/persona`, ...settings });
  const enablenow = createEnableNow({ clientId, clientSecret, baseUrl: `${url}/enablenow`, ...settings });
  return {
    name: "sharewright",
    create: async (sourceId, signal) =>
      (await persona.connect.shareTokens.create({ connectionId: "cxn_1", sourceId }, { signal })).id,
    redeem: async (id, signal) =>
      (await persona.connect.shareTokens.redeem(id, { destinationId: "inq_destination" }, { signal })).id,
    share: (consentId, signal) =>
      enablenow.shares.create({ clientId: "en-app-ref-002", consentIds: [consentId] }, { signal }),
  };
}
