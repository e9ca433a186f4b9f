// Code that fits on a line stands on one; what does not is broken at its outermost brackets first. (After Wadler's
// "A prettier printer", as far as these files need it.)

import { width } from "./prose.js";

export type Layout =
  | string
  | { readonly kind: "group"; readonly parts: readonly Layout[] }
  /** A place to break: a space, or nothing, while its group is on one line. `depth` is how far the next line is in. */
  | { readonly kind: "line"; readonly flat: "" | " "; readonly depth: 0 | 1; readonly forced?: boolean }
  /** Printed a level deeper when it breaks. */
  | { readonly kind: "nest"; readonly parts: readonly Layout[] }
  /** Only there when its group is broken. */
  | { readonly kind: "broken"; readonly text: string }
  /** A comment on the line above what follows; only there when its group is broken. */
  | { readonly kind: "comment"; text(indent: number): string | undefined };

export function group(...parts: readonly Layout[]): Layout {
  return { kind: "group", parts };
}

/** Brackets around items: on one line, or each item on its own. */
export function list(
  open: string,
  items: readonly Layout[],
  close: string,
  {
    separator = ",",
    padded = false,
    broken = false,
  }: { readonly separator?: string; readonly padded?: boolean; readonly broken?: boolean } = {},
): Layout {
  if (items.length === 0) return open + close;
  const edge = padded ? " " : "";
  const inner = items.flatMap((item, index): Layout[] => [
    { kind: "line", flat: index === 0 ? edge : " ", depth: 1, forced: broken },
    { kind: "nest", parts: [item] },
    // A list of type arguments takes no trailing comma.
    index < items.length - 1 ? separator : { kind: "broken", text: close === ">" ? "" : separator },
  ]);
  return { kind: "group", parts: [open, ...inner, { kind: "line", flat: edge, depth: 0 }, close] };
}

/** Alternatives: on one line, or each behind the operator on its own. */
export function alternatives(operator: string, items: readonly Layout[]): Layout {
  const [only = "", ...others] = items;
  if (others.length === 0) return only;
  const inner = items.flatMap((item, index): Layout[] => [
    { kind: "line", flat: index === 0 ? "" : " ", depth: 1 },
    index === 0 ? { kind: "broken", text: `${operator} ` } : `${operator} `,
    // Twice: what breaks inside an alternative is indented from behind the operator.
    { kind: "nest", parts: [{ kind: "nest", parts: [item] }] },
  ]);
  // Not spread: there may be more of them than a call takes arguments.
  return { kind: "group", parts: inner };
}

/**
 * Prints a layout that starts in column `column` of a line indented by `indent`, with `behind` characters to follow on
 * its last line.
 */
export function print(
  layout: Layout,
  { column, indent, behind = 0 }: { column: number; indent: number; behind?: number },
): string {
  let out = "";
  let at = column;
  const walk = (node: Layout, level: number, flat: boolean, behind: number): void => {
    if (typeof node === "string") {
      out += node;
      const newline = node.lastIndexOf("\n");
      at = newline === -1 ? at + node.length : node.length - newline - 1;
    } else if (node.kind === "broken") {
      if (!flat) walk(node.text, level, flat, behind);
    } else if (node.kind === "comment") {
      const text = flat ? undefined : node.text(level);
      if (text !== undefined) walk(`${text}\n${" ".repeat(level)}`, level, flat, behind);
    } else if (node.kind === "line") {
      if (flat) walk(node.flat, level, flat, behind);
      else walk(`\n${" ".repeat(level + node.depth * 2)}`, level, flat, behind);
    } else {
      const inside = node.kind === "nest" ? level + 2 : level;
      const onOneLine = flat || (node.kind === "group" && at + widthOf(node) + behind <= width);
      for (const [index, part] of node.parts.entries()) {
        walk(part, inside, onOneLine, onOneLine ? 0 : untilBreak(node.parts, index + 1, behind));
      }
    }
  };
  walk(layout, indent, false, behind);
  return out;
}

/** What stands on the same line behind a part of a broken group. */
function untilBreak(parts: readonly Layout[], from: number, behind: number): number {
  let sum = 0;
  for (let index = from; index < parts.length; index += 1) {
    const part = parts[index] as Layout;
    if (typeof part !== "string" && part.kind === "line") return sum;
    sum += typeof part !== "string" && part.kind === "broken" ? part.text.length : widthOf(part);
  }
  return sum + behind;
}

/** Kept, because what stands deep inside is asked for by every bracket around it. */
const widths = new WeakMap<object, number>();

/** On one line. */
function widthOf(part: Layout): number {
  if (typeof part === "string") return part.length;
  if (part.kind === "broken") return 0;
  if (part.kind === "comment") return part.text(0) === undefined ? 0 : Number.POSITIVE_INFINITY;
  if (part.kind === "line") return part.forced ? Number.POSITIVE_INFINITY : part.flat.length;
  const known = widths.get(part);
  if (known !== undefined) return known;
  const width = part.parts.reduce((sum: number, inner) => sum + widthOf(inner), 0);
  widths.set(part, width);
  return width;
}
