// Answers with pages of a thousand transactions of a bank account, amounts with two digits after the point as banks write
// them: a process of its own, so that it takes no time from the client's.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const [, , pages = "100"] = process.argv;
const perPage = 1000;

function transaction(index: number): string {
  const cents = (index * 7919) % 1_000_000;
  const amount = `${index % 3 === 0 ? "" : "-"}${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
  const balance = `${1000 + (index % 5000)}.${String(index % 100).padStart(2, "0")}`;
  const members = {
    id: `0b8f4c52-6a1d-5f0e-9c77-${String(index).padStart(12, "0")}`,
    accountNumber: "NL91ABNA0417164300",
    accountId: "4d58c0b7-6e12-4a9f-93b4-08f1d2e7659c",
    description: `Payment ${index} "by card", shop 042`,
    bookDate: "2026-11-29",
    transactionDateTime: "2026-11-29T10:11:12Z",
    amount: `#${amount}#`,
    balanceAfterTransaction: `#${balance}#`,
    currency: "EUR",
    counterpartDescription: "The shop on the corner",
    counterpartAccountNumber: "NL20INGB0001234567",
    providerProperties: {
      providerKey: "BANKNL2A",
      transactionId: `T${index}`,
      balanceAfterTransaction: `#${balance}#`,
    },
    category: { l0Name: "Retail", l1Name: "Outflows", l2Name: "Groceries", l3Name: "Supermarket", code: "R020101" },
  };
  return JSON.stringify(members).replace(/"#(.*?)#"/g, "$1");
}

const bodies = Array.from({ length: Number(pages) }, (_, page) => {
  const data = Array.from({ length: perPage }, (_, index) => transaction(page * perPage + index)).join(",");
  const next = page + 1 < Number(pages) ? `"${page + 1}"` : "null";
  return Buffer.from(`{"data":[${data}],"nextPageToken":${next}}`);
});

const server = createServer((request, response) => {
  request.resume();
  const { searchParams } = new URL(request.url ?? "", "http://localhost");
  const body = bodies[Number(searchParams.get("PageToken") ?? 0)] ?? Buffer.from("{}");
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
