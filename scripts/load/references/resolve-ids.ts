// References as JSON Schema 2020-12 (8.2) and OpenAPI 3.2 resolve them: against the `$id` around them, to an `$anchor`, to the
// document's own `$self`. Within one file each becomes the JSON pointer that it stands for; any other reference is left as
// it is, and read as the path of another file.

import { isObject, type JsonObject } from "../../document/json.js";
import { escapeKey, unescapeKey } from "../../document/pointer.js";
import { type Slot, slotIn } from "../../document/shape.js";

/** The URI of a file without one of its own, so that relative names can be compared. */
const nameless = "https://document.invalid/document";

interface Resource {
  readonly node: unknown;
  readonly pointer: string;
}

interface Visited {
  readonly node: JsonObject;
  readonly pointer: string;
  /** URI of the resource that the node belongs to. */
  readonly base: string;
}

/** The names of a file's schemas, and the references that lead out of it. */
export interface FileNames {
  /** Pointers by URI. */
  readonly ids: ReadonlyMap<string, string>;
  /** Pointers by URI and anchor: `https://a.test/schemas#toy`. */
  readonly anchors: ReadonlyMap<string, string>;
  /** URI of the file as a whole. */
  readonly base: string;
  /** Those that are not met here, with the URI of the schema that each belongs to. */
  readonly outward: readonly { readonly node: JsonObject; readonly pointer: string; readonly base: string }[];
}

/** Makes pointers of all references that are met within a file. */
export function resolveIdReferences(root: unknown): FileNames {
  const self = isObject(root) && typeof root.$self === "string" ? uriOf(root.$self, nameless) : undefined;
  const start = self ?? nameless;
  const resources = new Map<string, Resource>([[start, { node: root, pointer: "" }]]);
  const anchors = new Map<string, string>();
  const references: Visited[] = [];
  const waiting: (Omit<Visited, "node"> & {
    readonly node: unknown;
    readonly slot: Slot;
  })[] = [{ node: root, pointer: "", base: start, slot: "unknown" }];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const { node, pointer, slot } = at;
    if (typeof node !== "object" || node === null) continue;
    let { base } = at;
    const isValue = slot === "data";
    if (isObject(node)) {
      const id = isValue || typeof node.$id !== "string" ? undefined : uriOf(node.$id, base);
      if (id !== undefined) {
        base = id;
        if (!resources.has(id)) resources.set(id, { node, pointer });
      }
      for (const name of isValue ? [] : [node.$anchor, node.$dynamicAnchor]) {
        if (typeof name === "string" && !anchors.has(`${base}#${name}`)) anchors.set(`${base}#${name}`, pointer);
      }
      if (typeof node.$ref === "string") references.push({ node, pointer, base: isValue ? "" : base });
    }
    for (const [inner, child] of Object.entries(node)) {
      const isExtension = typeof slot === "string" && inner.startsWith("x-");
      const path = `${pointer}/${escapeKey(inner).replaceAll("%", "%25")}`;
      waiting.push({ node: child, pointer: path, base, slot: isExtension ? "data" : slotIn(slot, inner) });
    }
  }
  for (const { node, base } of references) {
    if (base !== "") node.$ref = pointerFor(node.$ref as string, base, resources, anchors) ?? node.$ref;
  }
  const own = isObject(root) && typeof root.$id === "string" ? uriOf(root.$id, start) : undefined;
  return {
    ids: new Map([...resources].map(([uri, { pointer }]) => [uri, pointer])),
    anchors,
    base: own ?? start,
    outward: references.filter(({ node }) => !(node.$ref as string).startsWith("#")),
  };
}

/** The URI without its fragment, as an identifier is compared; undefined for a text that is no URI. */
export function uriOf(text: string, base: string): string | undefined {
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  url.hash = "";
  return url.href;
}

/** The pointer that a reference stands for, if what it names is in the file. */
function pointerFor(
  ref: string,
  base: string,
  resources: ReadonlyMap<string, Resource>,
  anchors: ReadonlyMap<string, string>,
): string | undefined {
  const uri = uriOf(ref, base);
  const resource = uri === undefined ? undefined : resources.get(uri);
  if (uri === undefined || resource === undefined) return undefined;
  const fragment = ref.includes("#") ? ref.slice(ref.indexOf("#") + 1) : "";
  if (fragment === "") return `#${resource.pointer}`;
  if (!fragment.startsWith("/")) {
    const pointer = anchors.get(`${uri}#${fragment}`);
    return pointer === undefined ? undefined : `#${pointer}`;
  }
  // Many write pointers from the root of the file although an `$id` is around them.
  return holds(resource.node, fragment) ? `#${resource.pointer}${fragment}` : undefined;
}

function holds(node: unknown, fragment: string): boolean {
  let at = node;
  for (const part of fragment.slice(1).split("/")) {
    const key = unescapeKey(decoded(part));
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as JsonObject)[key];
  }
  return true;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
