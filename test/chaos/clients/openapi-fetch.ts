import createClient from "openapi-fetch";
import type { paths } from "../../../generated/persona/schema.js";
import { type Client, type Pace, StatusError } from "../client.js";
import { apiKey } from "../server/persona.js";

/** Bare openapi-fetch. It has no retry; the time limit is the platform's `AbortSignal.timeout`, by hand. */
export function openapiFetch(url: string, { timeoutMs }: Pace): Client {
  const http = createClient<paths>({ baseUrl: `${url}/persona`, headers: { authorization: `Bearer ${apiKey}` } });
  const header = () => ({ "Idempotency-Key": crypto.randomUUID() });
  return {
    name: "openapi-fetch",
    create: async (sourceId) => {
      const { data, response } = await http.POST("/connect/share-tokens", {
        params: { header: header() },
        body: { data: { attributes: { "connection-id": "cxn_1", "source-id": sourceId } } },
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (data === undefined) throw new StatusError(response.status);
      return data.data.id;
    },
    redeem: async (id) => {
      const { data, response } = await http.POST("/connect/share-tokens/{share-token-id}/redeem", {
        params: { header: header(), path: { "share-token-id": id } },
        body: { data: { attributes: { "destination-id": "inq_destination" } } },
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (data === undefined) throw new StatusError(response.status);
      return data.data.id;
    },
  };
}
