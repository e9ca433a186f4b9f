// A process with a client of its own: calls the service as fast as it may for some time, then prints what it saw.

import { createClient } from "redis";
import { redisRateLimitStore } from "../../src/redis/index.js";
import { shareRateLimit } from "../../src/transport/limits/rate-limit-store.js";
import { names } from "../src/transport/throttle-service.js";

const [url = "", port = "", limit = "", windowMs = "", until = ""] = process.argv.slice(2);

const redis = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
const warnings: string[] = [];
const throttle = shareRateLimit({
  store: redisRateLimitStore(redis),
  key: "shop",
  limit: Number(limit),
  windowMs: Number(windowMs),
  onError: (error) => warnings.push(String(error)),
})(names);

let served = 0;
let refused = 0;
const over = new AbortController();
setTimeout(() => over.abort(), Math.max(0, Number(until) - Date.now()));

async function work(): Promise<void> {
  while (!over.signal.aborted) {
    try {
      await throttle.acquire({ name: "shop: items.list", signal: over.signal });
    } catch {
      return;
    }
    const response = await fetch(url);
    throttle.observe(response.headers, response.status);
    await response.text();
    if (response.ok) served += 1;
    else refused += 1;
  }
}

await Promise.all(Array.from({ length: 8 }, work));
await redis.close();
console.log(JSON.stringify({ served, refused, warnings }));
