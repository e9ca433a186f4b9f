import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConfigurationError } from "../../src/index.js";
import { failure } from "../src/shop.js";
import { type Generated, generated, type Json, removeClients } from "./client.js";

const string = { type: "string" };
const strings = { type: "array", items: string };
const done = { responses: { "204": { description: "Done." } } };
const query = (name: string, schema: Json, more: Json = {}): Json => ({ in: "query", name, schema, ...more });

const paths: Json = {
  "/search": {
    get: {
      ...done,
      operationId: "search",
      parameters: [
        query("where", string, { allowReserved: true }),
        query("list", strings, { allowReserved: true, explode: false }),
        { in: "query", name: "filter", content: { "application/json": { schema: { type: "object" } } } },
        query("flag", { type: "boolean" }, { allowEmptyValue: true }),
        query("expand", strings, { style: "deepObject", explode: true }),
        query("free", { type: "object", additionalProperties: string }),
      ],
    },
  },
  "/form": {
    get: {
      ...done,
      operationId: "asForm",
      parameters: [
        {
          in: "querystring",
          name: "all",
          content: {
            "application/x-www-form-urlencoded": {
              schema: { type: "object", required: ["a"], properties: { a: string, b: strings } },
              encoding: { b: { style: "pipeDelimited", explode: false } },
            },
          },
        },
      ],
    },
  },
  "/whole": {
    get: {
      ...done,
      operationId: "asWhole",
      parameters: [{ in: "querystring", name: "all", content: { "application/json": { schema: { type: "object" } } } }],
    },
  },
  "/toys/{id}": {
    get: {
      ...done,
      operationId: "alike",
      parameters: [{ in: "path", name: "id", required: true, schema: string }, query("id", string)],
    },
    post: { ...done, operationId: "needy", parameters: [query("must", string, { required: true })] },
    put: {
      ...done,
      operationId: "guarded",
      parameters: [
        { in: "header", name: "If-Match", required: true, schema: string },
        { in: "header", name: "X-Count", schema: { type: "integer" } },
        { in: "header", name: "Accept", schema: string },
      ],
    },
  },
  "/files/{name}.{ext}": { get: { ...done, operationId: "twoInOne" } },
  "/labels/v{label}": {
    get: {
      ...done,
      operationId: "labelled",
      parameters: [{ in: "path", name: "label", required: true, style: "label", schema: strings }],
    },
  },
  "/bare/{label}": {
    get: {
      ...done,
      operationId: "bare",
      parameters: [{ in: "path", name: "label", required: true, style: "label", explode: true, schema: strings }],
    },
  },
  "/json/{key}": {
    get: {
      ...done,
      operationId: "byJson",
      parameters: [
        { in: "path", name: "key", required: true, content: { "application/json": { schema: { type: "object" } } } },
        { in: "path", name: "lost", required: true, schema: string },
      ],
    },
  },
  "/odd?action=run&x={x}": { get: { ...done, operationId: "fixedQuery", parameters: [query("y", string)] } },
  "/odd#second": { get: { ...done, operationId: "fragment", parameters: [query("y", string)] } },
  "/elsewhere": {
    get: { ...done, operationId: "elsewhere", servers: [{ url: "https://files.toys.test/" }] },
    put: { ...done, operationId: "beside", servers: [{ url: "/v2" }] },
    post: { ...done, operationId: "inTheClear", servers: [{ url: "http://files.toys.test" }] },
    delete: {
      ...done,
      operationId: "nested",
      parameters: [
        query("list", { type: "array", items: { type: "object" } }),
        query("flat", strings),
        query("paged", { type: "object", properties: { sort: strings } }),
        query("deep", { type: "object", properties: { by: { type: "array", items: strings } } }),
      ],
    },
  },
  "/listed": {
    get: {
      ...done,
      operationId: "listed",
      parameters: ["X-List", "X-Members", "X-Full"].map((name) => ({
        in: "header",
        name,
        schema: name === "X-Members" ? { type: "object" } : strings,
      })),
    },
  },
  "/half{open": { get: { ...done, operationId: "openBrace" } },
};

let client: Generated;
beforeAll(async () => {
  client = await generated(paths);
}, 60_000);
afterAll(removeClients);

async function target(name: string, ...args: readonly unknown[]): Promise<string | undefined> {
  const { sent, result } = await client.call(name, args);
  await result;
  return sent[0]?.target;
}

describe("a query parameter", () => {
  test("with allowReserved keeps what a query may hold, and what is encoded already", async () => {
    expect(await target("search", { where: "a:b/c?d=e,f@g;h$ %2F 100%" })).toBe(
      "/search?where=a:b/c?d=e,f@g;h$%20%2F%20100%25",
    );
    expect(await target("search", { where: "a&b+c#d[e]" })).toBe("/search?where=a%26b%2Bc%23d%5Be%5D");
    expect(await target("search", { list: ["a/b", "c"] })).toBe("/search?list=a/b,c");
  });

  test("of a media type is JSON", async () => {
    expect(await target("search", { filter: { a: [1, "ä"] } })).toBe(
      "/search?filter=%7B%22a%22%3A%5B1%2C%22%C3%A4%22%5D%7D",
    );
  });

  test("with allowEmptyValue takes an empty text whatever its type", async () => {
    expect(await target("search", { flag: "" })).toBe("/search?flag=");
    expect(client.text).toContain('flag?: boolean | "" | undefined;');
  });

  test("that is a list in a deepObject is numbered", async () => {
    expect(await target("search", { expand: ["a", "b"] })).toBe("/search?expand%5B0%5D=a&expand%5B1%5D=b");
  });

  test("that is an object is parameters of their own, of which those without a value are left out", async () => {
    expect(await target("search", { free: { "a b": "c", d: undefined, e: null } })).toBe("/search?a%20b=c");
  });

  test("that nobody declares is refused", async () => {
    const { result } = await client.call("search", [{ wher: "x" }]);
    expect((await failure(result)).message).toContain('there is no query parameter "wher"');
  });

  test("that is the whole query of a form is its members", async () => {
    expect(await target("asForm", { a: "x", b: ["1", "2"] })).toBe("/form?a=x&b=1%7C2");
  });

  test("that is the whole query in JSON is all of it", async () => {
    expect(await target("asWhole", { all: { a: 1 } })).toBe("/whole?%7B%22a%22%3A1%7D");
  });

  test("may be called as one of the path is", async () => {
    expect(await target("alike", "p", { id: "q" })).toBe("/toys/p?id=q");
  });

  test("that is required makes the options required where it stands in them", async () => {
    expect(await target("needy", "t", { query: { must: "m" } })).toBe("/toys/t?must=m");
    expect(client.text).toContain("options: RequestOptions & { query: NeedyQuery }");
  });
});

describe("a header", () => {
  test("is an option under its own name, next to any other", async () => {
    const headers = { "If-Match": "v1", "X-Count": 3, "x-other": "o" };
    const { sent } = await client.call("guarded", ["t", { headers }]);
    expect(["if-match", "x-count", "x-other"].map((name) => sent[0]?.headers.get(name))).toEqual(["v1", "3", "o"]);
    expect(client.text).toContain(
      'options: Omit<RequestOptions, "headers"> & { headers: GuardedHeaders & Readonly<Record<string, unknown>> }',
    );
    expect(client.text).toContain('"If-Match": string;');
  });

  test("that is a list or an object of nothing is not sent", async () => {
    const { sent } = await client.call("listed", [
      { headers: { "X-List": [], "X-Members": {}, "X-Full": ["a", "b"] } },
    ]);
    expect(["x-list", "x-members", "x-full"].map((name) => sent[0]?.headers.get(name))).toEqual([null, null, "a,b"]);
  });

  test("that other parts of a document speak of is no option", () => {
    expect(client.text).not.toContain("Accept?:");
  });
});

describe("a path", () => {
  test("may have two parameters in one segment", async () => {
    expect(await target("twoInOne", "a.b", "txt")).toBe("/files/a.b.txt");
  });

  test("may have JSON in it; a parameter it has no place for is a loss", async () => {
    expect(await target("byJson", { a: 1 })).toBe("/json/%7B%22a%22%3A1%7D");
    expect(client.problems.filter(({ code }) => code === "path-parameter")).toMatchObject([
      { code: "path-parameter", operationId: "byJson", message: expect.stringContaining("{lost}") },
    ]);
  });

  test("with a query of its own has the parameters added to it", async () => {
    expect(await target("fixedQuery", "1", { y: "a?b" })).toBe("/odd?action=run&x=1&y=a%3Fb");
    expect(await target("fixedQuery", "1")).toBe("/odd?action=run&x=1");
  });

  test("is on the operation's own server, unless that is none for credentials", async () => {
    const url = async (name: string) => (await client.call(name, [])).sent[0]?.request.url;
    expect(await url("elsewhere")).toBe("https://files.toys.test/elsewhere");
    expect(await url("beside")).toBe("https://toys.test/v2/elsewhere");
    expect(await url("inTheClear")).toBe("https://toys.test/v1/elsewhere");
    expect(client.problems).toContainEqual(
      expect.objectContaining({ code: "operation-server", operationId: "inTheClear" }),
    );
  });

  test("and its query are written as far as OpenAPI says how; the rest is a loss", () => {
    expect(client.problems).toContainEqual(
      expect.objectContaining({
        code: "parameter-shape",
        operationId: "nested",
        message: expect.stringContaining("inside of list, deep:"),
      }),
    );
  });

  test("repeats the name of a list that is a member of an object", async () => {
    expect(await target("nested", { paged: { sort: ["a", "b"] } })).toBe("/elsewhere?sort=a&sort=b");
  });

  test("loses a fragment, which no request carries", async () => {
    expect(await target("fragment", { y: "1" })).toBe("/odd?y=1");
  });

  test("with half a pair of braces has no parameter there", async () => {
    expect(await target("openBrace")).toBe("/half%7Bopen");
  });

  test.each<[string, readonly unknown[], string]>([
    ["bare", [["", ""]], "climb"],
    ["bare", [["", "", "", ".."]], ""],
    ["bare", [[]], "is empty"],
    ["bare", [undefined], "is undefined"],
    ["bare", [[{}]], "holds what is no text or number"],
    ["bare", [["\ud800"]], "half of a surrogate pair"],
    ["twoInOne", ["..", "x"], "climb"],
  ])("%s does not take %j", async (name, args, reason) => {
    if (reason === "") return expect(await target(name, ...args)).toBe("/bare/......");
    const { result, sent } = await client.call(name, args);
    const error = await failure(result);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(reason);
    expect(sent).toEqual([]);
  });
});
