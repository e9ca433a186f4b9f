// The imports of a file, gathered while its body is printed.

import { isAbsolute, posix } from "node:path";
import type { ImportDeclarationStructure } from "ts-morph";
import type { RuntimeName } from "../../model/naming/house-names.js";
import { besideRuntime } from "./beside-runtime.js";
import { morph } from "./morph.js";

interface Source {
  readonly types: Set<string>;
  readonly values: Set<string>;
}

export class Imports {
  readonly #file: string;
  readonly #files: ReadonlyMap<string, string>;
  readonly #runtime: string;
  readonly #internals: string;
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
    this.#internals = besideRuntime(runtime, "runtime");
  }

  /** A type that the model declares. */
  declared(name: string): string {
    const file = this.#files.get(name);
    if (file === undefined) throw new Error(`No file declares the type ${name}.`);
    if (file !== this.#file) this.#add(this.#to(file), name, "types");
    return name;
  }

  /** A type of the runtime. */
  runtime(name: RuntimeName): string {
    return this.#add(this.#to(this.#internals), name, "types");
  }

  /** A function or class of the runtime. */
  runtimeValue(name: RuntimeName): string {
    return this.#add(this.#to(this.#internals), name, "values");
  }

  /** A type of another package. */
  packageType(name: string, specifier: string): string {
    return this.#add(specifier, name, "types");
  }

  /** A function or class of another package. */
  packageValue(name: string, specifier: string): string {
    return this.#add(specifier, name, "values");
  }

  /** A type of another file of the service. */
  type(name: string, file: string): string {
    return file === this.#file ? name : this.#add(this.#to(file), name, "types");
  }

  /** A value of another file of the service. */
  value(name: string, file: string): string {
    return file === this.#file ? name : this.#add(this.#to(file), name, "values");
  }

  declarations(): readonly ImportDeclarationStructure[] {
    return [...this.#sources]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([moduleSpecifier, { types, values }]) => ({
        kind: morph.StructureKind.ImportDeclaration,
        moduleSpecifier,
        ...moduleNames("namedImports", types, values),
      }));
  }

  #to(target: string): string {
    if (isAbsolute(target) || this.#isOfPackage(target)) return target;
    const path = relativePath(this.#file, target);
    return `${path.startsWith(".") ? path : `./${path}`}${target.endsWith(".js") ? "" : ".js"}`;
  }

  /** Whether a file belongs to the package of the runtime: `sharewright`, `sharewright/http`. */
  #isOfPackage(target: string): boolean {
    return !this.#runtime.startsWith(".") && `${target}/`.startsWith(`${this.#runtime}/`);
  }

  #add(specifier: string, name: string, kind: keyof Source): string {
    const source = this.#sources.get(specifier) ?? { types: new Set(), values: new Set() };
    source[kind].add(name);
    this.#sources.set(specifier, source);
    return name;
  }
}

/** The names of an import or an export: those of types alone are marked as a whole, else one by one. */
export function moduleNames<Key extends "namedImports" | "namedExports">(
  key: Key,
  types: Iterable<string>,
  values: Iterable<string>,
): Names<Key> {
  const value = new Set(values);
  const isTypeOnly = value.size === 0;
  const names = [...new Set([...types, ...value])].sort();
  const named = names.map((name) => ({ name, ...(!isTypeOnly && !value.has(name) && { isTypeOnly: true }) }));
  return { ...(isTypeOnly && { isTypeOnly: true }), [key]: named } as Names<Key>;
}

type Names<Key extends string> = { readonly isTypeOnly?: boolean } & {
  [key in Key]: { name: string; isTypeOnly?: boolean }[];
};

/**
 * The path from one file to another. `posix.relative` would resolve both against the working directory, and lose the folders
 * above it.
 */
function relativePath(from: string, to: string): string {
  const [here, there] = [posix.dirname(from).split("/"), to.split("/")];
  if (here[0] === ".") return to;
  const apart = here.findIndex((folder, index) => folder !== there[index]);
  const shared = apart === -1 ? here.length : apart;
  return posix.join(...here.slice(shared).map(() => ".."), ...there.slice(shared));
}
