// OpenAPI Overlay 1.0 and 1.1: a list of changes to a document, so that a user can add what it lacks, our extensions above all,
// without touching it. https://spec.openapis.org/overlay/v1.1.0.html

import { exec, type JsonValue } from "jsonpath-rfc9535";
import { isObject, type JsonObject } from "../../document/json.js";
import { stringify } from "../../document/stringify.js";
import type { Problem } from "../../problem/problem.js";
import type { Origins } from "../origin.js";
import { Refusal } from "../refusal.js";
import type { SourceFile, Sources } from "../source.js";
import { misspeltExtensions } from "./overlay-extensions.js";
import { OverlayLimits } from "./overlay-limits.js";

interface Target {
  readonly parent: JsonObject | unknown[] | undefined;
  readonly key: string | number;
  readonly value: unknown;
}

/** Changes the document in place. A malformed overlay is refused, an action that finds nothing is a warning. */
export function applyOverlay(
  document: JsonObject,
  file: SourceFile,
  sources: Sources,
  origins: Origins,
  problems: Problem[],
): void {
  const overlay = sources.parse(file).value;
  const at = (pointer: string) => sources.places(file, [pointer])[0];
  const refuse: (message: string, remedy: string, pointer: string) => never = (message, remedy, pointer) => {
    throw new Refusal({ code: "overlay", message: `${file.shown}: ${message}`, remedy, place: at(pointer) });
  };
  if (!isObject(overlay) || !/^1\.[01](\.\d+)?$/.test(stringify(overlay.overlay))) {
    refuse("it is no overlay of version 1.0 or 1.1.", "Begin it with `overlay: 1.1.0`.", "#/overlay");
  }
  if (!isObject(overlay.info) || !("title" in overlay.info) || !("version" in overlay.info)) {
    refuse("it has no `info` with title and version.", "Add them.", "#/info");
  }
  if (!Array.isArray(overlay.actions) || overlay.actions.length === 0) {
    refuse("it has no list of `actions`.", "Add at least one, with `target` and `update`.", "#/actions");
  }
  const limits = new OverlayLimits();
  for (const [index, action] of overlay.actions.entries()) {
    const pointer = `#/actions/${index}`;
    if (!isObject(action) || typeof action.target !== "string") {
      refuse("an action needs a `target`, a JSONPath expression.", "Add one, such as $.paths['/toys'].get", pointer);
      continue;
    }
    const { target, update, copy } = action;
    for (const { pointer: place, name, suggestion } of misspeltExtensions(update, `${pointer}/update`)) {
      problems.push({
        code: "overlay-extension",
        severity: "error",
        message: `${file.shown}: \`${name}\` is not in the vocabulary, and would do nothing.${suggestion}`,
        remedy: "Correct its name, or give an extension of your own one that is less alike.",
        place: at(place),
      });
    }
    const find = (expression: unknown): readonly Target[] => {
      try {
        return limits.timed(() => select(document, stringify(expression)));
      } catch (error) {
        const reason = (error as Error).message.split("\n")[0];
        return refuse(
          `${stringify(expression)} cannot be followed as a JSONPath expression: ${reason}`,
          "See RFC 9535.",
          `${pointer}/target`,
        );
      }
    };
    const targets = find(target);
    if (targets.length === 0) {
      problems.push({
        code: "overlay-target",
        severity: "warning",
        message: `${target} matches nothing in the document.`,
        remedy: "Correct the path, or remove the action.",
        place: at(`${pointer}/target`),
      });
    } else if (action.remove === true) {
      if (targets.some(({ parent }) => parent === undefined))
        refuse("the document itself cannot be removed.", "Name a part of it.", pointer);
      remove(targets);
    } else if ((update === undefined) === (copy === undefined)) {
      refuse(
        "an action needs one of `update`, `copy` and `remove: true`.",
        "Say what is to become of the target.",
        pointer,
      );
    } else {
      const sources = copy === undefined ? [] : find(copy);
      if (copy !== undefined && sources.length !== 1) {
        refuse(
          `${stringify(copy)} matches ${sources.length} values; \`copy\` takes one.`,
          "Correct the path.",
          `${pointer}/copy`,
        );
      }
      const value = copy === undefined ? update : sources[0]?.value;
      if (!limits.mayAdd(value, targets.length)) {
        refuse(`${target}: the overlay adds more than a million values.`, "Copy less, or to fewer places.", pointer);
      }
      const make = (): unknown => {
        const made = structuredClone(value);
        if (copy === undefined) origins.remember(made, file, `${pointer}/update`);
        return made;
      };
      for (const each of targets) {
        const clash = change(each, make());
        if (clash !== undefined) refuse(`${target}: ${clash}`, "Correct the path, or the update.", pointer);
      }
    }
  }
}

function select(document: JsonObject, expression: string): readonly Target[] {
  const targets = new Map<string, Target>();
  exec(document as JsonValue, expression, (value, path) => {
    const keys = path.map((key) => (typeof key === "number" ? key : plain(key)));
    const parent = keys.slice(0, -1).reduce<unknown>((node, key) => (node as JsonObject)[key], document);
    targets.set(JSON.stringify(keys), {
      parent: keys.length === 0 ? undefined : (parent as JsonObject),
      key: keys.at(-1) ?? "",
      value,
    });
  });
  return [...targets.values()];
}

/** Keys come as a normalized path spells them, between single quotes. */
function plain(key: string): string {
  return key.includes("\\") ? (JSON.parse(`"${key.replace(/\\'/g, "'").replaceAll('"', '\\"')}"`) as string) : key;
}

function remove(targets: readonly Target[]): void {
  const isItem = ({ parent }: Target) => Array.isArray(parent);
  for (const { parent, key } of targets.filter((target) => !isItem(target))) delete (parent as JsonObject)[key];
  // From the end, so that the items before stay where they were found.
  const items = targets.filter(isItem).sort((a, b) => Number(b.key) - Number(a.key));
  for (const { parent, key } of items) (parent as unknown[]).splice(Number(key), 1);
}

/** The value that does not fit, if one does not. */
function change({ parent, key, value }: Target, update: unknown): string | undefined {
  if (Array.isArray(value)) {
    value.push(...(Array.isArray(update) ? update : [update]));
  } else if (isObject(value)) {
    if (!isObject(update)) return "an object can only be updated by an object.";
    merge(value, update);
  } else if (typeof update === "object" && update !== null) {
    return "a single value can only be updated by one.";
  } else {
    (parent as JsonObject)[key] = update;
  }
  return undefined;
}

function merge(target: JsonObject, update: JsonObject): void {
  for (const [key, value] of Object.entries(update)) {
    const before = Object.hasOwn(target, key) ? target[key] : undefined;
    if (isObject(before) && isObject(value)) merge(before, value);
    else if (Array.isArray(before) && Array.isArray(value)) before.push(...value);
    // Not assigned: `__proto__` is a key like any other.
    else Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  }
}
