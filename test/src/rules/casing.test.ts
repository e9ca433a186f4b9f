// The generator writes the names of types by one camelCase, the runtime gives answers their names by another, because
// scripts/ and src/ import nothing of each other. Where they differ, a type would promise a member that never comes.

import fc from "fast-check";
import { expect, test } from "vitest";
import { camelCase as generated } from "../../../scripts/model/naming/names.js";
import { camelCase as received } from "../../../src/response/inflection.js";

test("generator and runtime give the same name to any key", () => {
  const near = fc.stringMatching(/^[-_. a-zA-Z0-9é$]{0,12}$/);
  fc.assert(
    fc.property(fc.oneof(near, fc.string({ unit: "binary" })), (key) => {
      expect(received(key)).toBe(generated(key));
    }),
    { numRuns: 1000 },
  );
});
