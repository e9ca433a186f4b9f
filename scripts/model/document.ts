// Reading a bundled document: what the model needs of OpenAPI's objects, and following internal references.

export type Json = { readonly [member: string]: unknown };

export interface Schema extends Json {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: { readonly [name: string]: Schema | boolean };
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly (Schema | boolean)[];
  readonly allOf?: readonly (Schema | boolean)[];
  readonly anyOf?: readonly (Schema | boolean)[];
  readonly oneOf?: readonly (Schema | boolean)[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly deprecated?: boolean;
}

export interface Parameter extends Json {
  readonly name: string;
  readonly in: "query" | "querystring" | "header" | "path" | "cookie";
  readonly required?: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema?: Schema;
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

export function pointerOf(...segments: readonly string[]): string {
  return `#${segments.map((segment) => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`;
}

/** A path in a body from a JSON pointer: `/_pagination/page` → `["_pagination", "page"]`. */
export function pathOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A path in the query from a parameter's spelling: `page[after]` → `["page", "after"]`. */
export function parameterPath(name: string): readonly string[] {
  return name.split(/[[\]]+/).filter((part) => part !== "");
}

export class SpecDocument {
  readonly root: Json;

  constructor(root: unknown) {
    this.root = isObject(root) ? root : {};
  }

  /** What a value refers to, through any number of references. */
  resolve<T>(value: T): T {
    let current: unknown = value;
    const seen = new Set<string>();
    while (isObject(current) && typeof current.$ref === "string" && !seen.has(current.$ref)) {
      seen.add(current.$ref);
      current = this.at(current.$ref);
    }
    return current as T;
  }

  at(ref: string): unknown {
    if (!ref.startsWith("#/")) return undefined;
    return pathOf(decodeURIComponent(ref.slice(1))).reduce<unknown>(
      (value, segment) => (isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined),
      this.root,
    );
  }

  /** The properties of an object schema, those of its `allOf` included, and which of them are required. */
  properties(schema: Schema): {
    readonly properties: ReadonlyMap<string, Schema>;
    readonly required: ReadonlySet<string>;
  } {
    const properties = new Map<string, Schema>();
    const required = new Set<string>();
    const visit = (part: unknown, seen: readonly unknown[]): void => {
      const resolved = this.resolve(part);
      if (!isObject(resolved) || seen.includes(resolved)) return;
      const schema = resolved as Schema;
      for (const inner of schema.allOf ?? []) visit(inner, [...seen, resolved]);
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        properties.set(name, isObject(property) ? (property as Schema) : {});
      }
      for (const name of schema.required ?? []) required.add(name);
    };
    visit(schema, []);
    return { properties, required };
  }

  property(schema: Schema, name: string): Schema | undefined {
    return this.properties(schema).properties.get(name);
  }

  /** The schema a path of properties leads to. */
  schemaAt(schema: Schema, path: readonly string[]): Schema | undefined {
    return path.reduce<Schema | undefined>((at, name) => at && this.property(at, name), schema);
  }
}
