// Code that fits on a line stands on one; what does not is broken at its outermost brackets first. (After Wadler's
// "A prettier printer", as far as these files need it.)

import { width } from "./comment.js";

export type Layout =
  | string
  /** `width` is what it takes on one line, reckoned once: a group is asked for it by every group around it. */
  | { readonly kind: "group"; readonly parts: readonly Layout[]; readonly width: number }
  /** A place to break: a space, or nothing, while its group is on one line. `depth` is how far the next line is in. */
  | { readonly kind: "line"; readonly flat: "" | " "; readonly depth: 0 | 1; readonly forced?: boolean }
  /** Printed a level deeper when it breaks. */
  | { readonly kind: "nest"; readonly parts: readonly Layout[] }
  /** Only there when its group is broken. */
  | { readonly kind: "broken"; readonly text: string }
  /** A comment on the line above what follows: its group is broken. */
  | { readonly kind: "comment"; text(indent: number): string | undefined };

export function group(...parts: readonly Layout[]): Layout {
  return grouped(parts);
}

/** Of parts that are too many to be passed one by one. */
function grouped(parts: readonly Layout[]): Layout {
  return { kind: "group", parts, width: widthOf(parts) };
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
  return grouped([open, ...inner, { kind: "line", flat: edge, depth: 0 }, close]);
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
  return grouped(inner);
}

/**
 * Prints a layout that starts in column `column` of a line indented by `indent`, with `behind` characters to follow on
 * its last line.
 */
export function print(
  layout: Layout,
  { column, indent, behind = 0 }: { column: number; indent: number; behind?: number },
): string {
  const out: string[] = [];
  let at = column;
  const breakLine = (margin: number): void => {
    // What stood before the break, as in `key: `, leaves no space at the end of its line.
    const last = out.pop() ?? "";
    out.push(last.replace(/(?<! ) +$/, ""), `\n${" ".repeat(margin)}`);
    at = margin;
  };
  const walk = (node: Layout, level: number, flat: boolean, behind: number): void => {
    if (typeof node === "string") {
      out.push(node);
      const newline = node.lastIndexOf("\n");
      at = newline === -1 ? at + node.length : node.length - newline - 1;
    } else if (node.kind === "broken") {
      if (!flat) walk(node.text, level, flat, behind);
    } else if (node.kind === "comment") {
      const text = node.text(level);
      if (text !== undefined) walk(`${text}\n${" ".repeat(level)}`, level, flat, behind);
    } else if (node.kind === "line") {
      if (flat) walk(node.flat, level, flat, behind);
      else breakLine(level + node.depth * 2);
    } else {
      const inside = node.kind === "nest" ? level + 2 : level;
      const onOneLine = flat || (node.kind === "group" && at + node.width + behind <= width);
      for (const [index, part] of node.parts.entries()) {
        walk(part, inside, onOneLine, onOneLine ? 0 : untilBreak(node.parts, index + 1, behind));
      }
    }
  };
  walk(layout, indent, false, behind);
  return out.join("");
}

/** What stands on the same line behind a part of a broken group. */
function untilBreak(parts: readonly Layout[], from: number, behind: number): number {
  let sum = 0;
  for (let index = from; index < parts.length; index += 1) {
    const part = parts[index] ?? "";
    if (typeof part !== "string" && part.kind === "line") return sum;
    sum += typeof part !== "string" && part.kind === "broken" ? part.text.length : widthOf([part]);
  }
  return sum + behind;
}

function widthOf(parts: readonly Layout[]): number {
  let sum = 0;
  for (const part of parts) {
    if (typeof part === "string") sum += part.length;
    else if (part.kind === "group") sum += part.width;
    else if (part.kind === "nest") sum += widthOf(part.parts);
    else if (part.kind === "comment") sum = Number.POSITIVE_INFINITY;
    else if (part.kind === "line") sum += part.forced ? Number.POSITIVE_INFINITY : part.flat.length;
  }
  return sum;
}
