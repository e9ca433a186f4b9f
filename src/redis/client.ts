// The Redis clients that the stores work with, ioredis and node-redis (`redis`, `@redis/client`), behind one call.

/** The used part of an ioredis client. */
export interface IoRedisClient {
  defineCommand(name: string, definition: { readonly lua: string; readonly numberOfKeys?: number }): void;
  eval(script: string, keys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** The used part of a node-redis client. */
export interface NodeRedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** A client that is connected, or about to be. It stays the caller's: nothing here closes it. */
export type RedisClient = IoRedisClient | NodeRedisClient;

/** Options of all stores in Redis. */
export interface RedisStoreOptions {
  /** The prefix of all keys in Redis. Default: `sharewright`. */
  readonly prefix?: string | undefined;
}

/** Runs a script of one key, the same way with either client, alone or in a cluster. */
export function runScript(client: RedisClient, script: string, key: string, ...rest: string[]): Promise<unknown> {
  return "defineCommand" in client
    ? client.eval(script, 1, key, ...rest)
    : client.eval(script, { keys: [key], arguments: rest });
}
