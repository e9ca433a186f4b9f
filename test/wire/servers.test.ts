// Where calls go: environments, variables in the URLs of servers, and operations with servers of their own.

import { afterAll, describe, expect, test } from "vitest";
import type { Json } from "../scripts/model/spec.js";
import { generated, removeClients } from "./client.js";

afterAll(removeClients);

const responses = { "204": { description: "Done." } };
const own = (servers: readonly Json[] | undefined): Json => ({
  "/usual": { get: { operationId: "usual", responses } },
  "/files": { get: { operationId: "files", responses, ...(servers && { servers }) } },
});
const region = { default: "eu", enum: ["eu", "us"] };

async function targets(root: Json, servers: readonly Json[] | undefined, options: Json = {}) {
  const client = await generated(own(servers), root, options);
  const urls: (string | undefined)[] = [];
  for (const name of ["usual", "files"]) urls.push((await client.call(name, [])).sent[0]?.request.url);
  return { urls, problems: client.problems.map(({ code, message }) => [code, message]) };
}

describe("an operation with a server of its own goes there", () => {
  const root = {
    servers: [{ url: "https://toys.test/v1" }, { url: "https://sandbox.test/v1", "x-environment": "sandbox" }],
  };
  const files = [
    { url: "https://files.test/v1" },
    { url: "https://files.sandbox.test/v1", "x-environment": "sandbox" },
  ];

  test.each<[string, readonly Json[], Json, string]>([
    ["by default", files, {}, "https://files.test/v1/files"],
    ["in the environment of its name", files, { environment: "sandbox" }, "https://files.sandbox.test/v1/files"],
    [
      "whatever the environment, if it has one",
      files.slice(0, 1),
      { environment: "sandbox" },
      "https://files.test/v1/files",
    ],
    [
      "beside the server of the environment",
      [{ url: "/v2" }],
      { environment: "sandbox" },
      "https://sandbox.test/v2/files",
    ],
    ["but not where the caller names a URL", files, { baseUrl: "https://proxy.test/a" }, "https://proxy.test/a/files"],
  ])("%s", async (_, servers, options, url) => {
    expect((await targets(root, servers, options)).urls[1]).toBe(url);
  });

  test("and that credentials go with it is told in a line", async () => {
    const secured = {
      ...root,
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
    };
    const line = "Credentials go to another host than the service's as well: files.test, files.sandbox.test.";
    const told = async (given: Json, servers: readonly Json[]) =>
      (await targets(given, servers, given === root ? {} : { apiKey: "k" })).problems;
    expect(await told(secured, files)).toEqual([["operation-server-host", line]]);
    expect(await told(secured, [{ url: "/v2" }])).toEqual([]);
    expect(await told(root, files)).toEqual([]);
  });
});

describe("variables of a server's URL", () => {
  const root = {
    servers: [{ url: "https://{region}.toys.test/{base}", variables: { region, base: { default: "v1" } } }],
  };

  test.each<[string, Json, string]>([
    ["have their defaults", {}, "https://eu.toys.test/v1/usual"],
    [
      "have the caller's values",
      { serverVariables: { region: "us", base: "v2/beta" } },
      "https://us.toys.test/v2/beta/usual",
    ],
  ])("%s", async (_, options, url) => {
    expect((await targets(root, undefined, options)).urls[0]).toBe(url);
  });

  test("are those of an operation's own server too, where they have the same name", async () => {
    const files = [{ url: "https://files.{region}.test/{old}", variables: { region, old: { default: "v0" } } }];
    const { urls } = await targets(root, files, { serverVariables: { region: "us" } });
    expect(urls).toEqual(["https://us.toys.test/v1/usual", "https://files.us.test/v0/files"]);
  });

  test("that only an operation's own server has can be chosen too, and hold no part of a path", async () => {
    const files = [{ url: "https://{tenant}.files.test", variables: { tenant: { default: "acme" } } }];
    const { urls, problems } = await targets(root, files, { serverVariables: { tenant: "toys" } });
    expect(urls).toEqual(["https://eu.toys.test/v1/usual", "https://toys.files.test/files"]);
    expect(problems).toEqual([]);
    expect((await targets(root, files)).urls[1]).toBe("https://acme.files.test/files");
    await expect(targets(root, files, { serverVariables: { tenant: "evil.test/x" } })).rejects.toThrow(
      "`tenant` has to be",
    );
  });

  test("that differ between the servers of two operations keep their defaults, and that is a warning", async () => {
    const server = (tenant: string) => [{ url: "https://{t}.files.test", variables: { t: { default: tenant } } }];
    const other = { get: { operationId: "other", responses, servers: server("b") } };
    const client = await generated({ ...own(server("a")), "/other": other }, root);
    const url = async (name: string) => (await client.call(name, [])).sent[0]?.request.url;
    expect([await url("files"), await url("other")]).toEqual([
      "https://a.files.test/files",
      "https://b.files.test/other",
    ]);
    expect(client.problems.map(({ code, message }) => [code, message])).toEqual([
      ["operation-server-variable", "The variables of the operation's own server keep their defaults: t is a."],
      ["operation-server-variable", "The variables of the operation's own server keep their defaults: t is b."],
    ]);
  });

  test.each<[string, Json, string]>([
    ["a value that is not listed", { region: "mars" }, "variable `region` has to be one of eu, us."],
    ["a value that leads elsewhere", { base: "../x" }, "variable `base` has to be letters, digits, hyphens and dots."],
    ["a name that there is not", { zone: "a" }, 'the server has no variable "zone". Known: region, base.'],
  ])("refuse %s", async (_, serverVariables, message) => {
    await expect(targets(root, undefined, { serverVariables })).rejects.toThrow(message);
  });

  test("that stand in the host hold no part of a path", async () => {
    const open = { servers: [{ url: "https://{tenant}.toys.test", variables: { tenant: { default: "a" } } }] };
    await expect(targets(open, undefined, { serverVariables: { tenant: "evil.test/" } })).rejects.toThrow(
      "`tenant` has to be",
    );
    await expect(targets(open, undefined, { serverVariables: { tenant: "evil.test/x" } })).rejects.toThrow(
      "`tenant` has to be",
    );
    expect((await targets(open, undefined, { serverVariables: { tenant: "b.c" } })).urls[0]).toBe(
      "https://b.c.toys.test/usual",
    );
  });
});
