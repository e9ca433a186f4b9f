// The job of a document of the command line. The flags are checked before anything is read.

import { existsSync, lstatSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Format, formats, isFormat } from "../output/format.js";
import { isAddress, keptPath, objectionTo, plainAddress } from "../remote/address.js";
import type { RemoteMode } from "../remote/keeper.js";
import { checkout, commandIn, isWithin } from "../terminal/checkout.js";
import { UsageError } from "../terminal/usage-error.js";
import type { Job } from "./job.js";
import { defaultRuntime, overlayBeside, realPathOf } from "./paths.js";
import { pluginsOf, refusePlugins } from "./plugin-settings.js";
import { SERVICE_NAME, slug, stem } from "./service-name.js";

export interface SpecFlags {
  readonly spec: string;
  readonly out?: string | undefined;
  readonly name?: string | undefined;
  readonly runtime?: string | undefined;
  readonly overlay?: readonly string[] | undefined;
  readonly root?: string | undefined;
  readonly allowRemote?: boolean | undefined;
  readonly update?: boolean | undefined;
  readonly check?: boolean | undefined;
  readonly http?: boolean | undefined;
  readonly plugins?: readonly string[] | undefined;
  readonly format?: string | undefined;
}

export function specJob(flags: SpecFlags, cwd: string): Job {
  if (flags.spec === "") throw new UsageError("--spec needs the path of a document.");
  const address = addressFrom(flags.spec);
  if (flags.out === undefined || flags.out === "") {
    throw new UsageError(
      `--spec needs --out, the folder to write: --spec ${flags.spec} --out src/clients/${slug(address === undefined ? stem(flags.spec) : new URL(address).hostname) || "api"}`,
    );
  }
  if (flags.name !== undefined && !SERVICE_NAME.test(flags.name)) {
    const suggestion = slug(flags.name);
    throw new UsageError(
      `"${flags.name}" cannot be the --name of a service: lower-case letters, digits and hyphens, with a letter first.${suggestion === "" ? "" : ` For example: --name ${suggestion}`}`,
    );
  }
  if (flags.runtime !== undefined && (flags.runtime === "" || /["'`\\\s\p{Cc}]/u.test(flags.runtime))) {
    throw new UsageError('--runtime takes a module specifier, such as "sharewright" or "../runtime/index.js".');
  }
  refusePlugins(flags.plugins ?? []);
  const spec = address === undefined ? resolve(cwd, flags.spec) : keptPath(cwd, address);
  const out = realPathOf(resolve(cwd, flags.out));
  const root = resolve(cwd, flags.root ?? (address === undefined ? dirname(spec) : cwd));
  if (flags.root !== undefined && !isWithin(root, spec))
    throw new UsageError(`--root has to hold the spec: ${flags.spec} is not in ${flags.root}.`);
  if (flags.root !== undefined && !existsSync(root)) throw new UsageError(`--root ${flags.root} does not exist.`);
  refuseOut(out, flags.out, [cwd, ...(checkout === undefined ? [] : [checkout]), spec]);
  const beside = isWithin(cwd, spec) ? cwd : dirname(spec);
  const shown = (path: string) => {
    const base = isWithin(cwd, path) ? cwd : dirname(path);
    return relative(base, path).replaceAll("\\", "/");
  };
  const given = (flags.overlay ?? []).map((path) => resolve(cwd, path));
  return {
    spec,
    ...(address !== undefined && { address }),
    out,
    name: flags.name,
    shown: address ?? (isWithin(beside, spec) ? relative(beside, spec).replaceAll("\\", "/") : basename(spec)),
    runtime: flags.runtime ?? defaultRuntime(out),
    overlays: given.length > 0 ? given : overlayBeside(spec),
    root,
    remote: remoteMode(flags),
    base: beside,
    command: commandOf(flags, out, {
      spec: address ?? shown(spec),
      out: shown(out),
      overlays: given.map(shown),
      root: flags.root === undefined ? undefined : shown(root),
    }),
    lint: "recommended",
    format: formatOf(flags.format),
    importExtension: "js",
    ...pluginsOf({ http: flags.http === true, plugins: flags.plugins ?? [] }, cwd),
  };
}

/** `spec` as an address; undefined for a path. */
export function addressFrom(spec: string): string | undefined {
  if (!isAddress(spec)) return undefined;
  const objection = objectionTo(spec);
  if (objection !== undefined) throw new UsageError(objection);
  return plainAddress(spec);
}

export function remoteMode({
  allowRemote,
  update,
  check,
}: Pick<SpecFlags, "allowRemote" | "update" | "check">): RemoteMode {
  if (update === true) return check === true ? "compare" : "update";
  // A check writes nothing, so that it has to find copies.
  return allowRemote === true && check !== true ? "fetch" : "kept";
}

function formatOf(flag = "auto"): Format {
  if (isFormat(flag)) return flag;
  throw new UsageError(`--format takes one of ${formats.join(", ")}, and not "${flag}".`);
}

function refuseOut(out: string, shown: string, kept: readonly string[]): void {
  const inside = kept.find((path) => isWithin(out, realPathOf(path)));
  if (inside !== undefined) {
    throw new UsageError(
      `--out ${shown} is replaced as a whole, and it holds ${basename(inside)}. Name a folder of its own.`,
    );
  }
  if (checkout !== undefined && isWithin(join(checkout, "generated"), out)) {
    throw new UsageError(`--out ${shown}: generated/ belongs to the services of redocly.yaml. Name another folder.`);
  }
  if (existsSync(out) && !lstatSync(out).isDirectory())
    throw new UsageError(`--out ${shown} is a file. Name a folder.`);
}

function commandOf(
  flags: SpecFlags,
  folder: string,
  { spec, out, overlays, root }: { spec: string; out: string; overlays: readonly string[]; root: string | undefined },
): string {
  const parts = [`--spec ${quoted(spec)}`, `--out ${quoted(out)}`];
  if (flags.name !== undefined) parts.push(`--name ${flags.name}`);
  if (flags.runtime !== undefined) parts.push(`--runtime ${quoted(flags.runtime)}`);
  for (const overlay of overlays) parts.push(`--overlay ${quoted(overlay)}`);
  if (root !== undefined) parts.push(`--root ${quoted(root || ".")}`);
  if (flags.http === true) parts.push("--http");
  if (flags.plugins !== undefined && flags.plugins.length > 0)
    parts.push(`--plugins ${flags.plugins.map(quoted).join(",")}`);
  if (flags.format !== undefined) parts.push(`--format ${flags.format}`);
  return commandIn(folder, "generate", ...parts);
}

function quoted(path: string): string {
  return /^[\w./@:+,=~%-]+$/.test(path) ? path : `"${path.replace(/["`\\$\p{Cc}]/gu, "_")}"`;
}
