/**
 * One rate limit, and one memory of webhook events, for all processes that use the same Redis. Needs
 * rate-limiter-flexible and a client: ioredis, or node-redis (`redis`, `@redis/client`). Works with Redis 6, Valkey 7 and
 * newer.
 */

export type { IoRedisClient, NodeRedisClient, RedisClient, RedisStoreOptions } from "./client.js";
export { redisRateLimitStore } from "./rate-limits.js";
export { redisSeenStore } from "./seen-events.js";
