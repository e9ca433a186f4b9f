import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aShelf, type Open, openLibrary } from "./library.js";

interface Got {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  readonly at: string;
}

/** A library whose webhooks go to a receiver that answers with these statuses, then with 200; an error is thrown. */
function withReceiver(answers: readonly (number | Error)[] = [], more: object = {}): Open & { readonly got: Got[] } {
  const left = [...answers];
  const got: Got[] = [];
  const open = openLibrary({
    webhooks: { library: { reader: { url: "https://reader.test/hook" } } },
    deliver: async (request) => {
      got.push({
        url: request.url,
        headers: request.headers,
        body: await request.text(),
        at: open.sandbox.now().toISOString(),
      });
      const answer = left.shift() ?? 200;
      if (answer instanceof Error) throw answer;
      return new Response("ignored", { status: answer });
    },
    ...more,
  });
  return { ...open, got };
}

async function closeShelf({ call }: Open): Promise<string> {
  const { id } = (await call("POST /shelves", { body: aShelf })).body.data;
  await call(`POST /shelves/${id}/close`);
  return id;
}

const signature = (secret: string, { headers, body }: Got) => {
  const [, t] = /t=(\d+),/.exec(headers.get("library-signature") ?? "") ?? [];
  return `t=${t},v1=${createHmac("sha256", secret).update(`${t}.${body}`).digest("hex")}`;
};

describe("a webhook", () => {
  test("is delivered at once, signed, and logged with its verdict", async () => {
    const open = withReceiver();
    const id = await closeShelf(open);
    await open.sandbox.settled();
    expect(open.got).toHaveLength(1);
    const [first] = open.got as [Got];
    expect([first.url, first.body]).toEqual(["https://reader.test/hook", JSON.stringify({ "shelf-id": id })]);
    expect(first.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(first.headers.get("library-signature")).toBe(signature("first secret", first));
    expect(first.headers.get("library-signature")).toContain("t=1777629600,");
    expect([first.headers.get("made"), first.headers.get("left")]).toEqual(["1", "2"]);
    expect(open.sandbox.webhooks).toEqual([
      {
        id: expect.stringMatching(/^delivery_/),
        ...{ service: "library", receiver: "reader", event: "shelf.closed", at: "2026-05-01T10:00:00.000Z" },
        ...{ url: "https://reader.test/hook", body: first.body, state: "delivered", verdict: { kind: "conforms" } },
        attempts: [{ at: "2026-05-01T10:00:00.000Z", status: 200, error: undefined }],
      },
    ]);
  });

  test("that fails is tried again by the sandbox's clock, until it has failed for good", async () => {
    const open = withReceiver([500, new TypeError("fetch failed"), 301]);
    await closeShelf(open);
    await open.sandbox.settled();
    await open.sandbox.advance("9s");
    expect(open.got).toHaveLength(1);
    expect(open.sandbox.webhooks[0]?.state).toBe("waiting");
    await open.sandbox.advance("1d");
    expect(open.got.map(({ at }) => at)).toEqual([
      "2026-05-01T10:00:00.000Z",
      "2026-05-01T10:00:10.000Z",
      "2026-05-01T10:01:50.000Z",
    ]);
    expect(open.got.map(({ headers }) => headers.get("left"))).toEqual(["2", "1", "0"]);
    expect(open.sandbox.webhooks[0]).toMatchObject({
      state: "failed",
      attempts: [{ status: 500 }, { status: undefined, error: "fetch failed" }, { status: 301 }],
    });
    expect(open.sandbox.records("library/delivery")).toEqual([]);
  });

  test("that a later attempt delivers is not sent again", async () => {
    const open = withReceiver([503]);
    await closeShelf(open);
    await open.sandbox.advance("1d");
    expect(open.got).toHaveLength(2);
    expect(open.sandbox.webhooks[0]?.state).toBe("delivered");
    expect(open.got[1]?.headers.get("library-signature")).not.toBe(open.got[0]?.headers.get("library-signature"));
  });

  test("is signed with both secrets while one replaces the other", async () => {
    const open = withReceiver();
    open.sandbox.control.library.rotate("second secret", 3600);
    await closeShelf(open);
    await open.sandbox.advance("1h");
    await closeShelf(open);
    await open.sandbox.settled();
    const [first, second] = open.got as [Got, Got];
    expect(first.headers.get("library-signature")).toBe(
      `${signature("second secret", first)} ${signature("first secret", first)}`,
    );
    expect(second.headers.get("library-signature")).toBe(signature("second secret", second));
  });

  test("without a receiver is only logged", async () => {
    const open = openLibrary();
    await closeShelf(open);
    await open.sandbox.advance("1d");
    expect(open.sandbox.webhooks).toMatchObject([{ state: "no-receiver", url: undefined, attempts: [] }]);
  });

  test("has the casing of its receiver", async () => {
    const open = withReceiver([], {
      webhooks: { library: { reader: { url: "https://reader.test", inflection: "camel" } } },
    });
    const id = await closeShelf(open);
    await open.sandbox.settled();
    expect(open.got[0]?.body).toBe(JSON.stringify({ shelfId: id }));
  });

  test("may call the sandbox while it is delivered", async () => {
    const seen: number[] = [];
    const open = withReceiver([], {
      deliver: async () => {
        seen.push((await open.call("GET /shelves/count")).body.data);
        return new Response();
      },
    });
    await closeShelf(open);
    await open.sandbox.advance("1h");
    expect(seen).toEqual([1]);
  });

  test("under way when the sandbox is reset is forgotten", async () => {
    let answer = (_: Response) => {};
    const open = withReceiver([], {
      deliver: () =>
        new Promise<Response>((resolve) => {
          answer = resolve;
        }),
    });
    await closeShelf(open);
    open.sandbox.reset();
    answer(new Response(null, { status: 500 }));
    await open.sandbox.advance("1d");
    expect(open.sandbox.webhooks).toEqual([]);
  });
});
