// Finding out what the spec says about a value: which of its shapes apply, and what they say of the members.

import { isObject } from "../json.js";
import { camelCase } from "../response/inflection.js";
import type { RecordedService, Shape } from "./facts.js";

export interface Shapes {
  /** The shapes that apply to a value: references followed, alternatives chosen. */
  applying(shape: Shape, value: unknown): readonly Shape[];
  /** What those shapes say of a member; undefined when it is not described. */
  member(shapes: readonly Shape[], name: string): Shape | undefined;
  /** Whether a value that holds no others is of a type they describe. */
  accept(shapes: readonly Shape[], value: unknown): boolean;
  /** What those shapes say of a list's items. */
  items(shapes: readonly Shape[]): Shape | undefined;
}

export function createShapes({ shapes: named, inflected }: RecordedService): Shapes {
  const spelled = (name: string): string => (inflected ? camelCase(name) : name);
  const indexes = new WeakMap<object, ReadonlyMap<string, Shape>>();

  const property = (shape: Shape, name: string): Shape | undefined => {
    const { properties } = shape;
    if (properties === undefined) return undefined;
    const index =
      indexes.get(properties) ?? new Map(Object.entries(properties).map(([key, inner]) => [spelled(key), inner]));
    indexes.set(properties, index);
    return index.get(spelled(name));
  };

  const applying = (shape: Shape, value: unknown, seen: readonly Shape[] = []): readonly Shape[] => {
    if (seen.includes(shape)) return [];
    const inside = [...seen, shape];
    const { ref, all = [], any } = shape;
    const target = ref !== undefined && Object.hasOwn(named, ref) ? named[ref] : undefined;
    const chosen = any?.find((each) => fits(each, value, inside));
    // No alternative says what this is: an empty shape in its place describes nothing.
    const parts = [target, ...all, ...(any === undefined ? [] : [chosen])];
    return [shape, ...parts.flatMap((part) => (part === undefined ? [] : applying(part, value, inside)))];
  };

  /** Whether a value can be meant by a shape, seen from outside: its type, its words, and the members it must have. */
  const fits = (shape: Shape, value: unknown, seen: readonly Shape[]): boolean => {
    if (seen.includes(shape)) return false;
    const inside = [...seen, shape];
    const { ref, all = [], any, type, words, pattern, required = [], closed } = shape;
    const target = ref !== undefined && Object.hasOwn(named, ref) ? named[ref] : undefined;
    const accepts = (part: Shape): boolean => fits(part, value, inside);
    if (type !== undefined && ![type].flat().some((each) => isOfType(each, value))) return false;
    if (target !== undefined && !accepts(target)) return false;
    if (!all.every(accepts) || (any !== undefined && !any.some(accepts))) return false;
    if (words !== undefined && shape.open !== true && !words.includes(value as string)) return false;
    if (pattern !== undefined && typeof value === "string" && !matches(pattern, value)) return false;
    if (!isObject(value)) return true;
    const names = Object.keys(value);
    if (!required.every((name) => names.some((each) => spelled(each) === spelled(name)))) return false;
    return names.every((name) => {
      const inner = property(shape, name);
      if (inner === undefined) return closed !== true;
      // What tells resources and previews apart is a text: deeper differences are none of kind.
      return typeof value[name] !== "string" || fits(inner, value[name], inside);
    });
  };

  return {
    applying: (shape, value) => applying(shape, value),
    member: (shapes, name) => merged(shapes.flatMap((shape) => property(shape, name) ?? [])) ?? merged(rests(shapes)),
    accept: (shapes, value) =>
      shapes.length > 0 &&
      shapes.every(({ type, any }) => {
        if (type !== undefined && ![type].flat().some((each) => isOfType(each, value))) return false;
        return any === undefined || any.some((each) => fits(each, value, []));
      }),
    items: (shapes) => merged(shapes.flatMap(({ items }) => items ?? [])),
  };
}

function rests(shapes: readonly Shape[]): readonly Shape[] {
  return shapes.flatMap(({ rest }) => rest ?? []);
}

function merged(shapes: readonly Shape[]): Shape | undefined {
  return shapes.length > 1 ? { all: shapes } : shapes[0];
}

function isOfType(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

/** A pattern that this platform cannot read matches nothing: what it describes is then not described. */
export function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return false;
  }
}
