import { isObject } from "../spec/json.js";

/** Two sides that should say the same and do not. */
export interface Difference {
  /** The part that was compared: `request`, `schema`, `value`, ... */
  readonly check: string;
  readonly at: string;
  /** `undefined`: nothing. */
  readonly expected: unknown;
  readonly got: unknown;
}

/** Every place where two JSON values differ. The order of members says nothing. */
export function compared(check: string, expected: unknown, got: unknown, at = ""): readonly Difference[] {
  if (Array.isArray(expected) && Array.isArray(got)) {
    const length = Math.max(expected.length, got.length);
    return Array.from({ length }, (_, index) => compared(check, expected[index], got[index], `${at}/${index}`)).flat();
  }
  if (isObject(expected) && isObject(got)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
    return [...keys].flatMap((key) => compared(check, own(expected, key), own(got, key), `${at}/${key}`));
  }
  return Object.is(expected, got) ? [] : [{ check, at, expected, got }];
}

/** `at: expected ..., got ...`, for people. */
export function describeDifference({ check, at, expected, got }: Difference): string {
  return `${check}${at && ` at ${at}`}: expected ${shown(expected)}, got ${shown(got)}`;
}

function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function thrown(check: string, expected: string, got: unknown): Difference {
  return {
    check,
    at: "",
    expected,
    got: got instanceof Error ? `${got.name}: ${got.message}` : isObject(got) ? "another" : got,
  };
}
