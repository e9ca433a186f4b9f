import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AuthenticationError, ConfigurationError, ConnectionError, type Secret } from "../../../src/index.js";
import { bearer, call, clientCredentials, credential } from "../../../src/runtime/index.js";
import { createItem, deaf, failure, json, network, readItem, shop, thrown } from "../shop.js";

describe("credential", () => {
  const variable = "SHAREWRIGHT_TEST_CREDENTIAL";
  const source = { service: "shop", option: "apiKey", variable };

  beforeEach(() => {
    delete process.env[variable];
  });
  afterEach(() => {
    delete process.env[variable];
  });

  test("comes from the option, else from the environment", () => {
    process.env[variable] = "from the environment";
    expect(credential("from the option", source)).toBe("from the option");
    expect(credential(undefined, source)).toBe("from the environment");
    const ask = () => "later";
    expect(credential<Secret>(ask, source)).toBe(ask);
  });

  test("that is missing or empty is an error which names option and variable", () => {
    for (const given of [undefined, ""]) {
      const error = thrown(() => credential(given, source));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.message).toBe(`shop: no apiKey. Pass it, or set ${variable} in the environment.`);
    }
    process.env[variable] = "";
    expect(() => credential(undefined, source)).toThrow(ConfigurationError);
  });

  test("is not looked for where there is no environment", () => {
    vi.stubGlobal("process", undefined);
    try {
      expect(() => credential(undefined, source)).toThrow(ConfigurationError);
      expect(credential("key", source)).toBe("key");
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test("is not there where the environment may not be read, as in Deno without leave", () => {
    const denied = () => {
      throw new Error("NotCapable: Requires env access");
    };
    vi.stubGlobal("process", { env: new Proxy({}, { get: denied }) });
    try {
      expect(() => credential(undefined, source)).toThrow(ConfigurationError);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe("bearer", () => {
  const keys = async (key: Secret, calls: number) => {
    const { fetch, sent } = network(json(200, { data: {} }));
    const transport = shop({ fetch, authentication: bearer(key) });
    for (let n = 0; n < calls; n += 1) await call(transport, readItem, ["i1"], undefined);
    return sent.map(({ headers }) => headers.authorization);
  };

  test("puts the key on every request", async () => {
    expect(await keys("k", 2)).toEqual(["Bearer k", "Bearer k"]);
  });

  test("asks a function before each request, so that the key may change", async () => {
    let count = 0;
    expect(await keys(() => `k${++count}`, 2)).toEqual(["Bearer k1", "Bearer k2"]);
    expect(await keys(async () => `k${++count}`, 2)).toEqual(["Bearer k3", "Bearer k4"]);
  });

  test("has no second key when the first is refused", async () => {
    const { fetch, sent } = network(json(401, {}));
    const transport = shop({ fetch, authentication: bearer(() => "k") });
    expect(await failure(call(transport, readItem, ["i1"], undefined))).toMatchObject({ status: 401 });
    expect(sent).toHaveLength(1);
  });

  test("a function that fails, fails the call with its own error, and nothing is sent again and again", async () => {
    const { fetch, sent } = network(json(200, { data: {} }));
    let asked = 0;
    const vault = new Error("the vault is sealed");
    for (const broken of [() => Promise.reject(vault), () => thrower(vault)]) {
      const key = () => {
        asked += 1;
        return broken();
      };
      expect(await failure(call(shop({ fetch, authentication: bearer(key) }), readItem, ["i1"], undefined))).toBe(
        vault,
      );
    }
    expect([asked, sent.length]).toEqual([2, 0]);
  });

  const thrower = (error: Error): never => {
    throw error;
  };
});

describe("client credentials", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-22T12:00:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

  interface Grant {
    /** What the token endpoint answers, by the number of the request. Default: tokens t1, t2, … for an hour. */
    readonly token?: (number: number) => Response | Promise<Response>;
    /** What the service answers to a token. */
    readonly answer?: (token: string | null) => Response;
    readonly credentials?: Partial<Parameters<typeof clientCredentials>[0]>;
    readonly options?: Parameters<typeof shop>[0];
  }

  const hour = (number: number) => json(200, { access_token: `t${number}`, expires_in: 3600 });

  function granting({ token = hour, answer = () => json(200, { data: {} }), credentials, options }: Grant = {}) {
    const tokens = network(() => token(tokens.sent.length));
    const tokenInits: (RequestInit | undefined)[] = [];
    const service = network((request) => answer(request.headers.get("authorization")));
    const transport = shop({
      retry: false,
      ...options,
      fetch: (url, init) => {
        if (!url.includes("token")) return service.fetch(url, init);
        tokenInits.push(init);
        return tokens.fetch(url, init);
      },
      authentication: clientCredentials({
        service: "shop",
        clientId: "id",
        clientSecret: "hunter2",
        tokenUrl: "oauth/token",
        ...credentials,
      }),
    });
    const read = (id = "i1", signal?: AbortSignal) => call(transport, readItem, [id], undefined, { signal });
    const used = () => service.sent.map(({ headers }) => headers.authorization);
    return { transport, read, tokens, tokenInits, service, used };
  }

  test("ask the token endpoint in the standard's form", async () => {
    const { read, tokens, tokenInits } = granting({ credentials: { scope: "a b" } });
    await read();
    expect(tokens.sent).toMatchObject([
      {
        method: "POST",
        url: "https://shop.test/v1/oauth/token",
        headers: {
          accept: "application/json",
          "content-type": expect.stringMatching(/^application\/x-www-form-urlencoded/),
        },
      },
    ]);
    expect(Object.fromEntries(new URLSearchParams(tokens.sent[0]?.body))).toEqual({
      grant_type: "client_credentials",
      client_id: "id",
      client_secret: "hunter2",
      scope: "a b",
    });
    expect(tokenInits[0]?.signal).toBeInstanceOf(AbortSignal);
  });

  test("go without a scope when there is none, and to an absolute token URL when it is one", async () => {
    const { read, tokens } = granting({ credentials: { tokenUrl: "https://login.test/token" } });
    await read();
    expect(tokens.sent[0]?.url).toBe("https://login.test/token");
    expect(new URLSearchParams(tokens.sent[0]?.body).has("scope")).toBe(false);
  });

  test("ask a secret's function for each token request", async () => {
    let count = 0;
    const { read, tokens } = granting({ credentials: { clientSecret: async () => `secret${++count}` } });
    await read();
    pass(3600);
    await read();
    expect(tokens.sent.map(({ body }) => new URLSearchParams(body).get("client_secret"))).toEqual([
      "secret1",
      "secret2",
    ]);
  });

  test("one token request serves however many calls wait for it", async () => {
    const { read, tokens, used } = granting();
    await Promise.all(Array.from({ length: 50 }, (_, index) => read(`i${index}`)));
    expect(tokens.sent).toHaveLength(1);
    expect(used()).toEqual(Array(50).fill("Bearer t1"));
  });

  test("a token is kept, and renewed a minute before its end, once for all who notice", async () => {
    const { read, tokens, used } = granting();
    await read();
    pass(3600 - 61);
    await read();
    expect(used()).toEqual(["Bearer t1", "Bearer t1"]);
    pass(1);
    await Promise.all([read(), read(), read()]);
    expect(used().slice(2)).toEqual(["Bearer t2", "Bearer t2", "Bearer t2"]);
    expect(tokens.sent).toHaveLength(2);
  });

  test("a token that lives for less than two minutes is used for half its life", async () => {
    const { read, used } = granting({ token: (n) => json(200, { access_token: `t${n}`, expires_in: 60 }) });
    await read();
    pass(29);
    await read();
    pass(1);
    await read();
    expect(used()).toEqual(["Bearer t1", "Bearer t1", "Bearer t2"]);
  });

  test("a token that has ended on arrival is used by the call that waited for it, and by no other", async () => {
    const { read, used } = granting({ token: (n) => json(200, { access_token: `t${n}`, expires_in: 0 }) });
    await read();
    await read();
    expect(used()).toEqual(["Bearer t1", "Bearer t2"]);
  });

  test("a token that has ended on arrival serves all who waited for it", async () => {
    const { read, tokens } = granting({ token: (n) => json(200, { access_token: `t${n}`, expires_in: -1 }) });
    await Promise.all(Array.from({ length: 50 }, () => read()));
    expect(tokens.sent).toHaveLength(1);
  });

  test.each([null, "", "soon"])("a token whose end is %j is used until it is refused", async (end) => {
    const { read, tokens } = granting({ token: () => json(200, { access_token: "t", expires_in: end }) });
    await read();
    pass(1_000_000);
    await read();
    expect(tokens.sent).toHaveLength(1);
  });

  test("a token whose end is not told is used until it is refused", async () => {
    let valid = "Bearer t1";
    const { read, used } = granting({
      token: (n) => json(200, { access_token: `t${n}` }),
      answer: (token) => json(token === valid ? 200 : 401, { data: {} }),
    });
    await read();
    pass(1_000_000);
    await read();
    valid = "Bearer t2";
    await read();
    expect(used()).toEqual(["Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2"]);
  });

  describe("a token that is refused before its end", () => {
    test("is renewed once, and the call sent again with its body", async () => {
      const { transport, service, used } = granting({
        answer: (token) => json(token === "Bearer t1" ? 401 : 200, { data: {} }),
      });
      const { attempts } = await call(transport, createItem, [], { a: 1 }).withResponse();
      expect(used()).toEqual(["Bearer t1", "Bearer t2"]);
      expect(service.sent.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
      expect(attempts).toBe(2);
    });

    test("is renewed once for all calls that it was refused to", async () => {
      const { read, tokens, used } = granting({
        answer: (token) => json(token === "Bearer t1" ? 401 : 200, { data: {} }),
      });
      await Promise.all([read("i1"), read("i2"), read("i3")]);
      expect(tokens.sent).toHaveLength(2);
      expect(used().sort()).toEqual([...Array(3).fill("Bearer t1"), ...Array(3).fill("Bearer t2")]);
    });

    test("is renewed once for all calls, also when the next one is the same", async () => {
      const { read, tokens } = granting({
        token: () => json(200, { access_token: "t", expires_in: 3600 }),
        answer: () => json(401, {}),
      });
      await Promise.allSettled(Array.from({ length: 50 }, () => read()));
      expect(tokens.sent).toHaveLength(2);
    });

    test("and refused again is the service's last word", async () => {
      const { read, tokens } = granting({ answer: () => json(401, {}) });
      expect(await failure(read())).toMatchObject({ name: "ApiError", status: 401, attempts: 2 });
      expect(tokens.sent).toHaveLength(2);
    });
  });

  describe("a token request that fails", () => {
    const refusal = () => json(400, { error: "invalid_client", error_description: "id hunter2 unknown" });

    test("names status and error code, what to check, and no secret", async () => {
      const error = await failure(granting({ token: refusal }).read());
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(error.message).toBe(
        "shop: the token endpoint refused the client credentials (400, invalid_client). Check `clientId`, `clientSecret` and the environment they belong to.",
      );
      expect(`${error.stack}${JSON.stringify(error)}`).not.toContain("hunter2");
    });

    test.each([
      ["no JSON", () => new Response("<html>", { status: 403 }), "(403)"],
      ["no object", () => json(401, null), "(401)"],
      ["a code that is no text", () => json(401, { error: { a: 1 } }), "(401)"],
    ])("says so when the answer is %s", async (_, token, reason) => {
      const error = await failure(granting({ token }).read());
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(error.message).toContain(reason);
    });

    test.each([
      ["a success without a token", () => json(200, { token_type: "bearer" }), "gave no token (200)"],
      ["a proxy's page", () => new Response("<html>", { status: 502 }), "gave no token (502)"],
      ["a limit", () => json(429, { error: "slow_down" }), "gave no token (429, slow_down)"],
    ])("does not blame the credentials for %s", async (_, token, reason) => {
      const error = await failure(granting({ token }).read());
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error.message).toContain(reason);
    });

    test.each(["hunter2", "client_secret=hunter2", "aHVudGVyMg=="])(
      "does not pass on what a fetch says of the body: %s",
      async (told) => {
        const { read } = granting({
          token: () => {
            throw new TypeError("fetch failed", { cause: new Error(`cannot send ${told}`) });
          },
        });
        const error = await failure(read());
        expect(error.message).toContain(
          "shop: access token got no answer from https://shop.test: the platform gave no reason.",
        );
        expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(told);
      },
    );

    test("for want of an answer is a ConnectionError without the request's body", async () => {
      const error = await failure(granting({ token: () => Promise.reject(new TypeError("fetch failed")) }).read());
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error.message).toBe(
        "shop: access token got no answer from https://shop.test: fetch failed.\nTry again, or check the network.",
      );
      expect(error.cause).toBeInstanceOf(TypeError);
    });

    test("fails all who wait for it, and is tried anew by the next call", async () => {
      const { read, tokens, used } = granting({ token: (n) => (n === 1 ? refusal() : hour(n)) });
      const outcomes = await Promise.allSettled([read("i1"), read("i2")]);
      expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      expect(tokens.sent).toHaveLength(1);
      await read("i3");
      expect(tokens.sent).toHaveLength(2);
      expect(used()).toEqual(["Bearer t2"]);
    });

    test.each(["hunter2\nx", "", " ", "hünter2", 7, null])(
      "with a token that no header can carry (%j) does not show it, and the next call asks again",
      async (access_token) => {
        const { read, tokens } = granting({ token: (n) => (n === 1 ? json(200, { access_token }) : hour(n)) });
        const error = await failure(read());
        expect(error).toBeInstanceOf(ConnectionError);
        expect(error.message).toContain("the token endpoint gave no token (200)");
        expect(error.message).not.toContain("nter2");
        await read();
        expect(tokens.sent).toHaveLength(2);
      },
    );
  });

  describe("while a token request hangs", () => {
    test("a call ends with its signal, and the others go on waiting for the same token", async () => {
      let release = (_: Response): void => {};
      const held = new Promise<Response>((resolve) => {
        release = resolve;
      });
      const { read, tokens } = granting({ token: () => held });
      const controller = new AbortController();
      const gone = failure(read("i1", controller.signal));
      const other = read("i2").then((value) => value);
      await new Promise((resolve) => setTimeout(resolve));
      controller.abort(new Error("enough"));
      expect((await gone).message).toBe("enough");
      release(hour(1));
      expect(await other).toEqual({});
      expect(tokens.sent).toHaveLength(1);
    });

    test("a call ends with its own time limit, while the token request goes on", async () => {
      const { transport } = granting({ token: deaf });
      const read = call(transport, readItem, ["i1"], undefined, { timeoutMs: 20, retry: false });
      const error = await failure(read);
      expect(error).toMatchObject({ name: "TimeoutError", timeoutMs: 20 });
      expect(error.message).toContain("got no credentials within 20 ms (`timeoutMs`)");
    });

    test("another call does not wait for it for ever, but asks for a token of its own", async () => {
      vi.useRealTimers();
      vi.useFakeTimers();
      const { read, tokens } = granting({ token: (n) => (n === 1 ? deaf() : hour(n)) });
      const first = failure(read("i1"));
      const second = read("i2").then((value) => value);
      await vi.advanceTimersByTimeAsync(4_900);
      expect(tokens.sent).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(200);
      expect(await second).toEqual({});
      expect(tokens.sent).toHaveLength(2);
      await vi.advanceTimersByTimeAsync(60_000);
      await first;
    });

    test("a call ends with its time limit, also when the token is the second", async () => {
      const options = { timeoutMs: 20 };
      expect(await failure(granting({ token: deaf, options }).read())).toMatchObject({ name: "TimeoutError" });
      const renewal = granting({ token: (n) => (n === 1 ? hour(n) : deaf()), answer: () => json(401, {}), options });
      expect(await failure(renewal.read())).toMatchObject({ name: "TimeoutError" });
    });
  });
});
