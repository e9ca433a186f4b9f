// Whether a version was raised by as much as a change needs.

export type Bump = "major" | "minor" | "patch";

/** Below 1.0.0 nothing is promised yet, but a major change still needs a new minor version, as npm takes `^0.1.0`. */
export function isRaised(from: string | undefined, to: string | undefined, bump: Bump): boolean {
  const [old, now] = [numbers(from), numbers(to)];
  if (old === undefined || now === undefined) return from !== to;
  const at = { major: old[0] === 0 ? 1 : 0, minor: 1, patch: 2 }[bump];
  for (let index = 0; index <= at; index += 1) {
    const [before = 0, after = 0] = [old[index], now[index]];
    if (after !== before) return after > before;
  }
  return false;
}

function numbers(version: string | undefined): readonly number[] | undefined {
  const [, ...parts] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  return parts.length === 0 ? undefined : parts.map(Number);
}
