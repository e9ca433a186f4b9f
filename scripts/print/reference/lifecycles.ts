// The states of resources: a table, the same as a diagram, and the waits for them.

import type { Lifecycle, Transition, Waiter } from "../../model/types/lifecycle.js";
import { operationsOf, type Service } from "../../model/types/service.js";
import { invisible } from "../../problem/printable.js";
import { clientPath } from "./call.js";
import { code, fenced, inline, listed, table, toHeading } from "./markdown.js";

export function lifecycleSections(service: Service): string | undefined {
  const { lifecycles } = service;
  if (lifecycles.length === 0) return undefined;
  const waits = lifecycles.some(({ waiters }) => waiters.length > 0);
  return ["## Lifecycles", ...(waits ? [waiting] : []), ...lifecycles.map((each) => section(service, each))].join(
    "\n\n",
  );
}

function section(service: Service, lifecycle: Lifecycle): string {
  const { resource, property, states, initial, terminal, transitions, waiters } = lifecycle;
  const types = service.declarations.find(({ name }) => name === resource)?.states;
  const rows = states.map(({ name, description, guarantees }) => [
    code(name),
    [name === initial ? "first" : "", terminal.includes(name) ? "last" : ""].filter(Boolean).join(", "),
    inline(description ?? ""),
    code(types?.known.find(({ state }) => state === name)?.name ?? ""),
    guarantees.map(code).join(", "),
    transitions
      .filter(({ from }) => from === name)
      .map((transition) => `${code(transition.to)} ${cause(service, transition)}`)
      .join("; "),
  ]);
  const parts = [
    `### ${code(`${resource}.${property}`)}`,
    table(["State", "", "Meaning", "Type", "Sure to be there", "Moves to"], rows),
    types &&
      `${code(resource)} is one of these types or, in a state that is not listed, ${code(types.other)}. All of them extend ${code(types.base)}.`,
    fenced("mermaid", diagram(service, lifecycle)),
    waiters.length === 0
      ? undefined
      : table(
          ["Wait", "Function", "Until", "Fails at once when", "Repeats"],
          waiters.flatMap((each) => rowsOf(service, each)),
        ),
  ];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

const waiting = [
  "A wait repeats a read until the resource is in a state, and gives it with that state's type. Its options:",
  `${code("timeoutMs")} for the whole wait (default 300,000), ${code("intervalMs")} (1,000) and ${code("maxIntervalMs")}`,
  `(15,000) for the pauses, ${code("onProgress")} for what each look found, ${code("signal")}, ${code("headers")},`,
  `${code("retry")}, and as ${code("query")} the input of the read. It fails with a ${code("LifecycleError")} in a state from`,
  `which waiting leads nowhere, and with a ${code("TimeoutError")} when the time is over.`,
].join(" ");

/** A row for a wait. Its method stands beside the one that it repeats. */
function rowsOf(service: Service, { poll, method, functionName, until, stop }: Waiter): readonly (readonly string[])[] {
  const operations = operationsOf(service.root).filter(({ id }) => id === poll);
  return operations.map((operation) => {
    const path = clientPath(service, operation);
    const name = [...operation.name.split(".").slice(0, -1), method].join(".");
    return [
      code(clientPath(service, { ...operation, name })),
      code(functionName),
      listed(until.map(code), "or"),
      listed(stop.map(code), "or"),
      toHeading(code(path), path),
    ];
  });
}

/** The cause of a transition, as a cell. */
function cause(service: Service, { by, at }: Transition): string {
  const operation = operationsOf(service.root).find(({ id }) => id === by);
  if (operation !== undefined) {
    const path = clientPath(service, operation);
    return `by ${toHeading(code(path), path)}`;
  }
  if (by !== undefined) return `by ${code(by)}`;
  return at === undefined ? "in the service's own time" : `at ${code(at)}`;
}

function diagram(service: Service, { states, initial, terminal, transitions }: Lifecycle): string {
  const key = (name: string): string => `s${states.findIndex((state) => state.name === name)}`;
  const operations = operationsOf(service.root);
  const lines = [
    ...states.map(({ name }) => `state "${label(name)}" as ${key(name)}`),
    `[*] --> ${key(initial)}`,
    ...transitions.map(({ from, to, by, at }) => {
      const method = operations.find(({ id }) => id === by)?.method ?? by;
      const text = method ?? (at === undefined ? undefined : `at ${at}`);
      return `${key(from)} --> ${key(to)}${text === undefined ? "" : ` : ${label(text)}`}`;
    }),
    ...terminal.map((name) => `${key(name)} --> [*]`),
  ];
  return ["stateDiagram-v2", ...lines.map((line) => `  ${line}`)].join("\n");
}

/** Mermaid has a syntax and keywords of its own: a label is letters and little else. */
function label(text: string): string {
  return text
    .replace(invisible, " ")
    .replace(/[^\p{L}\p{N} ._/-]+/gu, " ")
    .trim();
}
