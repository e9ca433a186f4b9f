/** A program of an application that uses all optional peers: the sandbox on a port, its page, validation, and stores in Redis. */
export const program = `
import { createPersona } from "sharewright/persona";
import { createDocumentSandbox } from "./document.mjs";
import { redisRateLimitStore, redisSeenStore } from "sharewright/redis";
import { serveSandbox } from "sharewright/sandbox";

const served = await serveSandbox();
const { apiKey } = served.sandbox.credentials.persona.source;
const page = await fetch(served.url);
const persona = createPersona({ apiKey, baseUrl: served.url + "/persona" });
const cases = (await persona.cases.list()).items.length;
// Both forms of a call, and one that the validator refuses.
const refused = await persona.cases.create({ caseTemplateId: 5 }).catch(({ status }) => status);
await served.close();

const own = await createDocumentSandbox();

// What a client of ioredis does with scripts, and none of its connections.
const client = {
  defineCommand(name) {
    client[name] = async () => [1, 60_000];
  },
  multi: () => ({}),
  eval: async () => "claimed",
};
const left = await redisRateLimitStore(client).take("key", { limit: 5, windowMs: 60_000 });
const claim = await redisSeenStore(client).claim("evt_1", "holder", 60);
console.log(JSON.stringify({ page: page.status, cases: cases > 0, refused, own, left, claim }));
`;

export const documentProgram = `
import { createSandbox } from "sharewright/sandbox";

/** A sandbox of a document alone, whose answers are validated: what it gives to a good and to a bad call. */
export async function createDocumentSandbox() {
  const schema = { type: "object", required: ["email"], properties: { id: { type: "string" }, email: { type: "string", format: "email" } } };
  const content = { "application/json": { schema } };
  const document = {
    openapi: "3.1.0",
    info: { title: "Shop", version: "1" },
    servers: [{ url: "https://shop.test" }],
    paths: { "/users": { post: { operationId: "createUser", requestBody: { required: true, content }, responses: { 201: { description: "Made.", content } } } } },
  };
  const { fetch } = createSandbox({ document });
  const post = async (body) => (await fetch("https://shop.test/users", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })).status;
  return [await post({ email: "jane@shop.test" }), await post({ email: "jane" })];
}
`;
