// Rows of a CSV file, as RFC 4180 has it: fields in quotes may hold commas, line breaks and doubled quotes.

/** Each row by the names of the first. A row without any value is left out. */
export function csvRows(text: string): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = linesOf(text.replace(/^\uFEFF/, ""));
  return rows
    .filter((row) => row.some((field) => field !== ""))
    .map((row) => Object.fromEntries(names.map((name, index) => [name.trim(), row[index] ?? ""])));
}

function linesOf(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  const field = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy;
  for (let found = field.exec(text); found !== null; found = field.exec(text)) {
    const [whole, value = "", end] = found;
    lines.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === "" || whole === "") break;
    if (end !== ",") lines.push([]);
  }
  return lines;
}
