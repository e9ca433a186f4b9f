// `x-signed-urls` → the resources that read files by the signed URLs in responses.

import { isObject, type Json } from "../document/json.js";
import { text } from "../document/resolve.js";
import { stringify } from "../document/stringify.js";
import type { Problem } from "../problem/problem.js";
import { noDocs } from "./docs.js";
import { fileName, functionName, type NameScope, typeName } from "./naming/names.js";
import type { Download } from "./types/download.js";
import type { Resource } from "./types/service.js";

interface Scopes {
  /** Names of all that is exported, and of files. */
  readonly scope: NameScope;
  readonly files: NameScope;
}

/** The resources of a service, with those that `x-signed-urls` gives a method, or adds. */
export function withDownloads(
  root: Resource,
  document: Json,
  scopes: Scopes,
): { readonly root: Resource; readonly problems: readonly Problem[] } {
  const declared = document["x-signed-urls"];
  if (!isObject(declared)) return { root, problems: [] };
  const problems: Problem[] = [];
  let tree = root;
  for (const [place, facts] of Object.entries(declared)) {
    if (!isObject(facts)) continue;
    const fault = faultOf(place, facts, tree);
    if (fault === undefined) tree = placed(tree, place.split("."), facts, scopes);
    else
      problems.push({
        code: "signed-urls-mismatch",
        severity: "error",
        message: `x-signed-urls does not fit: ${fault}.`,
        remedy: "Give it another resource or `method`, and an https origin.",
        pointer: `#/x-signed-urls/${place}`,
      });
  }
  return { root: tree, problems };
}

function faultOf(place: string, facts: Json, root: Resource): string | undefined {
  const origin = stringify(facts.origin);
  if (!URL.canParse(origin) || new URL(origin).origin !== origin || !origin.startsWith("https:")) {
    return `${JSON.stringify(origin)} is no https origin`;
  }
  let at: Resource | undefined = root;
  for (const name of place.split(".")) at = at?.children.find((child) => child.name === name);
  const method = methodOf(facts);
  const taken = at && [...at.operations.map((each) => each.method), ...at.children.map(({ name }) => name)];
  return taken?.includes(method) ? `\`${place}\` has a member \`${method}\` already` : undefined;
}

function methodOf({ method }: Json): string {
  return text(method) ?? "download";
}

/** The tree with a download at the end of a path; resources on the way that do not exist yet are added. */
function placed(parent: Resource, [name = "", ...rest]: readonly string[], facts: Json, scopes: Scopes): Resource {
  const before = parent.children.find((child) => child.name === name);
  const child = before ?? added([...parent.path, name], scopes);
  const after = rest.length > 0 ? placed(child, rest, facts, scopes) : withDownload(child, facts, scopes);
  const children = before
    ? parent.children.map((each) => (each === before ? after : each))
    : [...parent.children, after];
  return { ...parent, children };
}

function added(path: readonly string[], { scope, files }: Scopes): Resource {
  const name = path.at(-1) ?? "";
  const own = typeName(name);
  const className = scope.reserve(scope.has(own) ? `${own}Resource` : own);
  const file = files.reserve(["resources", ...path.map(fileName)].join("/"));
  return { name, path, className, file, description: undefined, operations: [], children: [] };
}

function withDownload(resource: Resource, facts: Json, { scope, files }: Scopes): Resource {
  const method = methodOf(facts);
  const description = text(facts.description);
  const download: Download = {
    method,
    functionName: scope.reserve(functionName(method, resource.name, false)),
    file: files.reserve(`${resource.file}/${fileName(method)}`),
    name: [...resource.path, method].join("."),
    origin: stringify(facts.origin),
    renewal: stringify(facts.renewal),
    docs: { ...noDocs, summary: "Read a file by its signed URL", description },
  };
  return {
    ...resource,
    description: resource.description ?? description,
    downloads: [...(resource.downloads ?? []), download],
  };
}
