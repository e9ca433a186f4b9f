// Operations → the tree of resources that the client is.

import { isObject } from "../document/json.js";
import { type SpecDocument, text } from "../document/resolve.js";
import type { ResourceClass } from "./naming/file-names.js";
import type { PlacedOperation } from "./naming/place-operations.js";
import type { Operation } from "./types/operation.js";
import type { Resource } from "./types/service.js";

export function treeOf(
  placed: readonly PlacedOperation[],
  operations: ReadonlyMap<PlacedOperation, Operation>,
  classes: ReadonlyMap<string, ResourceClass>,
  document: SpecDocument,
): Resource {
  const root: Branch = { path: [], own: [], children: new Map() };
  for (const each of placed) {
    let at = root;
    for (const name of each.resource) {
      const child: Branch = at.children.get(name) ?? { path: [...at.path, name], own: [], children: new Map() };
      at.children.set(name, child);
      at = child;
    }
    at.own.push(each);
  }
  const tagged = new Map<unknown, number>();
  for (const each of placed) tagged.set(tagOf(each), (tagged.get(tagOf(each)) ?? 0) + 1);
  const resourceOf = ({ path, own, children }: Branch): { resource: Resource; inside: readonly PlacedOperation[] } => {
    const branches = [...children.values()].map(resourceOf);
    const inside = [...own, ...branches.flatMap((branch) => branch.inside)];
    const names = classes.get(path.join("."));
    const resource = {
      name: path[path.length - 1] ?? "",
      path,
      className: names?.className ?? "",
      file: names?.file ?? "",
      description: tagDescription(document, inside, tagged) ?? valueDescription(document, own, operations),
      operations: own.flatMap((each) => operations.get(each) ?? []),
      children: branches.map((branch) => branch.resource),
    };
    return { resource, inside };
  };
  return resourceOf(root).resource;
}

/** A resource while its operations are gathered. */
interface Branch {
  readonly path: readonly string[];
  readonly own: PlacedOperation[];
  readonly children: Map<string, Branch>;
}

function tagOf({ operation }: PlacedOperation): unknown {
  return Array.isArray(operation.tags) ? operation.tags[0] : undefined;
}

/** The document's tag that all operations of a resource have, and no others. */
function tagDescription(
  { root }: SpecDocument,
  inside: readonly PlacedOperation[],
  tagged: ReadonlyMap<unknown, number>,
): string | undefined {
  const [name, ...others] = new Set(inside.map(tagOf));
  if (others.length > 0 || tagged.get(name) !== inside.length || !Array.isArray(root.tags)) return undefined;
  const tag = root.tags.find((each: unknown) => isObject(each) && each.name === name);
  return isObject(tag) ? text(tag.description) : undefined;
}

/** The component that most operations of a resource answer with. */
function valueDescription(
  document: SpecDocument,
  own: readonly PlacedOperation[],
  operations: ReadonlyMap<PlacedOperation, Operation>,
): string | undefined {
  const names = own.flatMap((each) => {
    const value = operations.get(each)?.value;
    return value?.kind === "named" ? [value.name] : [];
  });
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const most = names.find((name) => (counts.get(name) ?? 0) * 2 > own.length);
  const components = isObject(document.root.components) ? document.root.components : {};
  const schemas = isObject(components.schemas) ? components.schemas : {};
  const schema = most !== undefined && Object.hasOwn(schemas, most) ? schemas[most] : undefined;
  return isObject(schema) ? text(schema.description) : undefined;
}
