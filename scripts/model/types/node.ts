// The model of types: as plain readonly data that can be written by hand in a test, like all of the model. Every name is
// decided before it stands here; absence is written `undefined`.

/** Prose of the spec, and what it says in keywords. Untrusted text: only the escaping module may print it. */
export interface Docs {
  /** First line of the comment. */
  readonly summary: string | undefined;
  readonly description: string | undefined;
  /** Limits, defaults and formats, a sentence each. */
  readonly notes: readonly string[];
  readonly deprecated: boolean;
  /** The vendor's page. */
  readonly link: string | undefined;
}

/** A type as TypeScript will spell it. Names in it are declared in {@link Service.declarations}. */
export type TypeNode =
  | {
      readonly kind: "primitive";
      readonly name: "string" | "number" | "boolean" | "null" | "unknown" | "never" | "void" | "undefined";
    }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  /** An open set of strings with known members. */
  | { readonly kind: "extensible"; readonly known: readonly string[] }
  | { readonly kind: "array"; readonly items: TypeNode }
  | {
      readonly kind: "tuple";
      readonly items: readonly TypeNode[];
      readonly rest: TypeNode | undefined;
      /** How many of the last items may be missing; none if it does not say. */
      readonly optional?: number;
    }
  | { readonly kind: "object"; readonly members: readonly MemberNode[]; readonly rest: TypeNode | undefined }
  | { readonly kind: "union"; readonly of: readonly TypeNode[] }
  | { readonly kind: "intersection"; readonly of: readonly TypeNode[] }
  | { readonly kind: "named"; readonly name: string }
  /**
   * A type of the runtime: what a file is given as, or what an answer is that is not read at once. Where the name of an event
   * tells what its data is, `events` are the events themselves.
   */
  | {
      readonly kind: "runtime";
      readonly name: RuntimeType;
      readonly of: TypeNode | undefined;
      readonly events?: TypeNode;
    }
  /** A JSON:API relationship to one resource. */
  | { readonly kind: "reference"; readonly type: TypeNode; readonly resource: TypeNode | undefined };

/** The array that a type is, whatever stands beside its items. */
export function arrayIn(type: TypeNode): Extract<TypeNode, { kind: "array" }> | undefined {
  if (type.kind === "array") return type;
  return type.kind === "intersection" ? type.of.find((part) => part.kind === "array") : undefined;
}

export type RuntimeType = "Decimal" | "Int64" | "FileInput" | "BinaryBody" | "EventStream" | "JsonLines";

export interface MemberNode {
  readonly name: string;
  readonly type: TypeNode;
  readonly optional: boolean;
  readonly docs: Docs;
}

/** A type that callers can import by name. */
export interface Declaration {
  readonly name: string;
  readonly type: TypeNode;
  readonly docs: Docs;
  /** The file it is declared in, relative to the service's folder and without an ending: `types/share-token`. */
  readonly file: string;
  /** Whether callers pass it: optional members then also take an explicit `undefined`. */
  readonly input: boolean;
  /** Of a resource with a lifecycle: the type is then the union of these, and `type` what they have in common. */
  readonly states: StateTypes | undefined;
}

/** A resource's types by its state. */
export interface StateTypes {
  /** The member that holds the state. */
  readonly property: MemberNode;
  readonly known: readonly StateType[];
  /** Name of the type for states that the spec does not know. */
  readonly other: string;
  /** Name of the type that all of them extend, with the state left open. */
  readonly base: string;
}

interface StateType {
  readonly name: string;
  readonly state: string;
  /** Members that are more certain in this state than in others. */
  readonly members: readonly MemberNode[];
  readonly docs: Docs;
}

/** Every name that a declaration stands for. */
export function namesOf({ name, states }: Declaration): readonly string[] {
  if (states === undefined) return [name];
  return [name, ...states.known.map((type) => type.name), states.other, states.base];
}
