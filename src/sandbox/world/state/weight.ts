// About how many bytes a value takes: its text in UTF-8, and something for each member.

const perMember = 16;

export function weightOf(value: unknown): number {
  let weight = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const node = open.pop();
    weight += perMember;
    if (typeof node === "string") weight += Buffer.byteLength(node);
    else if (Array.isArray(node)) for (const item of node) open.push(item);
    else if (typeof node === "object" && node !== null) {
      for (const [name, inner] of Object.entries(node)) {
        weight += name.length;
        open.push(inner);
      }
    }
  }
  return weight;
}
