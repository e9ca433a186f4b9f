// The same ten calls by openapi-fetch, over the types that openapi-typescript makes of the same spec.

import createClient from "openapi-fetch";
import type { components, paths } from "../../../generated/persona/schema.js";

const client = createClient<paths>({ baseUrl: "https://api.withpersona.com/api/v1" });

type ShareTokenDocument = components["schemas"]["ShareTokenDocument"];

export async function tenCalls(): Promise<readonly (string | undefined)[]> {
  const attributes = { "connection-id": "cxn_1", "source-id": "inq_1", "expires-in-seconds": 3600 };
  const created = await client.POST("/connect/share-tokens", { body: { data: { attributes } } });
  const document: ShareTokenDocument | undefined = created.data;
  const id = document?.data.id ?? "";
  const pending = await client.GET("/connect/share-tokens", {
    params: { query: { filter: { status: "pending" }, page: { size: 50 } } },
  });
  const params = { path: { "share-token-id": id } };
  const retrieved = await client.GET("/connect/share-tokens/{share-token-id}", {
    params: { ...params, query: { "peek-source-data": true } },
  });
  const redeemed = await client.POST("/connect/share-tokens/{share-token-id}/redeem", {
    params,
    body: { data: { attributes: { "destination-id": "inq_2" } } },
  });
  const expired = await client.POST("/connect/share-tokens/{share-token-id}/expire", { params });
  const active = await client.GET("/connect/connections", { params: { query: { page: { size: 50 } } } });
  const open = await client.GET("/cases", { params: { query: { filter: { status: "Open" } } } });
  const found = await client.POST("/cases/search", {
    body: { query: { attribute: "status", operator: "eq", value: "Open" } },
  });
  const opened = await client.GET("/cases/{case-id}", {
    params: { path: { "case-id": "case_1" }, query: { include: ["accounts"] } },
  });
  const tagged = await client.POST("/cases/{case-id}/add-tag", {
    params: { path: { "case-id": "case_1" } },
    body: { meta: { "tag-name": "urgent" } },
  });
  return [
    document?.data.attributes?.status,
    pending.data?.data[0]?.attributes?.status,
    retrieved.data?.data.relationships?.connection?.data?.id,
    redeemed.data?.data.attributes?.["redeem-mode"] ?? undefined,
    expired.data?.data.attributes?.["expires-at"] ?? undefined,
    active.data?.data[0]?.attributes?.status,
    open.data?.data[0]?.attributes?.status,
    found.data?.data[0]?.id,
    opened.data?.data.attributes?.status,
    tagged.data?.data.attributes?.status,
  ];
}
