// References from file to file that name a schema and no place: by an `$anchor` of the other file, or by an `$id` in it. Each
// becomes the path and the pointer that it stands for, before the files are put together.

import { dirname, extname, resolve } from "node:path";
import { isObject, type JsonObject } from "../../document/json.js";
import type { Problem } from "../../problem/problem.js";
import type { SourceFile, Sources } from "../source.js";
import { valueAt } from "./references.js";
import { type FileNames, resolveIdReferences, uriOf } from "./resolve-ids.js";

/** A file that is part of the document. */
export interface Part {
  readonly file: SourceFile;
  readonly value: unknown;
}

interface Named extends Part {
  readonly names: FileNames;
}

/** The document and all files that its references lead to. What cannot be read is left for the bundler to speak of. */
export async function partsOf(first: Part, sources: Sources): Promise<readonly Part[]> {
  const parts = new Map<string, Named>([[first.file.path, named(first)]]);
  for (const part of parts.values()) {
    for (const { node } of part.names.outward) {
      const { path } = split(node.$ref as string, part.file.path, sources);
      if (path === undefined || parts.has(path) || !/^\.(json|ya?ml)$/i.test(extname(path))) continue;
      try {
        const file = await sources.readReferred(path);
        parts.set(path, named({ file, value: sources.parse(file).value }));
      } catch {
        // The bundler says what is wrong with it.
      }
    }
  }
  const owners = new Map<string, Named>();
  for (const part of parts.values())
    for (const uri of part.names.ids.keys()) if (!owners.has(uri)) owners.set(uri, part);
  for (const part of parts.values())
    for (const each of part.names.outward) resolveAcross(each, part, parts, owners, sources);
  return [...parts.values()];
}

function named(part: Part): Named {
  return { ...part, names: resolveIdReferences(part.value) };
}

/** The file that a reference leads to, by its path, and the fragment behind it. */
function split(
  ref: string,
  from: string,
  sources: Sources,
): { readonly path: string | undefined; readonly fragment: string } {
  const [name = "", fragment = ""] = ref.split(/#(.*)/s);
  const copy = name === "" ? undefined : sources.referredCopy(from, name);
  if (copy !== undefined) return { path: copy, fragment };
  if (/^[a-z][a-z0-9+.-]+:/i.test(name)) return { path: undefined, fragment };
  try {
    return { path: name === "" ? from : resolve(dirname(from), decodeURIComponent(name)), fragment };
  } catch {
    return { path: undefined, fragment };
  }
}

function resolveAcross(
  { node, base }: FileNames["outward"][number],
  { file }: Named,
  parts: ReadonlyMap<string, Named>,
  owners: ReadonlyMap<string, Named>,
  sources: Sources,
): void {
  const ref = node.$ref as string;
  const { path, fragment } = split(ref, file.path, sources);
  const byPath = path === undefined ? undefined : parts.get(path);
  const lead = (to: Named, pointer: string | undefined): void => {
    if (pointer === undefined) return;
    node.$ref = `${sources.nameBeside(file.path, to.file.path)}#${pointer}`;
  };
  if (byPath !== undefined) {
    const isAnchor = fragment !== "" && !fragment.startsWith("/");
    if (isAnchor) lead(byPath, byPath.names.anchors.get(`${byPath.names.base}#${fragment}`));
    return;
  }
  const uri = base === "" ? undefined : uriOf(ref, base);
  const owner = uri === undefined ? undefined : owners.get(uri);
  if (uri === undefined || owner === undefined) return;
  const start = owner.names.ids.get(uri);
  lead(
    owner,
    fragment === "" || fragment.startsWith("/") ? `${start}${fragment}` : owner.names.anchors.get(`${uri}#${fragment}`),
  );
}

/** References from file to file that lead back to themselves alone, each circle once, with the place of its first. */
export function circlesIn(parts: readonly Part[], sources: Sources): readonly Problem[] {
  const byPath = new Map(parts.map((part) => [part.file.path, part]));
  const found: Problem[] = [];
  /** Places that were come by: a chain is followed once, not once from each of its links. */
  const seen = new Set<string>();
  for (const part of parts) {
    for (const { node, pointer } of resolveIdReferences(part.value).outward) {
      const way = circleFrom(node, part, byPath, seen, sources);
      if (way === undefined) continue;
      const message = `${node.$ref} refers to itself, and so to nothing: by ${way.map((step) => sources.shown(step.replace(/#$/, ""))).join(", ")}.`;
      const remedy = "Put a schema at the end of the references.";
      const place = sources.places(part.file, [`#${pointer}`])[0];
      found.push({ code: "no-unresolved-refs", severity: "error", message, remedy, place });
    }
  }
  return found;
}

/** The steps to and round a circle; undefined if the reference leads to something, or to a place that was come by. */
function circleFrom(
  start: JsonObject,
  from: Part,
  parts: ReadonlyMap<string, Part>,
  seen: Set<string>,
  sources: Sources,
): readonly string[] | undefined {
  const steps = new Set<string>();
  let [node, at]: [JsonObject, Part] = [start, from];
  for (;;) {
    const { path, fragment } = split(node.$ref as string, at.file.path, sources);
    const part = path === undefined ? undefined : parts.get(path);
    if (part === undefined) return undefined;
    const step = `${part.file.path}#${fragment}`;
    if (steps.has(step)) return [...steps];
    if (seen.has(step)) return undefined;
    steps.add(step);
    seen.add(step);
    const target =
      fragment === "" ? part.value : isObject(part.value) ? valueAt(part.value, `#${fragment}`) : undefined;
    if (!isObject(target) || typeof target.$ref !== "string") return undefined;
    [node, at] = [target, part];
  }
}
