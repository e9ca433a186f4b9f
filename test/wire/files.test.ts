// Files by the signed URLs that answers hold: as the generated client reads them.

import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ConfigurationError,
  ConnectionError,
  createThrottle,
  DecodeError,
  type DownloadedFile,
  ExpiredUrlError,
  TimeoutError,
} from "../../src/index.js";
import { type Generated, generated, type Json, removeClients } from "./client.js";

const paths: Json = {
  "/toys": { get: { operationId: "listToys", responses: { "204": { description: "None." } } } },
};
const root = {
  security: [{ key: [] }],
  components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
  "x-signed-urls": {
    files: { origin: "https://files.toys.test", renewal: "Retrieve the toy again." },
    "toys.photos": { method: "read", origin: "https://photos.toys.test", renewal: "Ask for it again." },
  },
};
const url = "https://files.toys.test/plan.pdf?access_token=a-secret-token";

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly redirect: string;
}
type Answer = (init: RequestInit) => Response | Promise<Response>;

let client: Generated;
beforeAll(async () => {
  client = await generated(paths, root);
});
afterAll(removeClients);

/** A client whose requests get these answers, one after the other, the last for all that follow. */
async function answered(answers: readonly Answer[], options: object = {}) {
  const { createToys } = await import(join(client.folder, "index.ts"));
  const sent: Sent[] = [];
  const fetch = async (at: string, init: RequestInit): Promise<Response> => {
    sent.push({ url: at, headers: new Headers(init.headers), redirect: String(init.redirect) });
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    return (answer as Answer)(init);
  };
  const toys = createToys({
    apiKey: "the-key",
    retry: { baseDelayMs: 0 },
    headers: { "X-Own": "mine" },
    ...options,
    fetch,
  });
  return { toys, sent };
}

function file(text: string, headers: Record<string, string> = {}): Answer {
  return () => new Response(text, { headers: { "content-type": "application/pdf", ...headers } });
}

/** Some of the file, and then what ends it. */
function broken(text: string, end: (controller: ReadableStreamDefaultController) => void): Answer {
  let begun = false;
  return () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          if (begun) return end(controller);
          begun = true;
          controller.enqueue(new TextEncoder().encode(text));
        },
      }),
    );
}

test("a file comes as bytes, and its host gets neither key nor header nor redirect of the client", async () => {
  const { toys, sent } = await answered([file("%PDF", { "content-disposition": 'attachment; filename="plan.pdf"' })]);
  const got: DownloadedFile = await toys.files.download(`${url}#page=2`, { headers: { Range: "bytes=0-3" } });
  expect(got.contentType).toBe("application/pdf");
  expect(got.fileName).toBe("plan.pdf");
  expect(new TextDecoder().decode(await got.bytes())).toBe("%PDF");
  expect(sent.map((each) => [each.url, [...each.headers], each.redirect])).toEqual([
    [url, [["range", "bytes=0-3"]], "manual"],
  ]);
});

test("a file comes as a stream, as a blob, and by the function", async () => {
  const { toys } = await answered([file("one")]);
  expect(await new Response((await toys.files.download(url)).stream).text()).toBe("one");
  const blob = await (await toys.files.download(url)).blob();
  expect([blob.type, await blob.text()]).toEqual(["application/pdf", "one"]);
  const { downloadFile, createToysTransport } = await import(join(client.folder, "index.ts"));
  const transport = createToysTransport({ apiKey: "the-key", fetch: file("two") });
  expect(await (await (await downloadFile(transport, url)).blob()).text()).toBe("two");
});

test("a method on a resource that has operations reads files of its own origin", async () => {
  const { toys, sent } = await answered([file("photo")]);
  await toys.toys.photos.read("https://photos.toys.test/1.jpg?sig=1");
  expect(sent[0]?.url).toBe("https://photos.toys.test/1.jpg?sig=1");
});

test.each([
  ["https://toys.test/v1/toys?access_token=a-secret-token", "this one is of https://toys.test"],
  ["http://files.toys.test/plan.pdf?access_token=a-secret-token", "this one is of http://files.toys.test"],
  [
    "https://files.toys.test.evil.test/?access_token=a-secret-token",
    "this one is of https://files.toys.test.evil.test",
  ],
  ["https://files.toys.test@evil.test/?access_token=a-secret-token", "this one is of https://evil.test"],
  ["https://me@files.toys.test/?access_token=a-secret-token", "this one is of https://files.toys.test"],
  ["/plan.pdf?access_token=a-secret-token", "this text is no whole URL"],
])("%s is refused before anything is sent, and not repeated", async (wrong, why) => {
  const { toys, sent } = await answered([file("never")]);
  const error = await toys.files.download(wrong).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error.message).toBe(
    `toys: files.download reads files of https://files.toys.test alone: ${why}. Pass the URL as an answer of the service holds it.`,
  );
  expect(sent).toEqual([]);
});

test.each([400, 401, 403, 404, 410])("a %i says that the URL has expired and where a fresh one is", async (status) => {
  const { toys, sent } = await answered([() => new Response("<Error>a-secret-token</Error>", { status })]);
  const error = await toys.files.download(url).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ExpiredUrlError);
  expect(error.name).toBe("ExpiredUrlError");
  expect(error.message).toBe(
    `toys: files.download got ${status}: the URL has expired, or is not whole.\nRetrieve the toy again.`,
  );
  expect(error.status).toBe(status);
  expect(sent.length).toBe(1);
  expect(await toys.files.download(url).asResult()).toMatchObject({ ok: false, status });
});

test("a refusal that passes is tried again, and the service's rate limit does not count", async () => {
  const busy: Answer = () => new Response("", { status: 503 });
  const limit = { limit: "RateLimit-Limit", remaining: "RateLimit-Remaining", reset: "RateLimit-Reset" };
  let asked = 0;
  const throttle = () => {
    const own = createThrottle(limit);
    return {
      ...own,
      acquire: (request: never) => {
        asked += 1;
        return own.acquire(request);
      },
    };
  };
  const { toys, sent } = await answered([busy, busy, file("at last")], { throttle });
  expect(await (await (await toys.files.download(url)).blob()).text()).toBe("at last");
  expect([sent.length, asked]).toEqual([3, 0]);
});

test("a connection that breaks in the middle is a file read again, from its start", async () => {
  const cut = (): Answer => broken("hal", (controller) => controller.error(new TypeError("terminated")));
  const { toys, sent } = await answered([cut(), file("half and half")]);
  expect(new TextDecoder().decode(await (await toys.files.download(url)).bytes())).toBe("half and half");
  expect(sent.length).toBe(2);
  const never = await answered([cut()], { retry: false });
  await expect((await never.toys.files.download(url)).bytes()).rejects.toThrow(
    new ConnectionError("toys: files.download lost the connection in the middle of the file."),
  );
  const stream = await answered([cut(), file("half and half")]);
  await expect(new Response((await stream.toys.files.download(url)).stream).text()).rejects.toThrow(ConnectionError);
});

test("a file that stops coming ends after `timeoutMs`", async () => {
  const { toys } = await answered([broken("hal", () => new Promise(() => {}) as never)], { retry: false });
  const got: DownloadedFile = await toys.files.download(url, { timeoutMs: 20 });
  const error = await got.bytes().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(TimeoutError);
  expect((error as Error).message).toBe(
    "toys: files.download got no further part of the file within 20 ms (`timeoutMs`).\nTry again, or allow more time.",
  );
});

test("a file that was read is not read again, in our own words", async () => {
  const { toys } = await answered([() => new Response("abc")]);
  const file: DownloadedFile = await toys.files.download(url);
  await file.bytes();
  for (const read of [() => file.bytes(), () => file.blob(), () => file.arrayBuffer()]) {
    const error = await read().then(String, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toBe("The file was read already. Keep what it gave, or download it again.");
  }
});

test("a file that is longer than `maxResponseBytes` is not read further, whether it says so or not", async () => {
  const { toys } = await answered([file("12345")]);
  const tooLong = "toys: files.download got more than 4 bytes (`maxResponseBytes`).";
  const got = await toys.files.download(url, { maxResponseBytes: 4 });
  await expect(got.bytes()).rejects.toThrow(tooLong);
  // It never comes, so that only what is said of its length can end this.
  const silent = new ReadableStream({ pull: () => new Promise(() => {}) });
  const known = await answered([() => new Response(silent, { headers: { "content-length": "5" } })]);
  await expect((await known.toys.files.download(url, { maxResponseBytes: 4 })).blob()).rejects.toThrow(DecodeError);
  const enough = await toys.files.download(url, { maxResponseBytes: 5 });
  expect((await enough.bytes()).length).toBe(5);
});

test("what a platform says of a failed download does not repeat the URL", async () => {
  const quoting: Answer = () => Promise.reject(new TypeError(`cannot connect to ${url}`));
  const { toys } = await answered([quoting], { retry: false });
  const error: Error = await toys.files.download(url).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConnectionError);
  expect(`${error.stack} ${(error.cause as Error).stack}`).not.toContain("a-secret-token");
});

test("a place that is taken, or no origin, is refused with what is wrong", async () => {
  const faults: readonly (readonly [Json, string])[] = [
    [{ toys: { method: "list", origin: "https://a.test", renewal: "." } }, "`toys` has a member `list` already"],
    [{ files: { origin: "https://a.test/x", renewal: "." } }, '\\"https://a.test/x\\" is no https origin'],
  ];
  for (const [declared, fault] of faults) {
    await expect(generated(paths, { ...root, "x-signed-urls": declared })).rejects.toThrow(
      `x-signed-urls does not fit: ${fault}.`,
    );
  }
});
