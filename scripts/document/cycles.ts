// Cycles of objects: JSON text has none, but they appear where the target of a reference replaces it and is around it.

export interface BackEdge {
  readonly node: { [member: string]: unknown };
  readonly key: string;
}

/**
 * The members that lead back to an object that holds them. Each object is entered once, and none by recursion. `sizes` gets
 * the number of objects in each when it is written out; one that stands in several places counts as often.
 */
export function backEdges(root: object, sizes?: Map<unknown, number>): readonly BackEdge[] {
  const found: BackEdge[] = [];
  const open = new Set<unknown>();
  const done = new Set<unknown>();
  const waiting: { readonly node: BackEdge["node"]; readonly keys: string[] }[] = [];
  const enter = (node: object): void => {
    open.add(node);
    waiting.push({ node: node as BackEdge["node"], keys: Object.keys(node) });
  };
  enter(root);
  for (let at = waiting[waiting.length - 1]; at !== undefined; at = waiting[waiting.length - 1]) {
    const { node, keys } = at;
    const key = keys.pop();
    if (key === undefined) {
      waiting.pop();
      open.delete(node);
      done.add(node);
      sizes?.set(
        node,
        Object.values(node).reduce((sum: number, inner) => sum + (sizes.get(inner) ?? 0), 1),
      );
      continue;
    }
    const inner = node[key];
    if (typeof inner !== "object" || inner === null || done.has(inner)) continue;
    if (open.has(inner)) found.push({ node, key });
    else enter(inner);
  }
  return found;
}
