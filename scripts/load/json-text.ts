// Two facts that JSON.parse does not give: a key that its object has twice, and the place of a value in the text. One pass over
// the text each, and only as far into it as needed.

export interface JsonPlace {
  readonly line: number;
  readonly column: number;
}

/** Of valid JSON: the first key that its object has already. */
export function duplicateKey(text: string): (JsonPlace & { readonly key: string }) | undefined {
  const objects: (Set<string> | undefined)[] = [];
  let keys: Set<string> | undefined;
  let expectKey = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: {
        const end = stringEnd(text, at);
        if (expectKey && keys !== undefined) {
          const spelled = text.slice(at, end);
          const key = spelled.includes("\\") ? (JSON.parse(spelled) as string) : spelled.slice(1, -1);
          if (keys.has(key)) return { key, ...placeAt(text, at) };
          keys.add(key);
          expectKey = false;
        }
        at = end - 1;
        break;
      }
      case 0x7b:
        objects.push(keys);
        keys = new Set();
        expectKey = true;
        break;
      case 0x5b:
        objects.push(keys);
        keys = undefined;
        break;
      case 0x7d:
      case 0x5d:
        keys = objects.pop();
        expectKey = false;
        break;
      case 0x2c:
        expectKey = keys !== undefined;
    }
  }
  return undefined;
}

interface Wanted {
  readonly children: Map<string, Wanted>;
  readonly results: number[];
}

/**
 * Where the values stand that the paths lead to: the key, or the item of a list. Of a path that leads nowhere, the place of
 * the last part that is there.
 */
export function jsonPlaces(text: string, paths: readonly (readonly string[])[]): readonly JsonPlace[] {
  const root: Wanted = { children: new Map(), results: [] };
  const offsets = paths.map(() => Math.max(0, text.search(/\S/)));
  for (const [index, path] of paths.entries()) {
    let node = root;
    for (const key of path) {
      const next: Wanted = node.children.get(key) ?? { children: new Map(), results: [] };
      node.children.set(key, next);
      // Every node on the way: if it goes no further, this is the nearest.
      next.results.push(index);
      node = next;
    }
  }
  walk(text, 0, root, offsets);
  return placesAt(text, offsets);
}

/** Goes through the value at `at` and returns its end. */
function walk(text: string, start: number, wanted: Wanted | undefined, offsets: number[]): number {
  let at = spaceEnd(text, start);
  const open = text[at];
  if (open === '"') return stringEnd(text, at);
  if (open !== "{" && open !== "[") {
    while (at < text.length && !/[\s,\]}]/.test(text[at] ?? "")) at += 1;
    return at;
  }
  if (wanted === undefined || wanted.children.size === 0) return bracketsEnd(text, at);
  at = spaceEnd(text, at + 1);
  for (let index = 0; at < text.length && text[at] !== "}" && text[at] !== "]"; index += 1) {
    const here = at;
    let key = String(index);
    if (open === "{") {
      const end = stringEnd(text, at);
      key = JSON.parse(text.slice(at, end)) as string;
      at = spaceEnd(text, end) + 1;
    }
    const child = wanted.children.get(key);
    for (const result of child?.results ?? []) offsets[result] = here;
    at = spaceEnd(text, walk(text, at, child, offsets));
    if (text[at] === ",") at = spaceEnd(text, at + 1);
  }
  return at + 1;
}

/** Behind the final quote of the string that opens at `at`. */
function stringEnd(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function bracketsEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = stringEnd(text, at) - 1;
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if ((code === 0x7d || code === 0x5d) && --depth === 0) return at + 1;
  }
  return text.length;
}

function spaceEnd(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

function placeAt(text: string, offset: number): JsonPlace {
  return placesAt(text, [offset])[0] as JsonPlace;
}

/** One pass over the lines for all offsets. */
function placesAt(text: string, offsets: readonly number[]): readonly JsonPlace[] {
  const places: JsonPlace[] = offsets.map(() => ({ line: 1, column: 1 }));
  const order = [...offsets.keys()].sort((a, b) => (offsets[a] as number) - (offsets[b] as number));
  let line = 1;
  let start = 0;
  for (const index of order) {
    const offset = offsets[index] as number;
    for (let next = text.indexOf("\n", start); next !== -1 && next < offset; next = text.indexOf("\n", start)) {
      line += 1;
      start = next + 1;
    }
    places[index] = { line, column: offset - start + 1 };
  }
  return places;
}
