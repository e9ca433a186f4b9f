// The files around the resources: client, transport, index, webhooks.

import { describe, expect, test } from "vitest";
import type { Webhooks } from "../../../scripts/model/types/service.js";
import { clientSource } from "../../../scripts/print/client.js";
import { exportsOf, indexSource } from "../../../scripts/print/index-file.js";
import { transportSource } from "../../../scripts/print/transport.js";
import { webhookSource } from "../../../scripts/print/webhooks.js";
import { docs, named, object, open, string } from "../model/nodes.js";
import { body, context, declaration, formatted, lifecycle, operation, resource, service } from "./service.js";
import { shop, toysResource } from "./shop.js";

describe("the client", () => {
  test("has every resource", () => {
    expect(body(clientSource(context(), shop))).toBe(`/** Client of the Shop API. Make one with {@link createShop}. */
export class Shop {
  readonly toys: Toys;
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.toys = new Toys(transport);
  }

  /**
   * This client with other options, such as \`{ timeoutMs: 5_000 }\`; headers are added to its own. Both share
   * credentials, token, throttle and the retries in hand.
   */
  withOptions(options: DerivedOptions): Shop {
    return new Shop(this.#transport.withOptions(options));
  }
}

/**
 * Makes a client.
 *
 * @throws {ConfigurationError} if a credential is missing or an option makes no sense.
 */
export function createShop(options: ShopOptions = {}): Shop {
  const { throttle = createThrottle } = options;
  return new Shop(createShopTransport({ ...options, throttle }));
}
`);
  });

  test("gives way to a resource that is called withOptions", () => {
    const root = { ...shop.root, children: [{ ...toysResource, name: "withOptions" }] };
    const text = body(clientSource(context(), service({ ...shop, root })));
    expect(text).toContain("readonly withOptions: Toys;");
    expect(text).not.toContain("DerivedOptions");
    expect(text).not.toContain("#transport");
  });

  test.each([
    ["The Toy Shop", "Client of the Toy Shop. Make one with {@link createShop}."],
    ["Shop API, version 2 (public)", "Client of the Shop API. Make one with {@link createShop}."],
    ["Toy\nShop */ alert(1)", "Client of the Toy Shop *\\/ alert(1). Make one with {@link createShop}."],
  ])("of %j is called so", (title, text) => {
    expect(body(clientSource(context(), service({ title }))).split("\n")[0]).toBe(`/** ${text} */`);
  });
});

const transport = (more: Parameters<typeof service>[0]) => body(transportSource(context(), service(more)));

describe("the transport", () => {
  test("with a bearer key", () => {
    expect(transport({ auth: shop.auth })).toBe(`const service: Service = {
  name: "shop",
  servers: { default: "https://shop.test" },
  issues: anyIssues,
};

/** Options of {@link createShop} and {@link createShopTransport}. */
export interface ShopOptions extends ClientOptions {
  /**
   * The API key, or a function that is called for it before each request. Default: the environment variable
   * SHOP_API_KEY.
   */
  apiKey?: Secret | undefined;
}

/**
 * Makes the transport that the functions of this service take as their first argument. A bundler keeps only the
 * functions that are used; {@link createShop} gives all of them as methods of one object.
 *
 * @throws {ConfigurationError} if a credential is missing or an option makes no sense.
 */
export function createShopTransport(options: ShopOptions = {}): Transport {
  const apiKey = credential(options.apiKey, { service: "shop", option: "apiKey", variable: "SHOP_API_KEY" });
  return createTransport(service, options, bearer(apiKey));
}
`);
  });

  test("with client credentials, environments, headers and all that the spec says of the service", () => {
    const text = transport({
      servers: [
        { environment: "production", url: "https://shop.test", description: "The shop." },
        { environment: "test-stage", url: "https://t.shop.test", description: undefined },
      ],
      auth: {
        schemes: [
          {
            kind: "clientCredentials",
            name: "oauth",
            tokenUrl: "oauth/token",
            scope: "a b",
            id: { option: "clientId", variable: "SHOP_CLIENT_ID" },
            secret: { option: "clientSecret", variable: "SHOP_CLIENT_SECRET" },
            docs: docs({}),
          },
        ],
        security: [["oauth"]],
        required: true,
      },
      inflection: { header: "Key-Inflection", value: "camel", verbatim: ["fields"] },
      idempotency: { header: "Idempotency-Key", methods: ["POST"] },
      requestId: "Request-Id",
      errorFormat: "problem",
      rateLimit: {
        limit: "L",
        remaining: undefined,
        reset: "R",
        epoch: true,
        quota: { limit: undefined, remaining: "Q", reset: undefined, epoch: true },
      },
      headerOptions: [
        { name: "shopVersion", wire: "Shop-Version", type: open("1"), docs: docs({ description: "Which version." }) },
        { name: "shopTier", wire: "Shop-Tier", type: open("1"), default: '"1"', docs: docs({}) },
      ],
    });
    expect(text.replace(/\/\*\*\n \* Makes[\s\S]*?\*\/\n/, "")).toBe(`const service: Service = {
  name: "shop",
  servers: { production: "https://shop.test", "test-stage": "https://t.shop.test" },
  choose: chooseServer,
  headers: { "Key-Inflection": "camel" },
  idempotency: { header: "Idempotency-Key", methods: ["POST"] },
  requestId: "Request-Id",
  rateLimit: { limit: "L", reset: "R", epoch: true, quota: { remaining: "Q", epoch: true } },
  issues: problemIssues,
  normalise: (body) => camelKeys(body, ["fields"]),
};

/** Options of {@link createShop} and {@link createShopTransport}. */
export interface ShopOptions extends ClientOptions {
  /** OAuth client id. Default: the environment variable SHOP_CLIENT_ID. */
  clientId?: string | undefined;
  /**
   * OAuth client secret, or a function that is called for it before each token request. Default: the environment
   * variable SHOP_CLIENT_SECRET.
   */
  clientSecret?: Secret | undefined;
  /**
   * Which server to talk to. Default: \`production\`.
   *
   * - \`production\`: https://shop.test, the shop
   * - \`test-stage\`: https://t.shop.test
   */
  environment?: "production" | "test-stage" | undefined;
  /** Which version. */
  shopVersion?: "1" | (string & {}) | undefined;
  /** Default: \`"1"\`, which this client was written for; null sends none. */
  shopTier?: "1" | (string & {}) | undefined;
}

export function createShopTransport(options: ShopOptions = {}): Transport {
  const clientId = credential(options.clientId, { service: "shop", option: "clientId", variable: "SHOP_CLIENT_ID" });
  const clientSecret = credential(options.clientSecret, {
    service: "shop",
    option: "clientSecret",
    variable: "SHOP_CLIENT_SECRET",
  });
  return createTransport(
    service,
    options,
    clientCredentials({ service: service.name, clientId, clientSecret, tokenUrl: "oauth/token", scope: "a b" }),
    { "Shop-Version": options.shopVersion, "Shop-Tier": options.shopTier === undefined ? '"1"' : options.shopTier },
  );
}
`);
  });

  test("without credentials", () => {
    expect(transport({})).toContain(`
export interface ShopOptions extends ClientOptions {}
`);
    expect(transport({})).toContain("return createTransport(service, options, anonymous);");
  });
});

test("the index lists every name that a caller may import, by file", () => {
  expect(
    body(indexSource(context(), exportsOf(shop, [toysResource]))),
  ).toBe(`export { createShop, Shop } from "./client.js";
export { type ListToysInput, type ListToysResult, listToys } from "./resources/toys/list.js";
export { type RenameToyInput, type RenameToyQuery, type RenameToyResult, renameToy } from "./resources/toys/rename.js";
export { Toys } from "./resources/toys.js";
export { createShopTransport, type ShopOptions } from "./transport.js";
export type { Problem } from "./types/problem.js";
export type { Toy } from "./types/toy.js";
export { parseShopEvent, type ShopEvent } from "./webhooks.js";
`);
});

describe("webhooks", () => {
  const printed = (webhooks: Webhooks, more = {}) =>
    body(webhookSource(context({ ToySold: "types/toy-sold" }), service(more), webhooks)).replace(
      /\/\*\*[\s\S]*?\*\/\n/g,
      "",
    );
  const event = (type: ReturnType<typeof named>) => ({ event: "a", id: "a", type, docs: docs({}) });

  test("are one union, each type once, and what reads a delivery", () => {
    const events = [event(named("Toy")), event(named("ToySold")), event(named("Toy"))];
    expect(
      printed({ unionName: "ShopEvent", decode: "none", documents: [], signature: undefined, events }),
    ).toBe(`export type ShopEvent = Toy | ToySold;

export function parseShopEvent(body: unknown): ShopEvent {
  return parseEvent("shop", body) as ShopEvent;
}
`);
  });

  const signature = {
    header: "Shop-Signature",
    format: "t={timestamp},v1={signature}",
    separator: " ",
    signedPayload: "{timestamp}.{body}",
    toleranceSeconds: 60,
  };
  const signed: Webhooks = {
    unionName: "ShopEvent",
    decode: "none",
    documents: [],
    signature,
    events: [event(named("Toy"))],
  };

  test("of a service that signs are verified too, and signed for tests", () => {
    expect(printed(signed)).toBe(`const signature: WebhookSignature = {
  header: "Shop-Signature",
  format: "t={timestamp},v1={signature}",
  separator: " ",
  signedPayload: "{timestamp}.{body}",
  toleranceSeconds: 60,
};

export type ShopEvent = Toy;

export function parseShopEvent(body: unknown): ShopEvent {
  return parseEvent("shop", body) as ShopEvent;
}

export async function verifyWebhook(
  rawBody: RawBody,
  headers: DeliveryHeaders,
  secrets: string | readonly string[],
  options?: VerifyOptions,
): Promise<ShopEvent> {
  await verifySignature(signature, rawBody, headers, secrets, options);
  return parseShopEvent(rawBody);
}

export async function signWebhook(
  rawBody: RawBody,
  secrets: string | readonly string[],
  timestamp?: number,
): Promise<{ readonly "Shop-Signature": string }> {
  const value = await createSignature(signature, rawBody, secrets, timestamp);
  return { "Shop-Signature": value };
}
`);
  });

  test("are exported with all their functions", () => {
    expect(body(indexSource(context(), exportsOf({ ...shop, webhooks: signed }, [toysResource])))).toContain(
      'export { parseShopEvent, type ShopEvent, signWebhook, verifyWebhook } from "./webhooks.js";\n',
    );
  });

  test("say in their documentation whether they are signed", () => {
    const docs = (webhooks: Webhooks) =>
      formatted(webhookSource(context(), service(), webhooks))
        .replace(/\n \*/g, "")
        .replace(/ +/g, " ");
    expect(docs({ ...signed, signature: undefined })).toContain(
      "The events of Shop are not signed: whoever knows the address of your receiver can send one.",
    );
    expect(docs(signed)).toContain("Whether Shop sent it is not checked: {@link verifyWebhook} does that.");
    expect(docs(signed)).not.toContain("not signed");
  });

  test("of JSON:API are flattened, keys brought to the types' casing first", () => {
    const webhooks: Webhooks = {
      unionName: "ShopEvent",
      decode: "jsonapi",
      documents: ["payload"],
      signature: undefined,
      events: [event(object({ a: string }))],
    };
    const inflection = { header: "K", value: "camel", verbatim: ["fields"] };
    expect(printed(webhooks, { inflection })).toContain(`{
  const decode = (event: unknown): unknown => flattenEvent(camelKeys(event, ["fields"]), ["payload"]);
  return parseEvent("shop", body, decode) as ShopEvent;
}
`);
    expect(printed(webhooks)).toContain('flattenEvent(event, ["payload"])');
  });
});

test("two declarations of one file are exported together", () => {
  const declarations = ["A", "B"].map((name) => declaration({ name, type: string, file: "types/both" }));
  expect(body(indexSource(context(), exportsOf(service({ declarations }), [resource()])))).toContain(
    'export type { A, B } from "./types/both.js";\n',
  );
});

test("the types of a resource by its state are exported with it, and the waits with the calls that they repeat", () => {
  const property = { name: "state", type: string, optional: false, docs: docs({}) };
  const known = [{ name: "SoldToy", state: "sold", members: [], docs: docs({}) }];
  const states = { property, known, other: "OtherToy", base: "AnyToy" };
  const value = { kind: "named", name: "SoldToy" } as const;
  const names = { method: "waitUntilSold", functionName: "waitUntilToySold", file: "resources/toys/waiters" };
  const waiters = [{ ...names, poll: "getToy", until: ["sold"], stop: [], value }];
  const more = {
    declarations: [declaration({ name: "Toy", type: string, states })],
    lifecycles: [lifecycle({ waiters })],
  };
  const text = body(indexSource(context(), exportsOf(service(more), [resource({ operations: [operation()] })])));
  expect(text).toContain(`
export { type RetrieveToyResult, retrieveToy } from "./resources/toys/retrieve.js";
export { waitUntilToySold } from "./resources/toys/waiters.js";
export { Toys } from "./resources/toys.js";
`);
  expect(text).toContain('export type { AnyToy, OtherToy, SoldToy, Toy } from "./types/toy.js";\n');
});
