// Values that nobody expects: in text, in JSON and in headers.

import fc from "fast-check";

export const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "",
    "\u0000",
    "a\u0000b",
    "\u202eabc",
    "\u2066\ud800",
    "\ufeff",
    "\r\nSet-Cookie: a=b",
    "%00",
    "%ZZ",
    "\u0001\u001f",
  ),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "../../etc/passwd",
    "' OR 1=1 --",
    "<script>",
    "9".repeat(400),
  ),
  fc.constantFrom("x".repeat(300), "x".repeat(100_000), "ü".repeat(70_000), "a-".repeat(20_000), "A".repeat(20_000)),
);

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, [], {}, -1, 0, 1.5, 2 ** 53, 1e308, -1e308, Number.MIN_VALUE, [[]], [null], { "": "" }),
  fc.nat(3000).map(nested),
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(fc.constantFrom("a", 1, null), { minLength: 50, maxLength: 2000 }),
);

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { and: value };
  return value;
}

const headerText = fc.string({ unit: fc.constantFrom(..."aZ09 -_/;=,\"'\\()<>[]{}@é\u00ff\t"), maxLength: 30 });
/** A header and its value, known or not. */
export const header: fc.Arbitrary<[string, string]> = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      "Content-Type",
      "Accept",
      "Authorization",
      "Key-Inflection",
      "Persona-Version",
      "Idempotency-Key",
      "Sandbox-Fault",
      "Sandbox-Redemption",
      "Content-Length",
      "X-Other",
    ),
    headerText,
  ),
  fc.tuple(
    fc.constant("Content-Type"),
    fc.constantFrom(
      "text/plain",
      "application/xml",
      "multipart/form-data",
      "application/vnd.api+json",
      "application/json; charset=utf-16",
      "",
      "application/jsonx",
    ),
  ),
  fc.tuple(
    fc.constant("Key-Inflection"),
    fc.constantFrom("camel", "snake", "kebab", "pascal", "CAMEL", "camel, snake"),
  ),
  fc.tuple(
    fc.constant("Persona-Version"),
    fc.constantFrom("2021-05-14", "2021-07-05", "2023-01-05", "2025-10-27", "2026-09-29", "9999-99-99"),
  ),
  fc.tuple(
    fc.constant("Idempotency-Key"),
    fc.constantFrom("k1", "k2", "k3", "x".repeat(255), "x".repeat(256), "__proto__"),
  ),
  fc.tuple(
    fc.constant("Sandbox-Fault"),
    fc.constantFrom(
      "drop=before",
      "drop=after",
      "status=503",
      "429",
      "cut",
      "expired-token",
      "status=200",
      "latency=-1",
      "latency=NaN",
      "drop",
    ),
  ),
  fc.tuple(fc.constant("Sandbox-Redemption"), fc.constantFrom("import_failed", "source_redacted", "nonsense")),
);
