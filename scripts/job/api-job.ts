// The job of an entry of redocly.yaml.

import { dirname, join, relative, resolve } from "node:path";
import { isAddress, keptPath, plainAddress } from "../remote/address.js";
import { checkout, commandIn, isWithin } from "../terminal/checkout.js";
import { type ApiSettings, CONFIG_FILE, type Job } from "./job.js";
import { defaultRuntime, overlayBeside, realPathOf } from "./paths.js";
import { pluginsOf } from "./plugin-settings.js";

/** @param root the folder of redocly.yaml. */
export function apiJob(
  root: string,
  api: {
    readonly name: string;
    /** The key of the entry: `name` or `name@version`. */
    readonly alias: string;
    /** An absolute path, or an address. */
    readonly spec: string;
    readonly out: string;
    readonly settings: ApiSettings;
  },
): Job {
  const { name, alias, out, settings } = api;
  const address = isAddress(api.spec) ? plainAddress(api.spec) : undefined;
  const spec = address === undefined ? api.spec : keptPath(root, address);
  const given = (settings.overlays ?? []).map((path) => resolve(root, path));
  return {
    spec,
    ...(address !== undefined && { address }),
    out,
    name,
    // In the clone a service has a folder of documents.
    shown: address ?? relative(root, isOfClone(root) ? dirname(spec) : spec).replaceAll("\\", "/"),
    runtime: settings.runtime ?? defaultRuntime(realPathOf(out)),
    overlays: given.length > 0 ? given : overlayBeside(spec),
    root,
    remote: "kept",
    base: root,
    command: isOfClone(root) ? undefined : commandIn(root, "generate"),
    lint: { config: join(root, CONFIG_FILE), alias },
    format: settings.format ?? "auto",
    importExtension: settings.importExtension ?? "js",
    ...pluginsOf(settings, root),
  };
}

function isOfClone(root: string): boolean {
  return checkout !== undefined && isWithin(checkout, root);
}
