// Reads every page of a long list, by a client that keeps amounts exact or by bare `fetch` and `JSON.parse`. Prints the
// seconds that it took.

import {
  anonymous,
  createTransport,
  type ExactNumbers,
  list,
  type Operation,
  parseExact,
  readExactValue,
  readTokenPage,
  type TokenPager,
  unwrapData,
} from "sharewright/runtime";

const [, , origin = "", who = "ours"] = process.argv;

const numbers: ExactNumbers = [
  { members: { data: 1 } },
  { items: 2 },
  { members: { amount: "decimal", balanceAfterTransaction: "decimal", providerProperties: 3 } },
  { members: { balanceAfterTransaction: "decimal" } },
];
const pager: TokenPager = { read: readTokenPage, items: unwrapData, next: ["nextPageToken"], after: ["PageToken"] };
const operation: Operation = {
  name: "transactions.list",
  method: "GET",
  path: "/transactions",
  query: { PageToken: "PageToken" },
  parse: (text, response, call) => parseExact(text, response, call, numbers),
  readValue: readExactValue,
  pager,
};

interface Transaction {
  readonly amount: unknown;
}

async function ours(): Promise<[count: number, last: unknown]> {
  const transport = createTransport({ name: "bank", servers: { production: origin } }, {}, anonymous);
  let count = 0;
  let last: unknown;
  for await (const { items } of list<Transaction, unknown, never>(transport, operation, [], {}).pages()) {
    for (const { amount } of items as readonly Transaction[]) {
      count += 1;
      last = amount;
    }
  }
  return [count, last];
}

async function rival(): Promise<[count: number, last: unknown]> {
  let count = 0;
  let last: unknown;
  for (let token: string | null = "0"; token !== null; ) {
    const response = await fetch(`${origin}/transactions?PageToken=${token}`);
    const page = JSON.parse(await response.text()) as { data: Transaction[]; nextPageToken: string | null };
    for (const { amount } of page.data) {
      count += 1;
      last = amount;
    }
    token = page.nextPageToken;
  }
  return [count, last];
}

const started = performance.now();
const [count, last] = await (who === "ours" ? ours : rival)();
const seconds = (performance.now() - started) / 1000;
if (count !== 100_000 || typeof last !== (who === "ours" ? "string" : "number")) {
  throw new Error(`${who} read ${count} transactions, and ${typeof last} as amount.`);
}
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1000 }));
