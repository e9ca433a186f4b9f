// Cycles in a graph of names.

/** Tarjan's strongly connected components, without recursion: a chain may be as long as the document. */
export function connectedComponents(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const number = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  for (const start of edges.keys()) {
    if (number.has(start)) continue;
    const path: { readonly name: string; readonly next: string[] }[] = [];
    const enter = (name: string): void => {
      number.set(name, number.size);
      lowest.set(name, number.get(name) as number);
      stack.push(name);
      onStack.add(name);
      path.push({ name, next: (edges.get(name) ?? []).filter((each) => edges.has(each)) });
    };
    enter(start);
    for (let at = path[path.length - 1]; at !== undefined; at = path[path.length - 1]) {
      const { name, next } = at;
      const to = next.pop();
      if (to !== undefined) {
        if (!number.has(to)) enter(to);
        else if (onStack.has(to)) lower(name, number.get(to) as number);
        continue;
      }
      path.pop();
      const above = path[path.length - 1];
      if (above !== undefined) lower(above.name, lowest.get(name) as number);
      if (lowest.get(name) !== number.get(name)) continue;
      const component = stack.splice(stack.indexOf(name));
      for (const each of component) onStack.delete(each);
      if (component.length > 1 || edges.get(name)?.includes(name)) found.push(component);
    }
  }
  return found;

  function lower(name: string, to: number): void {
    lowest.set(name, Math.min(lowest.get(name) as number, to));
  }
}
