// The model of a lifecycle: the states of a resource, the moves between them, and the waits for them.

import type { Docs, TypeNode } from "./node.js";
import type { Operation } from "./operation.js";

/** The states of a resource, the moves between them, and the waits for them. */
export interface Lifecycle {
  /** Name of the resource's type. */
  readonly resource: string;
  /** The resource's name in prose: `Share Token`. */
  readonly title: string;
  readonly property: string;
  readonly initial: string;
  readonly terminal: readonly string[];
  /** Terminal states that are a bad end. */
  readonly failed: readonly string[];
  /** Member that says why it came to one. */
  readonly reason: string | undefined;
  readonly states: readonly LifecycleState[];
  readonly transitions: readonly Transition[];
  readonly waiters: readonly Waiter[];
}

export interface LifecycleState {
  readonly name: string;
  readonly description: string | undefined;
  /** Members that are there, and not null, in this state. */
  readonly guarantees: readonly string[];
}

/** A wait for states, by an operation that is repeated. */
export interface Waiter {
  /** operationId of the read that is repeated. */
  readonly poll: string;
  /** Member of the read's input that leaves the one resource in a list; undefined where the path names it. */
  readonly find?: FindBy | undefined;
  /** `waitUntilRedeemed`. */
  readonly method: string;
  /** `waitUntilShareTokenRedeemed`. */
  readonly functionName: string;
  /** The file of the function: `resources/connect/share-tokens/waiters`. */
  readonly file: string;
  readonly until: readonly string[];
  /** States from which waiting leads to none of them. */
  readonly stop: readonly string[];
  /** The resource in one of the states. */
  readonly value: TypeNode;
}

/** A member of the input of a list, as its caller knows it. */
export interface FindBy {
  readonly name: string;
  readonly type: TypeNode;
  readonly docs: Docs;
}

export interface Transition {
  readonly from: string;
  readonly to: string;
  /** operationId; undefined when the service does it by itself. */
  readonly by: string | undefined;
  /** Member with the moment it happens at. */
  readonly at: string | undefined;
}

/** The waits that repeat an operation, each with its lifecycle. */
export function waitersOf(
  lifecycles: readonly Lifecycle[],
  { id }: Operation,
): readonly { readonly lifecycle: Lifecycle; readonly waiter: Waiter }[] {
  return lifecycles.flatMap((lifecycle) =>
    lifecycle.waiters.flatMap((waiter) => (waiter.poll === id ? [{ lifecycle, waiter }] : [])),
  );
}
