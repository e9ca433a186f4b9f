import type { Claim, SeenStore } from "../webhooks/seen-store.js";
import { type RedisClient, type RedisStoreOptions, runScript } from "./client.js";

/** The value of a key is who holds the claim, a UUID, or this word once the event was handled. */
const handled = "handled";

const claimScript = `
if redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') then return 'claimed' end
return redis.call('GET', KEYS[1]) == '${handled}' and '${handled}' or 'running'`;

const confirmScript = `redis.call('SET', KEYS[1], '${handled}', 'PX', ARGV[1])`;

/** Compares and deletes in one step: a claim that has ended may be another's by now. */
const releaseScript = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";

const milliseconds = (seconds: number): string => String(Math.max(1, Math.ceil(seconds * 1000)));

/**
 * Remembers in Redis which webhook events were handled, so that one that is delivered to two processes is handled once.
 * Works with ioredis and node-redis, on Redis 6, Valkey 7 and newer.
 *
 * Two receivers of the same events that do different work with them (two webhooks of one service, say) need a `prefix`
 * each, or the one skips what the other has handled.
 *
 * Its promises reject when Redis does. The receiver then answers with an error and the service delivers again: a
 * later delivery is better than one handled twice. A client that queues what it cannot send keeps the service waiting instead: set
 * `maxRetriesPerRequest` (ioredis) or `disableOfflineQueue` (node-redis).
 */
export function redisSeenStore(client: RedisClient, options: RedisStoreOptions = {}): SeenStore {
  const name = (id: string): string => `${options.prefix ?? "sharewright"}:seen:${id}`;
  return {
    async claim(id, holder, leaseSeconds) {
      // A client may map replies to Buffers. Those it does not know are refused by the receiver.
      return String(await runScript(client, claimScript, name(id), holder, milliseconds(leaseSeconds))) as Claim;
    },
    async confirm(id, ttlSeconds) {
      await runScript(client, confirmScript, name(id), milliseconds(ttlSeconds));
    },
    async release(id, holder) {
      await runScript(client, releaseScript, name(id), holder);
    },
  };
}
