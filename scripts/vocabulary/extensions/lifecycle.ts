import { type Extension, type JsonSchema, nameSchema, namesSchema } from "../extension.js";

export interface LifecycleState {
  readonly description: string;
  /** Members that are there in this state, beyond `x-guaranteed`. */
  readonly guarantees?: readonly string[];
}

/** Made by the operation `by`, at the moment in the attribute `at`, or, with neither, by the vendor in its own time. */
export interface LifecycleTransition {
  readonly from: string;
  readonly to: string;
  readonly by?: string;
  readonly at?: string;
}

export interface LifecycleWaiter {
  /** operationId of the read to repeat. */
  readonly poll: string;
  /** Where `poll` is a list: its query parameter that leaves the one resource in it. */
  readonly find?: string;
  readonly until: readonly string[];
  /** States that others can leave, but only by a call that a wait does not make: the wait ends there. */
  readonly stop?: readonly string[];
}

export interface Lifecycle {
  readonly property: string;
  readonly initial: string;
  readonly terminal: readonly string[];
  readonly failed?: readonly string[];
  readonly reason?: string;
  readonly states: { readonly [state: string]: LifecycleState };
  readonly transitions: readonly LifecycleTransition[];
  readonly waiters?: { readonly [name: string]: LifecycleWaiter };
}

const schema: JsonSchema = {
  type: "object",
  required: ["property", "initial", "terminal", "states", "transitions"],
  additionalProperties: false,
  properties: {
    property: nameSchema,
    initial: nameSchema,
    // Some resources only ever move to and fro.
    terminal: { ...namesSchema, minItems: 0 },
    failed: namesSchema,
    reason: nameSchema,
    states: {
      type: "object",
      minProperties: 1,
      additionalProperties: {
        type: "object",
        required: ["description"],
        additionalProperties: false,
        properties: { description: nameSchema, guarantees: namesSchema },
      },
    },
    transitions: {
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: {
        type: "object",
        required: ["from", "to"],
        additionalProperties: false,
        properties: { from: nameSchema, to: nameSchema, by: nameSchema, at: nameSchema },
        not: { required: ["by", "at"] },
        $comment: "may have `by` or `at` but not both: a transition has one cause",
      },
    },
    waiters: {
      type: "object",
      propertyNames: { pattern: "^[a-z][A-Za-z0-9]*$", $comment: "must be a camelCase name" },
      additionalProperties: {
        type: "object",
        required: ["poll", "until"],
        additionalProperties: false,
        properties: { poll: nameSchema, find: nameSchema, until: namesSchema, stop: namesSchema },
      },
    },
  },
};

export const lifecycle: Extension = {
  name: "x-lifecycle",
  uses: [
    {
      places: ["schema"],
      description: [
        "The states of a resource and the moves between them. State types, waiters, the sandbox and tests all follow from it.",
        "A waiter repeats the read `poll`; where that is a list, `find` is the query parameter that leaves the one resource in it.",
      ].join(" "),
      schema,
    },
  ],
};
