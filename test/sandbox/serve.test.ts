import { describe, expect, onTestFinished, test } from "vitest";
import { createEnableNow } from "../../generated/enablenow/index.js";
import { ApiError, ConnectionError } from "../../src/index.js";
import { type ServedSandbox, type ServeOptions, serveSandbox } from "../../src/sandbox/index.js";

async function served(options: ServeOptions = {}): Promise<ServedSandbox> {
  const server = await serveSandbox(options);
  onTestFinished(() => server.close());
  return server;
}

function client({ sandbox, url }: ServedSandbox) {
  return createEnableNow({ ...sandbox.credentials.enablenow.a, baseUrl: `${url}/enablenow`, retry: false });
}

const share = { clientId: "veldkamp-lending-app", consentIds: ["1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21"] };

describe("a sandbox on a port", () => {
  test("answers a client over HTTP", async () => {
    const server = await served();
    const { shares } = client(server);
    const id = await shares.create(share);
    expect(await shares.retrieve(id)).toMatchObject({ id, ...share });
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect(server.sandbox.requests.map(({ method, status }) => [method, status])).toEqual([
      ["POST", 200],
      ["POST", 200],
      ["GET", 200],
    ]);
  });

  test("really breaks the connection, and cuts the body", async () => {
    const server = await served();
    await client(server).shares.list();
    const before = [...server.sandbox.records("enablenow/share")].length;
    server.sandbox.fault({ drop: "after", operation: "createShare", count: 1 });
    await expect(client(server).shares.create(share)).rejects.toBeInstanceOf(ConnectionError);
    expect(server.sandbox.records("enablenow/share")).toHaveLength(before + 1);
    server.sandbox.fault({ cut: true, operation: "listShares", count: 1 });
    await expect(client(server).shares.list()).rejects.toBeInstanceOf(ConnectionError);
    expect(await client(server).shares.list()).toMatchObject({ totalCount: before + 1 });
  });

  test("refuses a body that is too large without reading it", async () => {
    const server = await served();
    const response = await fetch(`${server.url}/enablenow/shares`, { method: "POST", body: "x".repeat(30_000_001) });
    expect(response.status).toBe(413);
  });

  test("listens on the loopback interface alone, and on the port it is told to", async () => {
    const first = await served();
    await expect(serveSandbox({ port: first.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await first.close();
    const second = await served({ port: first.port });
    expect(second.port).toBe(first.port);
    await expect(client(second).shares.retrieve("17")).rejects.toBeInstanceOf(ApiError);
  });
});
