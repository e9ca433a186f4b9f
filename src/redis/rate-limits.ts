import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { RateLimitStore } from "../transport/limits/rate-limit-store.js";
import { type RedisClient, type RedisStoreOptions, runScript } from "./client.js";

/** Raises the count to ARGV[1], puts the end off to ARGV[2] milliseconds from now, unless that is another window's. */
const reportScript = `
local ttl = redis.call('PTTL', KEYS[1])
local ms = tonumber(ARGV[2])
if ms < 1 or ms * 2 < ttl then return 0 end
if tonumber(redis.call('GET', KEYS[1]) or 0) < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', math.max(ms, ttl))
elseif ttl < ms then
  redis.call('PEXPIRE', KEYS[1], ms)
end
return 1`;

/**
 * Counts calls in Redis, with the fixed windows of rate-limiter-flexible. Windows are rounded up to whole seconds.
 *
 * Its promises reject when Redis does; `shareRateLimit` then goes on without it.
 */
export function redisRateLimitStore(client: RedisClient, options: RedisStoreOptions = {}): RateLimitStore {
  const keyPrefix = `${options.prefix ?? "sharewright"}:rate-limit`;
  const limiters = new Map<string, RateLimiterRedis>();
  const limiter = (points: number, duration: number): RateLimiterRedis => {
    const name = `${points}/${duration}`;
    let found = limiters.get(name);
    if (found === undefined) {
      const useRedisPackage = !("defineCommand" in client);
      found = new RateLimiterRedis({ storeClient: client, useRedisPackage, keyPrefix, points, duration });
      limiters.set(name, found);
    }
    return found;
  };
  return {
    async take(key, { limit, windowMs }) {
      try {
        await limiter(limit, Math.ceil(windowMs / 1000)).consume(key);
        return 0;
      } catch (error) {
        // It rejects with its count when nothing is left, and with an error when Redis fails.
        if (error instanceof RateLimiterRes) return Math.max(1, error.msBeforeNext);
        throw error;
      }
    },
    async report(key, { used, resetMs }) {
      await runScript(client, reportScript, `${keyPrefix}:${key}`, String(used), String(Math.ceil(resetMs)));
    },
  };
}
