import { ConfigurationError } from "../errors.js";

/**
 * The moment that a text names. A time without an offset is read as UTC, where `new Date` would take it for the machine's own
 * time; digits beyond the millisecond are left out.
 *
 * @throws {ConfigurationError} for text that is no date or time of ISO 8601.
 */
export function utcDate(text: string): Date {
  const [, day = "", time, fraction = "", offset = "Z"] =
    /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?([Zz]|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? [];
  const date = new Date(
    `${day}T${time ?? "00:00"}${fraction && `.${fraction.slice(0, 3)}`}${time === undefined ? "Z" : offset.toUpperCase()}`,
  );
  if (Number.isNaN(date.getTime())) throw new ConfigurationError("This is no date or time of ISO 8601.");
  return date;
}
