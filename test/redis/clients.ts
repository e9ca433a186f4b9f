// A client of each kind that is supported, for tests against a real Redis.

import { Redis } from "ioredis";
import { createClient } from "redis";
import type { RedisClient } from "../../src/redis/client.js";

export const kinds = ["ioredis", "node-redis"] as const;

export interface Connected {
  readonly client: RedisClient;
  readonly end: () => void;
}

/** @param patient whether what is asked while the server is away waits for it, rather than fail at once. */
export async function connected(kind: (typeof kinds)[number], port: number, patient: boolean): Promise<Connected> {
  if (kind === "ioredis") {
    const client = new Redis(port, "127.0.0.1", {
      retryStrategy: () => 50,
      ...(!patient && { maxRetriesPerRequest: 0 }),
    });
    client.on("error", () => {});
    return { client, end: () => client.disconnect() };
  }
  const url = `redis://127.0.0.1:${port}`;
  const client = createClient({ url, socket: { reconnectStrategy: () => 50 }, disableOfflineQueue: !patient });
  client.on("error", () => {});
  await client.connect();
  return { client, end: () => client.destroy() };
}
