import { expect, test } from "vitest";
import { type BrowserFlow, browserFlowUrl, readBrowserReturn } from "../../../src/runtime/index.js";

const flow: BrowserFlow = {
  name: "toys: the gift page",
  url: "https://gifts.toys.test/start",
  redirect: "redirectUri",
  parameters: {
    client: { name: "client", required: true },
    redirectUri: { name: "redirect_uri", required: true },
    mode: { name: "mode", values: ["full", "none"] },
    userId: { name: "user_id" },
    email: { name: "email" },
  },
  exclusive: [["userId", "email"]],
  returns: { giftId: { name: "gift_id", required: true }, code: { name: "code" } },
};

const input = { client: "app 1", redirectUri: "https://shop.test/back?order=7&x=ä" };

test("a URL holds what is given, encoded, under the names of the wire", () => {
  expect(browserFlowUrl(flow, { ...input, mode: "none", userId: undefined })).toBe(
    "https://gifts.toys.test/start?client=app+1&redirect_uri=https%3A%2F%2Fshop.test%2Fback%3Forder%3D7%26x%3D%C3%A4&mode=none",
  );
});

test("what the page would refuse is refused before anybody is sent there", () => {
  const refused: readonly (readonly [object, string])[] = [
    [{ client: "a" }, "toys: the gift page: redirectUri is missing."],
    [{ ...input, redirectUri: "/back" }, "toys: the gift page: redirectUri has to be a whole URL."],
    [{ ...input, mode: "half" }, "toys: the gift page: mode is one of full, none."],
    [{ ...input, userId: "1", email: "a@b.test" }, "toys: the gift page: userId and email exclude each other."],
    [{ ...input, client: 5 }, "toys: the gift page: client has to be text."],
    [{ ...input, constructor: "x" }, "toys: the gift page: there is no constructor."],
  ];
  for (const [given, message] of refused) expect(() => browserFlowUrl(flow, given)).toThrow(message);
});

test("an address that one comes back to gives what the service adds, and the caller's own parameters", () => {
  const want = { giftId: "g_1", others: { order: "7" } };
  const back = "https://shop.test/back?order=7&gift_id=g_1";
  expect(readBrowserReturn(flow, back)).toEqual(want);
  expect(readBrowserReturn(flow, new URL(back))).toEqual(want);
  expect(readBrowserReturn(flow, new Request(back))).toEqual(want);
  expect(readBrowserReturn(flow, { url: "/back?order=7&gift_id=g_1" })).toEqual(want);
});

test("an address without what is always added is refused", () => {
  expect(() => readBrowserReturn(flow, "https://shop.test/back?error=denied")).toThrow(
    "toys: the gift page: the address lacks `gift_id`.",
  );
  expect(() => readBrowserReturn(flow, "https://[")).toThrow("this is no address");
});
