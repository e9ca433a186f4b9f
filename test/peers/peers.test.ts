// What of the optional peers' ranges can be held without a registry; `npm run test:peers` installs both ends.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../package/project-root.js";
import { ends } from "./ends.js";

const manifest = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

test("the ranges of the optional peers begin where older applications are", () => {
  expect(ends.lowest).toEqual([
    "@hono/node-server@1.13.0",
    "ajv@8.17.1",
    "ajv-formats@3.0.1",
    "hono@4.6.0",
    "rate-limiter-flexible@5.0.0",
  ]);
});

test.each([
  ["the lowest versions", Object.fromEntries(ends.lowest.map((peer) => [nameOf(peer), versionOf(peer)]))],
  [
    "the versions that the tests use",
    Object.fromEntries(
      ends.lowest.map((peer) => [nameOf(peer), manifest(join(projectRoot, "node_modules", nameOf(peer))).version]),
    ),
  ],
])("npm finds no fault with %s beside the package", (_, versions) => {
  const app = mkdtempSync(join(tmpdir(), "sharewright-peers-"));
  const write = (folder: string, content: object): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify(content));
  };
  try {
    const { name, version, peerDependencies, peerDependenciesMeta } = manifest(projectRoot);
    write(app, { name: "app", version: "1.0.0", dependencies: { [name]: version, ...versions } });
    write(join(app, "node_modules", name), { name, version, peerDependencies, peerDependenciesMeta });
    for (const [peer, its] of Object.entries(versions)) {
      write(join(app, "node_modules", peer), { name: peer, version: its });
    }
    // `npm ls` fails with "invalid" where a peer is out of its range.
    const listed = execFileSync("npm", ["ls", "--json", "--all"], { cwd: app, encoding: "utf8" });
    expect(JSON.parse(listed).problems).toBeUndefined();
  } finally {
    rmSync(app, { recursive: true, force: true });
  }
});

function nameOf(peer: string): string {
  return peer.slice(0, peer.lastIndexOf("@"));
}

function versionOf(peer: string): string {
  return peer.slice(peer.lastIndexOf("@") + 1);
}
