const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A span of time: milliseconds, or a number and its unit (`ms`, `s`, `m`, `h` or `d`). */
export type Duration = number | `${number}${keyof typeof units}`;

/** In milliseconds. */
export function milliseconds(duration: Duration): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|[smhd])$/.exec(String(duration)) ?? [];
  const value = typeof duration === "number" ? duration : Number(amount) * units[unit as keyof typeof units];
  if (!Number.isFinite(value) || value < 0) {
    throw new TypeError(
      `${JSON.stringify(duration)} is no duration. Give milliseconds, or text such as "90s" or "14d".`,
    );
  }
  return value;
}
