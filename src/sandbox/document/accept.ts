// Which of several media types a caller takes (RFC 9110, section 12.5.1).

import { type Content, isJson } from "./operation.js";

/** The same, those first that `Accept` likes best; of those that it likes alike JSON, and then the document's order. */
export function preferred(content: readonly Content[], accept: string | null): readonly Content[] {
  if (content.length < 2) return content;
  const ranges = rangesOf(accept ?? "*/*");
  const liked = ({ type }: Content): number => {
    const plain = type.replace(/\s*;.*$/, "").toLowerCase();
    // A range with the whole type is more specific than one with a wildcard.
    const [best] = ranges.filter(({ pattern }) => pattern.test(plain)).sort((a, b) => b.length - a.length);
    return best?.quality ?? -1;
  };
  return content
    .map((each, index) => ({ each, index, liked: liked(each), json: isJson(each.type) ? 1 : 0 }))
    .sort((a, b) => b.liked - a.liked || b.json - a.json || a.index - b.index)
    .map(({ each }) => each);
}

interface Range {
  readonly pattern: RegExp;
  readonly quality: number;
  /** How much it names. */
  readonly length: number;
}

/** So many ranges are looked at. */
const mostRanges = 50;

function rangesOf(accept: string): readonly Range[] {
  return accept.split(",", mostRanges).map((each) => {
    const [range = "", ...parameters] = each
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const quality = Number(parameters.find((one) => one.startsWith("q="))?.slice(2) ?? 1);
    const named = range.replace(/[.+?^$()|[\]\\{}]/g, "\\$&").replaceAll("*", "[^/]+");
    return {
      pattern: new RegExp(`^${named}$`),
      quality: Number.isNaN(quality) ? 1 : quality,
      length: range.replaceAll("*", "").length,
    };
  });
}
