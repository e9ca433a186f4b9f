// Lists of a document without a word of ours, from the document to the last item: one list for each way of paging.

import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { generateApis as generate } from "../../scripts/run/generate-apis.js";
import { createProject, type Project, REDOCLY } from "./project.js";

const main = resolve(import.meta.dirname, "../..");

const string = { type: "string" };
const integer = { type: "integer" };
const crates = { type: "array", items: { $ref: "#/components/schemas/Crate" } };
const query = (name: string, schema: object = string) => ({ name, in: "query", schema });
const object = (properties: object) => ({ type: "object", properties });

function list(id: string, parameters: readonly object[], schema: object, headers?: object) {
  const content = { "application/json": { schema } };
  return {
    get: {
      operationId: `list${id}`,
      tags: [id],
      parameters: [query("colour"), ...parameters],
      responses: { "200": { description: "A page.", content, ...(headers && { headers }) } },
    },
  };
}

const DEPOT = {
  openapi: "3.1.0",
  info: { title: "Depot", version: "1.0.0" },
  servers: [{ url: "https://depot.test" }],
  security: [],
  paths: {
    "/tokens": list("Tokens", [query("page_token")], object({ items: crates, next_page_token: string })),
    "/lasts": list("Lasts", [query("starting_after")], object({ data: crates, has_more: { type: "boolean" } })),
    "/offsets": list(
      "Offsets",
      [query("offset", integer), query("limit", integer)],
      object({ results: crates, total: integer }),
    ),
    "/numbers": list("Numbers", [query("page", integer), query("per_page", integer)], crates),
    "/links": list("Links", [query("page", integer)], crates, { Link: { schema: string } }),
    "/urls": list(
      "Urls",
      [query("page", integer)],
      object({ results: crates, next: { type: "string", format: "uri" } }),
    ),
  },
  components: { schemas: { Crate: { type: "object", required: ["id"], properties: { id: string } } } },
};

const CALLER = `import { type Crate, createDepot } from "./generated/depot/index.js";

const depot = createDepot();
export const all: Crate[] = [];
for await (const crate of depot.tokens.list({ colour: "red" })) all.push(crate);
export const cursor: string | undefined = (await depot.lasts.list()).nextCursor;
export const total: number | undefined = (await depot.offsets.list()).totalCount;
export const number: number = (await (await depot.links.list()).next()).items.length;
`;

async function generated(): Promise<Project> {
  const project = createProject({
    "redocly.yaml": REDOCLY.replace(
      "toys: { root: specs/toys/openapi.yaml }",
      "depot: { root: specs/depot/openapi.yaml, x-sharewright: { runtime: ../../src/index } }",
    ),
    "specs/depot/openapi.yaml": JSON.stringify(DEPOT),
  });
  symlinkSync(join(main, "src"), join(project.root, "src"));
  mkdirSync(join(project.root, "node_modules", "@types"), { recursive: true });
  for (const name of ["openapi-fetch", "openapi-typescript-helpers", "@types/node", "undici-types"]) {
    symlinkSync(join(main, "node_modules", name), join(project.root, "node_modules", name));
  }
  expect(await generate({ root: project.root })).toMatchObject({ ok: true });
  return project;
}

/** Five crates, two on a page, in the way of the path that is asked. */
function answer({ pathname, searchParams }: URL): Response {
  const ids = ["a", "b", "c", "d", "e"];
  const page = Number(searchParams.get("page") ?? 1);
  const starts: Readonly<Record<string, number>> = {
    "/tokens": Number(searchParams.get("page_token") ?? 0),
    "/lasts": ids.indexOf(searchParams.get("starting_after") ?? "") + 1,
    "/offsets": Number(searchParams.get("offset") ?? 0),
  };
  const start = starts[pathname] ?? (page - 1) * 2;
  const found = ids.slice(start, start + 2).map((id) => ({ id }));
  const more = start + 2 < ids.length;
  const link = `https://elsewhere.test${pathname}?page=${page + 1}`;
  const bodies: Readonly<Record<string, unknown>> = {
    "/tokens": { items: found, next_page_token: more ? String(start + 2) : "" },
    "/lasts": { data: found, has_more: more },
    "/offsets": { results: found, total: ids.length },
    "/urls": { results: found, next: more ? link : null },
  };
  const headers = {
    "content-type": "application/json",
    ...(pathname === "/links" && more && { link: `<${link}>; rel="next"` }),
  };
  return new Response(JSON.stringify(bodies[pathname] ?? found), { headers });
}

test("every item of every page arrives, once, from the service itself, through the caller's filter", async () => {
  const project = await generated();
  const { createDepot } = await import(join(project.root, "generated/depot/index.ts"));
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url.replace("https://depot.test", ""));
    return answer(new URL(url));
  };
  const depot = createDepot({ fetch });
  for (const name of ["tokens", "lasts", "offsets", "numbers", "links", "urls"]) {
    const found: string[] = [];
    for await (const { id } of depot[name].list({ colour: "red" })) found.push(id);
    expect([name, ...found]).toEqual([name, "a", "b", "c", "d", "e"]);
  }
  expect(asked).toEqual([
    "/tokens?colour=red",
    "/tokens?colour=red&page_token=2",
    "/tokens?colour=red&page_token=4",
    "/lasts?colour=red",
    "/lasts?colour=red&starting_after=b",
    "/lasts?colour=red&starting_after=d",
    "/offsets?colour=red",
    "/offsets?colour=red&offset=2",
    "/offsets?colour=red&offset=4",
    "/numbers?colour=red",
    "/numbers?colour=red&page=2",
    "/numbers?colour=red&page=3",
    "/numbers?colour=red&page=4",
    "/links?colour=red",
    "/links?colour=red&page=2",
    "/links?colour=red&page=3",
    "/urls?colour=red",
    "/urls?colour=red&page=2",
    "/urls?colour=red&page=3",
  ]);
  const second = await (await depot.offsets.list({ offset: 0, limit: 2 })).next();
  expect(second).toMatchObject({ offset: 2, totalCount: 5, hasPrevious: false });
});

test("what is generated type-checks by our strictest options, and so does its caller", async () => {
  const project = await generated();
  project.write({
    "package.json": '{ "type": "module" }',
    "caller.ts": CALLER,
    "tsconfig.json": JSON.stringify({
      extends: join(main, "tsconfig.json"),
      compilerOptions: { types: [], skipLibCheck: false },
      include: ["caller.ts", "generated"],
      exclude: [],
    }),
  });
  const tsc = join(main, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", project.root], { encoding: "utf8" });
  expect(stdout).toBe("");
}, 120_000);
