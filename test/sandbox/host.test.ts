// Host and Origin are checked on every route of a sandbox on a port: a page of the web reaches none of them.

import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { document as enablenow } from "../../generated/enablenow/document.js";
import { document as persona } from "../../generated/persona/document.js";
import { type ServedSandbox, serveSandbox } from "../../src/sandbox/index.js";

let server: ServedSandbox;
beforeAll(async () => {
  server = await serveSandbox();
});
afterAll(() => server.close());

/** fetch sets Host by itself. */
function status(method: string, path: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}${path}`, { method, headers }, (response) => {
      response.destroy();
      resolve(response.statusCode);
    });
    sent.once("error", reject);
    sent.end();
  });
}

const methods = ["get", "put", "post", "delete", "patch"];
const documents = { persona, enablenow } as Record<string, { readonly paths: Record<string, object> }>;
const operations = Object.entries(documents).flatMap(([name, { paths }]) =>
  Object.entries(paths).flatMap(([path, item]) =>
    methods.filter((method) => method in item).map((method) => [method.toUpperCase(), `/${name}${path}`] as const),
  ),
);
const routes: readonly (readonly [method: string, path: string])[] = [
  ["GET", "/"],
  ["GET", "/page/style.css"],
  ["GET", "/page/live.js"],
  ["GET", "/page/icon.svg"],
  ["GET", "/page/live"],
  ["GET", "/page/requests/1"],
  ["GET", "/page/webhooks/a"],
  ["POST", "/page/acts/clock/stop"],
  ["GET", "/page/nothing"],
  ["POST", "/enablenow/cfa/connect/token"],
  ["GET", "/nothing"],
  ["OPTIONS", "/persona/cases"],
  ...operations,
];

describe("every route", () => {
  test.each([
    ["a name that was made to lead here", { host: "attacker.example" }],
    ["another address", { host: "192.168.0.1" }],
    ["a page of the web", { origin: "https://attacker.example" }],
    ["a page without an origin", { origin: "null" }],
    ["a page that takes it along as an image", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
  ])("refuses %s", async (_, headers) => {
    const answered = await Promise.all(
      routes.map(async ([method, path]) => [`${method} ${path}`, await status(method, path, headers)] as const),
    );
    expect(answered.filter(([, code]) => code !== 403)).toEqual([]);
    expect(answered.length).toBeGreaterThan(200);
    expect(server.sandbox.requests).toEqual([]);
  });

  test("answers this machine: the page, a service under its own host, the host of its files, and a link to the page", async () => {
    const signed = "/a.pdf?access_token=b";
    expect([
      await status("GET", "/", {}),
      await status("GET", "/", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }),
      await status("GET", "/persona/cases", { origin: "http://localhost:3000" }),
      await status("GET", "/api/v1/cases", { host: "api.withpersona.com" }),
      await status("GET", signed, { host: "files.withpersona.com" }),
    ]).toEqual([200, 200, 401, 401, 200]);
  });
});

test("a body in chunks is refused where it becomes too long, and the sandbox goes on", async () => {
  const chunks = new ReadableStream({
    start: (controller) => {
      for (let sent = 0; sent < 31; sent += 1) controller.enqueue(new Uint8Array(1_000_000).fill(120));
      controller.close();
    },
  });
  const init = { method: "POST", body: chunks, duplex: "half", headers: { "content-type": "application/json" } };
  const response = await server.sandbox.fetch("http://localhost/persona/cases", init as RequestInit);
  expect(response.status).toBe(413);
  expect(await response.text()).toContain("the sandbox reads 30 MB at most");
  expect(await status("GET", "/", {})).toBe(200);
});
