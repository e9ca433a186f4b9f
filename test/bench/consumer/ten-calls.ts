// Ten calls as a consumer of this package writes them.

import { createPersona, type ShareToken } from "sharewright/persona";

const persona = createPersona({ apiKey: "key" });

export async function tenCalls(): Promise<readonly (string | undefined)[]> {
  const { connections, shareTokens } = persona.connect;
  const input = { connectionId: "cxn_1", sourceId: "inq_1", expiresInSeconds: 3600 };
  const created: ShareToken = await shareTokens.create(input);
  const pending = await shareTokens.list({ filter: { status: "pending" }, page: { size: 50 } });
  const retrieved = await shareTokens.retrieve(created.id, { peekSourceData: true });
  const redeemed = await shareTokens.redeem(created.id, { destinationId: "inq_2" });
  const expired = await shareTokens.expire(created.id);
  const active = await connections.list({ page: { size: 50 } });
  const open = await persona.cases.list({ filter: { status: "Open" } });
  const found = await persona.cases.search({ query: { attribute: "status", operator: "eq", value: "Open" } });
  const opened = await persona.cases.retrieve("case_1", { include: ["accounts"] });
  const tagged = await persona.cases.addTag("case_1", { tagName: "urgent" });
  return [
    created.status,
    pending.items[0]?.status,
    retrieved.connection?.id,
    redeemed.redeemMode ?? undefined,
    expired.expiresAt ?? undefined,
    active.items[0]?.status,
    open.items[0]?.status,
    found.items[0]?.id,
    opened.status,
    tagged.status,
  ];
}
