/// <reference types="node" />
// The command line of `sharewright sandbox`.

import { parseArgs } from "node:util";
import type { SandboxOptions } from "../options.js";
import { sides } from "../services/sides.js";
import type { AssumedValue } from "../world/assumptions.js";
import { nearest } from "./nearest.js";

/** A command line that makes no sense: its message is for people. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const options = {
  port: { type: "string", short: "p" },
  state: { type: "string" },
  seed: { type: "string" },
  now: { type: "string" },
  assume: { type: "string", multiple: true },
  webhook: { type: "string", multiple: true },
  bytes: { type: "string" },
  document: { type: "string" },
  host: { type: "string" },
  cors: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export const defaultPort = 4010;

const receiverNames = Object.entries(sides).flatMap(([name, each]) => each.map((side) => `${name}.${side}`));

export const help = `Usage: sharewright sandbox [options]

Puts the sandbox on a port of this machine, with a page to watch it by, and prints what to call it with.

Options:
  -p, --port <port>             the port to listen on (${defaultPort}, or the next that is free)
      --state <file>            keep the state in a file, over restarts
      --seed <text>             the same seed and calls give the same ids (sharewright)
      --now <moment>            the moment it is at the start, such as 2026-11-01T09:00:00Z;
                                the clock then stands still until it is run or advanced
      --assume <name=value>     decide what no source states, by a name of the fact sheets; may be repeated
      --webhook <receiver=url>  where webhooks go; may be repeated. Receivers:
                                ${receiverNames.join(", ")}
      --bytes <number>          how many bytes all records take together (200000000); then the oldest go
      --document <file>         serve this document alone: OpenAPI 3.1, one file of JSON
      --host <address>          the address to listen on (127.0.0.1, which only this machine reaches)
      --cors                    let pages of other origins call
  -h, --help                    print this

For example:
  sharewright sandbox --state sandbox.json
  sharewright sandbox --now 2026-11-01T09:00:00Z --assume create-share-200=201
  sharewright sandbox --webhook ${receiverNames[1]}=http://127.0.0.1:3000/webhooks
`;

export interface CommandOptions {
  readonly help: boolean;
  /** `undefined`: the usual one, or the next that is free. */
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly cors: boolean;
  /** The file of a document to serve alone. */
  readonly document: string | undefined;
  readonly sandbox: SandboxOptions;
}

/** @throws {UsageError} */
export function readOptions(args: readonly string[]): CommandOptions {
  const { values, positionals } = parsed(args);
  const [stray] = positionals;
  if (stray !== undefined) throw new UsageError(`"${stray}" is not expected here.`);
  const { port, state, seed, now, assume = [], webhook = [], bytes } = values;
  if (now !== undefined && Number.isNaN(Date.parse(now))) {
    throw new UsageError(`--now: "${now}" is no moment in time. Write it as 2026-11-01T09:00:00Z.`);
  }
  if (bytes !== undefined && !(Number(bytes) > 0))
    throw new UsageError(`--bytes: "${bytes}" is no number of bytes. Write it as 200000000.`);
  return {
    help: values.help === true,
    port: port === undefined ? undefined : portNumber(port),
    host: values.host,
    cors: values.cors === true,
    document: values.document,
    sandbox: {
      ...(state !== undefined && { state }),
      ...(seed !== undefined && { seed }),
      ...(now !== undefined && { now }),
      ...(bytes !== undefined && { bytes: Number(bytes) }),
      assume: Object.fromEntries(assume.map(assumption)),
      webhooks: receivers(webhook),
    },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    if (!code?.startsWith("ERR_PARSE_ARGS_")) throw error;
    const [, unknown] = code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? (/'(--?[^' ]+)'/.exec(message) ?? []) : [];
    if (unknown === undefined) throw new UsageError(message);
    if (unknown === "--spec") {
      throw new UsageError("--spec is an option of `npx sharewright sandbox`, of the package @sharewright/cli.");
    }
    const known = [...Object.keys(options), "spec"].map((name) => `--${name}`);
    const meant = nearest(unknown, known);
    throw new UsageError(`There is no option ${unknown}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`);
  }
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`--port: "${text}" is no port, which is 0 to 65535.`);
  return port;
}

/** The two sides of the first `=`. */
function pair(option: string, text: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`${option}: "${text}" has no value. Write name=value.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function assumption(text: string): readonly [string, AssumedValue] {
  const [name, value] = pair("--assume", text);
  const isWord = !/^(true|false|\d+)$/.test(value);
  return [name, isWord ? value : JSON.parse(value)];
}

function receivers(given: readonly string[]): NonNullable<SandboxOptions["webhooks"]> {
  const found: Record<string, Record<string, { readonly url: string }>> = {};
  for (const text of given) {
    const [receiver, url] = pair("--webhook", text);
    const [service = "", side = ""] = receiver.split(".");
    if (!receiverNames.includes(receiver)) {
      const meant = nearest(receiver, receiverNames);
      throw new UsageError(
        `--webhook: there is no receiver "${receiver}". ${meant === undefined ? `There are: ${receiverNames.join(", ")}.` : `Did you mean ${meant}?`}`,
      );
    }
    if (!URL.canParse(url) || !/^https?:/.test(url)) throw new UsageError(`--webhook: "${url}" is no http URL.`);
    found[service] = { ...found[service], [side]: { url } };
  }
  return found;
}
