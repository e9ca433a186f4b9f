/** The same functions, each followed by `after`. */
export function announcing(functions: object, after: () => void): object {
  const entries = Object.entries(functions).map(([name, call]) => [
    name,
    typeof call !== "function"
      ? call
      : (...given: unknown[]) => {
          const result = (call as (...args: unknown[]) => unknown)(...given);
          after();
          return result;
        },
  ]);
  return Object.fromEntries(entries);
}
