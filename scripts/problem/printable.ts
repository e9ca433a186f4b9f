// Characters that readers do not see, or see elsewhere than they stand: controls, direction marks, spaces of no width,
// letters that no font draws, halves of characters. Wherever text of a spec is shown, in code, in Markdown or on a terminal,
// they are made visible or taken out. Line breaks and tabs are layout; U+FE0E and U+FE0F only choose the look of the
// character before them.

export const invisible =
  /(?![\t\n]|\ufe0e|\ufe0f)[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/gu;

/** Longer than any message of ours; a key of a spec may have megabytes. */
const longest = 500;

/** Text for a terminal or a log: on its lines, it moves no cursor and hides nothing. */
export function printable(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest).trimEnd()} ...` : text;
  return short.replaceAll("\r\n", "\n").replaceAll("\t", " ").replace(invisible, " ").trimEnd();
}
