import { join } from "node:path";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { lintSpec } from "../../../scripts/lint/lint.js";
import sharewright from "../../../scripts/lint/plugin.js";
import { document, lines, loadFiles } from "../spec.js";

const flow = {
  deviceAuthorizationUrl: "https://toys.test/device",
  tokenUrl: "https://toys.test/token",
  scopes: { read: "Read." },
};
const device = { type: "oauth2", flows: { deviceAuthorization: flow } };
const toy = { $ref: "./more.json#/Toy" };
const files = (openapi: string) => ({
  "api.json": JSON.stringify(
    document({
      openapi,
      security: [{ device: ["read"] }],
      components: { schemas: { Toy: toy }, securitySchemes: { device } },
    }),
  ),
  "more.json": '{ "Toy": { "type": "string" } }',
});

test("several files of OpenAPI 3.2 with a device flow are put together", async () => {
  const { document: loaded, problems } = await loadFiles(files("3.2.0"));
  expect(lines(problems)).toEqual([]);
  expect(loaded).toMatchObject({ components: { schemas: { Toy: { type: "string" } }, securitySchemes: { device } } });
});

test("a document of OpenAPI 3.2 with a device flow is linted", async () => {
  const { root } = await loadFiles(files("3.2.0"));
  const spec = join(root, "api.json");
  const { problems } = await lintSpec({ spec, root, base: root, remote: false, lint: "recommended" } as never);
  expect(problems.map(({ message }) => message)).not.toContainEqual(expect.stringContaining("Unknown type name"));
  expect(problems.map(({ code }) => code)).toContain("info-license");
});

test("scopes of a device flow that are no texts are told", async () => {
  const odd = { ...device, flows: { deviceAuthorization: { ...flow, scopes: { read: 1 } } } };
  const source = JSON.stringify(document({ openapi: "3.2.0", components: { securitySchemes: { device: odd } } }));
  const config = await createConfig({ plugins: [sharewright()], rules: { struct: "error" } });
  const found = await lintFromString({ source, config });
  expect(found.map(({ message }) => message)).toContain("Expected type `string` but got `integer`.");
});
