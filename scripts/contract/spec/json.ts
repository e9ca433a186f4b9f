export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON's own name of a value's type; `undefined` is none. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** An object from its entries. Assignment would take a key named `__proto__` for the prototype. */
export function objectOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  return Object.fromEntries(entries);
}

/** A copy with the value at `path` put in place, or taken out if `value` is undefined. */
export function replaced(node: unknown, [head, ...tail]: readonly (string | number)[], value: unknown): unknown {
  if (head === undefined) return value;
  if (Array.isArray(node)) return node.map((item, index) => (index === head ? replaced(item, tail, value) : item));
  if (!isObject(node)) return node;
  const inner = replaced(Object.hasOwn(node, head) ? node[head] : undefined, tail, value);
  const entries = Object.entries(node).map(([key, old]) => [key, key === head ? inner : old] as const);
  const added = Object.hasOwn(node, head) ? [] : [[String(head), inner] as const];
  return objectOf([...entries, ...added].filter(([, each]) => each !== undefined));
}
