import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RequestHandler } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { compile, fastest, strictest } from "../package/compilers.js";
import { type Generated, generateFiles, load } from "./validators/generated-files.js";
import { zoo } from "./validators/zoo.js";

type Mock = (answer: unknown, init?: object) => RequestHandler;
interface Animals {
  list(input?: object): Promise<{ readonly items: readonly unknown[] }>;
  create(input: object): Promise<{ readonly id: string; readonly kind: string }>;
}

let generated: Generated;
let mockZoo: { readonly animals: Readonly<Record<string, Mock>>; readonly loans: Readonly<Record<string, Mock>> };
let client: { readonly animals: Animals; readonly loans: { retrieve(id: string): Promise<unknown> } };
const server = setupServer();

beforeAll(async () => {
  generated = await generateFiles(zoo(), "zoo", undefined, ["mocks"]);
  const module = await load(generated, "mocks.ts");
  mockZoo = module.mockZoo as typeof mockZoo;
  const { createZoo } = await load(generated, "index.ts");
  client = (createZoo as (options: object) => typeof client)({ retry: false });
  server.listen({ onUnhandledRequest: "error" });
  const handlers = module.zooHandlers as () => RequestHandler[];
  server.resetHandlers(...handlers());
});

afterEach(() => server.resetHandlers());
afterAll(() => {
  server.close();
  generated.remove();
});

test("the sandbox answers every call, and finds again what was made", async () => {
  const made = await client.animals.create({ kind: "otter" });
  expect(made.kind).toBe("otter");
  const { items } = await client.animals.list();
  expect(items).toContainEqual(made);
});

test("a line answers one operation, and no other one of its path", async () => {
  server.use(mockZoo.animals.list?.({ items: [{ id: "mocked" }] }) as RequestHandler);
  expect((await client.animals.list()).items).toEqual([{ id: "mocked" }]);
  expect((await client.animals.create({ kind: "seal" })).kind).toBe("seal");
});

test("it answers with another status, or with what a function makes of the request", async () => {
  server.use(mockZoo.loans.retrieve?.({ reason: "gone" }, { status: 410 }) as RequestHandler);
  await expect(client.loans.retrieve("l/1")).rejects.toMatchObject({ status: 410, body: { reason: "gone" } });
  server.use(mockZoo.loans.retrieve?.((request: Request) => ({ id: new URL(request.url).pathname })) as RequestHandler);
  expect(await client.loans.retrieve("l/1")).toEqual({ id: "/loans/l%2F1" });
});

test("a body that the document does not allow does not compile", () => {
  const write = (body: string): void =>
    writeFileSync(
      join(generated.folder, "use.ts"),
      `import { mockZoo, zooHandlers } from "./mocks.js";\nimport { setupServer } from "msw/node";\nsetupServer(mockZoo.loans.retrieve(${body}), ...zooHandlers());\n`,
    );
  const compilerOptions = { ...strictest, skipLibCheck: true, module: "nodenext", noEmit: true, types: ["node"] };
  const check = () => compile(generated.folder, fastest, { compilerOptions, include: ["use.ts"] });
  write(`{ id: "l1", status: "asked", returnedAt: null }`);
  expect(check).not.toThrow();
  write(`{ id: 5, status: "asked", returnedAt: null }`);
  expect(check).toThrow("use.ts(3");
}, 120_000);
