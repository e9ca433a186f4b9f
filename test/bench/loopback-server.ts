// Answers every request at once with a recorded body: a process of its own, so that it takes no time from the client's.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const { headers, body } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")).response;
const text = Buffer.from(JSON.stringify(body));
const answer = {
  ...headers,
  "content-type": "application/json",
  "content-length": text.length,
  "RateLimit-Remaining": "299",
};

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, answer).end(text);
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
