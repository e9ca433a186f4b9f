// Spec text is untrusted: wherever the payload stands in a spec, it must come out as a comment, a string or a harmless
// name. (The first of many: a corpus of hostile documents is a matter of its own.)

import ts from "typescript";
import { describe, expect, test } from "vitest";
import { emitService } from "../../../scripts/emit/emit.js";
import { buildService } from "../../../scripts/model/build.js";
import type { Json } from "../model/spec.js";

const payloads: Readonly<Record<string, string>> = {
  "the end of a comment": "*/ globalThis.pwned() /*",
  "the end of a line comment": "a\nglobalThis.pwned() // b",
  "a carriage return": "a\r\nglobalThis.pwned()//",
  "a line separator": "a\u2028globalThis.pwned()\u2029//",
  "the end of a string": '"; globalThis.pwned(); "',
  "the end of a string after a backslash": '\\"; globalThis.pwned(); //',
  "a single quote": "'; globalThis.pwned(); '",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to stay one.
  "a template": "`${globalThis.pwned()}`",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to stay one.
  "an interpolation": "${globalThis.pwned()}",
  "the end of a block": "}; globalThis.pwned(); {",
  "the end of brackets": ")] globalThis.pwned(",
  "the end of type arguments": '"> | typeof globalThis.pwned<"',
  "a tag": "@deprecated globalThis.pwned()",
  "a bidi mark": "\u202e\u2066 globalThis.pwned()",
  "what cannot be seen": "\u200b\ufeff\u0000\u001b[2J\u007f",
  "half a character": "\ud800",
  "a mark of our own": "\ua66e0\ua66e",
  "a replacement pattern": "$& $1 $` $'",
  "a path that climbs": "../../globalThis.pwned",
  "a prototype": "__proto__",
  "a constructor": "constructor",
  "a promise": "then",
  "a reserved word": "class",
  "no letter": "!?",
  "another script": "日本語",
};

/** A document that holds the payload wherever it can. */
function hostile(payload: string): Json {
  const own = (key: string, value: unknown) => Object.fromEntries([[key, value]]);
  const told = { title: payload, description: payload, externalDocs: { url: payload, description: payload } };
  const text = { ...told, type: "string", default: payload, example: payload, examples: [payload], pattern: payload };
  const schema = {
    ...told,
    type: "object",
    required: [payload],
    properties: {
      ...own(payload, text),
      kind: { ...told, enum: [payload, "other"], default: payload },
      open: { ...told, type: "string", "x-extensible-enum": [payload, "known"] },
      fixed: { const: payload },
      map: { additionalProperties: { const: payload } },
      pair: { prefixItems: [{ const: payload }], items: { enum: [payload] } },
      some: { anyOf: [{ required: [payload] }] },
      format: { type: "string", format: payload },
      again: own("$ref", `#/components/schemas/${payload.replaceAll("~", "~0").replaceAll("/", "~1")}`),
    },
    "x-lifecycle": {
      property: "open",
      initial: payload,
      terminal: [payload],
      reason: payload,
      states: { ...own(payload, { description: payload, guarantees: [payload] }), known: {} },
      transitions: [{ from: payload, to: payload, by: payload, at: payload }],
    },
  };
  const waiters = {
    ...own(payload, { poll: "readDoor", until: ["known"], stop: [payload] }),
    other: { poll: "readDoor", until: [payload, "known"] },
  };
  // Never an input, and so with a type for each state.
  const door = { ...schema, "x-lifecycle": { ...schema["x-lifecycle"], waiters } };
  const ref = { $ref: "#/components/schemas/Toy" };
  const content = { "application/json": { schema: ref, example: payload }, [`text/${payload}`]: { schema: text } };
  const response = { description: payload, content, headers: own(payload, { description: payload, schema: text }) };
  const parameter = (place: string) => ({ ...told, in: place, name: payload, schema: { ...text, enum: [payload] } });
  const operation = (more: Json) => ({
    ...told,
    summary: payload,
    tags: [payload],
    parameters: [parameter("query"), parameter("header")],
    responses: { "200": response, "404": response, default: response },
    "x-rate-limit": { quota: payload },
    "x-unconfirmed": [{ name: payload, question: payload, assumed: payload, alternatives: [payload] }],
    ...more,
  });
  const requestBody = { description: payload, required: true, content };
  return {
    openapi: "3.1.0",
    info: { ...told, version: payload, license: { name: payload } },
    servers: [
      { url: payload, description: payload, "x-environment": payload },
      { url: "https://toys.test", name: payload },
    ],
    tags: [{ name: payload, description: payload }],
    security: [own(payload, [payload]), { oauth: [payload] }],
    "x-key-inflection": { header: payload, value: payload, verbatim: [payload] },
    "x-idempotency": { header: payload, methods: ["post", payload] },
    "x-rate-limit": { limit: payload, remaining: payload, reset: payload, resetUnit: payload },
    paths: {
      "/doors/{id}": {
        get: {
          operationId: "readDoor",
          parameters: [{ in: "path", name: "id", required: true, schema: { type: "string" } }],
          responses: {
            "200": {
              description: payload,
              content: { "application/json": { schema: { $ref: "#/components/schemas/Door" } } },
            },
          },
        },
      },
      "/named": {
        get: operation({
          operationId: "a",
          "x-resource": `named.${payload.replaceAll(".", " ")}`,
          "x-method": payload,
        }),
        post: operation({ operationId: payload, requestBody }),
      },
      [`/${payload}/{${payload}}`]: {
        parameters: [{ ...parameter("path"), required: true }],
        put: operation({ operationId: `put ${payload}`, requestBody }),
      },
    },
    webhooks: own(payload, { post: operation({ operationId: `hook ${payload}`, requestBody }) }),
    "x-webhook-signature": {
      header: payload,
      format: payload,
      separator: payload,
      signedPayload: payload,
      toleranceSeconds: 1,
    },
    components: {
      schemas: { ...own(payload, schema), Toy: schema, Door: door },
      securitySchemes: {
        ...own(payload, { type: "apiKey", in: "query", name: payload, description: payload }),
        oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: payload, scopes: own(payload, payload) } } },
      },
    },
  };
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** A member of a generated class may be called anything: `client.globalThis` reaches nothing but itself. */
function isMember({ parent }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.expression.kind === ts.SyntaxKind.ThisKeyword;
  return ts.isPropertyDeclaration(parent) || ts.isMethodDeclaration(parent);
}

/** What a file holds that no generated file may hold. */
function harm(path: string, text: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const found = diagnostics.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  walk(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true), (node) => {
    if (ts.isIdentifier(node) && ["globalThis", "pwned"].includes(node.text) && !isMember(node))
      found.push(`${path}: ${node.parent.getText()}`);
  });
  // The strings and comments of openapi-typescript are its own affair, as long as they stay what they are.
  if (path !== "schema.ts" && /[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u.test(text)) {
    found.push(`${path}: a character that cannot be seen`);
  }
  return found;
}

describe.each(Object.entries(payloads))("%s", (_title, payload) => {
  test("comes out inert, wherever it stands", async () => {
    const document = hostile(payload);
    const { service, problems } = buildService({ name: "toys", document });
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    if (service === undefined) throw new Error("There is no service.");
    expect(service.lifecycles.flatMap((lifecycle) => lifecycle.waiters)).toHaveLength(2);
    const files = await emitService(service, document);
    expect([...files.keys()].filter((path) => !/^[\w-]+(\/[\w-]+)*\.(ts|md)$/.test(path))).toEqual([]);
    expect([...files].flatMap(([path, text]) => (path.endsWith(".ts") ? harm(path, text) : []))).toEqual([]);
  });
});

test("a payload that got out would be seen", () => {
  expect(harm("a.ts", "/** */ globalThis.pwned() /* */")).toEqual(["a.ts: globalThis.pwned", "a.ts: globalThis.pwned"]);
  expect(harm("a.ts", 'const a = "\u202e";')).toEqual(["a.ts: a character that cannot be seen"]);
  expect(harm("a.ts", 'const a = "')).toEqual(["a.ts: Unterminated string literal."]);
  expect(harm("a.ts", 'const a = "globalThis.pwned()"; // globalThis.pwned()')).toEqual([]);
});
