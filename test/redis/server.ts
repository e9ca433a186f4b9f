// A real Redis server for one test file: Debian's, on a free loopback port, with nothing kept afterwards.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const found = spawnSync("redis-server", ["--version"]).error === undefined;

/**
 * Why these tests cannot run here; `false` if they can. In CI they have to: a missing server is a failure there, not
 * something to pass over.
 */
export const skipped: string | false =
  !found && !process.env.CI && "no redis-server on the PATH (apt-get install redis-server)";

export interface RedisServer {
  readonly port: number;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and takes its folder away. */
  end(): Promise<void>;
}

export async function redisServer(): Promise<RedisServer> {
  if (!found) throw new Error("These tests need redis-server on the PATH: apt-get install redis-server.");
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), "sharewright-redis-"));
  let child: ChildProcess | undefined;
  const server: RedisServer = {
    port,
    async start() {
      const options = { port: String(port), bind: "127.0.0.1", save: "", appendonly: "no", dir, daemonize: "no" };
      const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
      child = spawn("redis-server", flags, { stdio: "ignore" });
      while (!(await accepts(port))) {
        if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async stop() {
      const running = child;
      child = undefined;
      if (running === undefined || running.exitCode !== null) return;
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGKILL");
      await ended;
    },
    async end() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
