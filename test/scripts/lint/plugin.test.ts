import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import sharewright from "../../../scripts/lint/plugin.js";

const names = (folder: string, ending: string): readonly string[] =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));

test("every rule is in the plugin, is an error in `strict`, and has a test", () => {
  const rules = names("../../../scripts/lint/rules/", ".ts").toSorted();
  const { rules: provided, configs } = sharewright();
  expect(Object.keys(provided?.oas3 ?? {}).toSorted()).toEqual(rules);
  expect(configs?.strict?.rules).toEqual(Object.fromEntries(rules.map((name) => [`sharewright/${name}`, "error"])));
  expect(names("./", ".test.ts")).toEqual(expect.arrayContaining([...rules]));
});
