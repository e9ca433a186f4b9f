// The states of resources: a table, and the same as a diagram.

import { type Lifecycle, operationsOf, type Service, type Transition } from "../../model/types.js";
import { clientPath } from "./call.js";
import { code, fenced, inline, table, toHeading } from "./markdown.js";

export function lifecycleSections(service: Service): string | undefined {
  const { lifecycles } = service;
  if (lifecycles.length === 0) return undefined;
  return ["## Lifecycles", ...lifecycles.map((lifecycle) => section(service, lifecycle))].join("\n\n");
}

function section(service: Service, lifecycle: Lifecycle): string {
  const { resource, property, states, initial, terminal, transitions } = lifecycle;
  const rows = states.map(({ name, description }) => [
    code(name),
    [name === initial ? "first" : "", terminal.includes(name) ? "last" : ""].filter(Boolean).join(", "),
    inline(description ?? ""),
    transitions
      .filter(({ from }) => from === name)
      .map((transition) => `${code(transition.to)} ${cause(service, transition)}`)
      .join("; "),
  ]);
  return [
    `### ${code(`${resource}.${property}`)}`,
    table(["State", "", "Meaning", "Moves to"], rows),
    fenced("mermaid", diagram(service, lifecycle)),
  ].join("\n\n");
}

/** What brings a move about, as a cell. */
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

/** Mermaid has its own syntax, and words that mean something in it: a label is letters and little else. */
function label(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._/-]+/gu, " ").trim();
}
