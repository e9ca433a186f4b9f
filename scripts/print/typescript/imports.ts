// What a file imports, gathered while its body is printed.

import { posix } from "node:path";
import { group, list, print } from "./layout.js";

interface Source {
  readonly types: Set<string>;
  readonly values: Set<string>;
}

export class Imports {
  readonly #file: string;
  readonly #files: ReadonlyMap<string, string>;
  readonly #runtime: string;
  readonly #sources = new Map<string, Source>();

  /**
   * @param file the file that imports, relative to the service's folder and without an ending.
   * @param files the files in which types are declared, by name.
   * @param runtime the module specifier of the runtime, relative ones seen from the service's folder.
   */
  constructor(file: string, files: ReadonlyMap<string, string>, runtime: string) {
    this.#file = file;
    this.#files = files;
    this.#runtime = runtime;
  }

  /** A type that the model declares. */
  declared(name: string): string {
    const file = this.#files.get(name);
    if (file === undefined) throw new Error(`No file declares the type ${name}.`);
    if (file !== this.#file) this.#add(this.#to(file), name, "types");
    return name;
  }

  /** A type of the runtime. */
  runtime(name: string): string {
    return this.#add(this.#to(this.#runtime), name, "types");
  }

  /** A function or class of the runtime. */
  runtimeValue(name: string): string {
    return this.#add(this.#to(this.#runtime), name, "values");
  }

  /** A type of another file of the service. */
  type(name: string, file: string): string {
    return file === this.#file ? name : this.#add(this.#to(file), name, "types");
  }

  /** A value of another file of the service. */
  value(name: string, file: string): string {
    return file === this.#file ? name : this.#add(this.#to(file), name, "values");
  }

  /** The import declarations, as text. */
  print(): string {
    return [...this.#sources]
      .sort(([a], [b]) => distance(b) - distance(a) || compare(a, b))
      .map(([specifier, { types, values }]) => moduleNames("import", specifier, types, values))
      .join("");
  }

  #to(target: string): string {
    if (!target.startsWith(".") && target === this.#runtime) return target;
    const path = posix.relative(posix.dirname(this.#file), target);
    return `${path.startsWith(".") ? path : `./${path}`}${target.endsWith(".js") ? "" : ".js"}`;
  }

  #add(specifier: string, name: string, kind: keyof Source): string {
    const source = this.#sources.get(specifier) ?? { types: new Set(), values: new Set() };
    source[kind].add(name);
    this.#sources.set(specifier, source);
    return name;
  }
}

/** `import { a, type B } from "c";` or the same with `export`, names in the order that sorters use. */
export function moduleNames(
  keyword: "import" | "export",
  specifier: string,
  types: Iterable<string>,
  values: Iterable<string>,
): string {
  const value = new Set(values);
  const typeOnly = value.size === 0;
  const names = [...new Set([...types, ...value])].sort(compare);
  const items = names.map((name) => (typeOnly || value.has(name) ? name : `type ${name}`));
  const layout = group(
    `${keyword} ${typeOnly ? "type " : ""}`,
    list("{", items, "}", { padded: true }),
    ` from "${specifier}";`,
  );
  return `${print(layout, { column: 0, indent: 0 })}\n`;
}

/** Packages first, then from far to near. */
function distance(specifier: string): number {
  if (!specifier.startsWith(".")) return Number.POSITIVE_INFINITY;
  return specifier.split("../").length;
}

/** By letter, of one letter the capital first, and `/` before `.` before all else: the order of import sorters. */
export function compare(a: string, b: string): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [x, y] = [a.charAt(index), b.charAt(index)];
    if (x === y) continue;
    const [low, other] = [rank(x), rank(y)];
    return low === other ? (x < y ? -1 : 1) : low < other ? -1 : 1;
  }
  return a.length - b.length;
}

function rank(character: string): string {
  return character === "/" ? "\u0000" : character === "." ? "\u0001" : character.toLowerCase();
}
