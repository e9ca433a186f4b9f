import { spawnSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { generated, type Json, removeClients } from "./client.js";

const main = resolve(import.meta.dirname, "../..");
const string = { type: "string" };
const file = { type: "string", format: "binary" };
const content = (media: string, schema: Json): Json => ({ content: { [media]: { schema } } });
const is = (media: string, schema: Json): Json => ({ description: "It.", ...content(media, schema) });

const paths: Json = {
  "/toys/{ids}": {
    post: {
      operationId: "sendToys",
      parameters: [
        { in: "path", name: "ids", required: true, style: "matrix", schema: { type: "array", items: string } },
        { in: "query", name: "by", required: true, content: { "application/json": { schema: { type: "object" } } } },
        { in: "query", name: "near", allowReserved: true, schema: string },
        { in: "query", name: "box", style: "pipeDelimited", schema: { type: "array", items: { type: "number" } } },
        { in: "header", name: "X-Sizes", schema: { type: "array", items: { type: "integer" } } },
        { in: "cookie", name: "session", schema: string },
      ],
      requestBody: content("multipart/form-data", { type: "object", properties: { picture: file, name: string } }),
      responses: {
        "200": is("application/json", { type: "object", required: ["id"], properties: { id: string } }),
        "204": { description: "None." },
        "4XX": is("application/json", { type: "object", properties: { reason: string } }),
        default: is("text/plain", string),
      },
    },
    put: {
      operationId: "formToys",
      requestBody: {
        content: {
          "application/x-www-form-urlencoded": {
            schema: { type: "object", properties: { a: { type: "object", properties: { b: string } } } },
            encoding: { a: { style: "deepObject", explode: true } },
          },
        },
      },
      responses: { "302": { description: "There." } },
    },
    get: { operationId: "watchToys", responses: { "200": is("text/event-stream", { type: "object" }) } },
    patch: {
      operationId: "patchToys",
      requestBody: { required: true, ...content("application/octet-stream", file) },
      responses: { "200": is("application/pdf", file), default: is("application/x-ndjson", { type: "object" }) },
    },
  },
};

const caller = `import { createToysTransport, formToys, patchToys, sendToys, watchToys } from "./index.js";

const transport = createToysTransport();
const got = await sendToys(transport, ["a"], { picture: new Blob(["x"]), name: "n" }, {
  query: { by: {}, near: "x", box: [1] },
  headers: { "X-Sizes": [1, 2], "x-other": "o" },
  cookies: { session: "s" },
  onUploadProgress: ({ loaded, total }) => void [loaded, total],
});
export const id: string | undefined = got?.id;
const sent = await sendToys(transport, ["a"], undefined, { query: { by: {} } }).asResult();
if (!sent.ok) void sent.error.body;
// @ts-expect-error: the query is required.
sendToys(transport, ["a"], {});
// @ts-expect-error: sizes are numbers.
sendToys(transport, ["a"], {}, { query: { by: {} }, headers: { "X-Sizes": ["1"] } });
// @ts-expect-error: a file is no text.
sendToys(transport, ["a"], { picture: "x" }, { query: { by: {} } });
export const where: string = await formToys(transport, "a", { a: { b: "c" } });
export const bytes: Blob = await (await patchToys(transport, "a", new Uint8Array([1]))).blob();
for await (const { data, id } of await watchToys(transport, "a")) void [data, id];
`;

afterAll(removeClients);

test("what is generated for all of it type-checks by our strictest options, and so does its caller", async () => {
  const { folder } = await generated(paths);
  symlinkSync(join(main, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "caller.ts"), caller);
  const compilerOptions = { allowImportingTsExtensions: true };
  // The recorder is found from the runtime's folder, which is not where a test has it.
  const config = {
    extends: join(main, "tsconfig.json"),
    compilerOptions,
    include: ["*.ts", "resources"],
    exclude: ["record.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(main, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  expect(stdout).toBe("");
}, 120_000);
