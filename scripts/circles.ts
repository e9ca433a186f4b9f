// Objects that hold themselves, as no JSON text can say it: what is put in the place of a reference may be around it.

export interface Closing {
  readonly node: { [member: string]: unknown };
  readonly key: string;
}

/** Where members lead back to an object that holds them. Each object is entered once, and none by recursion. */
export function closings(root: object): readonly Closing[] {
  const found: Closing[] = [];
  const open = new Set<unknown>();
  const done = new Set<unknown>();
  const waiting: { readonly node: Closing["node"]; readonly keys: string[] }[] = [];
  const enter = (node: object): void => {
    open.add(node);
    waiting.push({ node: node as Closing["node"], keys: Object.keys(node) });
  };
  enter(root);
  for (let at = waiting[waiting.length - 1]; at !== undefined; at = waiting[waiting.length - 1]) {
    const { node, keys } = at;
    const key = keys.pop();
    if (key === undefined) {
      waiting.pop();
      open.delete(node);
      done.add(node);
      continue;
    }
    const inner = node[key];
    if (typeof inner !== "object" || inner === null || done.has(inner)) continue;
    if (open.has(inner)) found.push({ node, key });
    else enter(inner);
  }
  return found;
}
