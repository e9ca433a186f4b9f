// Paths that follow from a job's own: the overlay beside the document, the runtime, and a folder's real path.

import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { checkout, isWithin } from "../terminal/checkout.js";
import { stem } from "./service-name.js";

/** `github.overlay.yaml` beside `github.json`, or `.yml`, or `.json`; other overlays are named by --overlay. */
export function overlayBeside(spec: string): readonly string[] {
  return overlayNames(spec)
    .filter((path) => existsSync(path))
    .slice(0, 1);
}

/** The paths that are looked at for an overlay, in this order. */
export function overlayNames(spec: string): readonly string[] {
  const base = join(dirname(spec), stem(spec));
  return [".overlay.yaml", ".overlay.yml", ".overlay.json"].map((ending) => base + ending);
}

/** Code in this project takes the runtime's sources, code anywhere else the package. */
export function defaultRuntime(out: string): string {
  if (checkout === undefined || !isWithin(checkout, out)) return "sharewright";
  return relative(out, join(checkout, "src", "index")).replaceAll("\\", "/");
}

/** The nearest file or folder of a name: in `folder`, or in one that it lies in. */
export function findUp(folder: string, name: string): string | undefined {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? undefined : findUp(parent, name);
}

/** The real path of a file or folder; links in the path of one that does not exist yet are followed too. */
export function realPathOf(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPathOf(parent), basename(path));
}
