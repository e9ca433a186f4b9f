// The page in a real Chromium.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { hasChromium, makeTraffic, openBrowser, openStage, type Stage, type staged } from "./stage.js";

if (!hasChromium) console.warn("The page is not tested in a browser: install Chromium (`apt-get install chromium`).");

const share = { clientId: "veldkamp-lending-app", consentIds: ["1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21"] };

describe.skipIf(!hasChromium)("the page in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  /** A page that is live, and that complains of nothing until the test ends. */
  async function open(options: BrowserContextOptions = {}, records?: typeof staged): Promise<[Page, Stage]> {
    const stage = await openStage(records);
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      // An act that is not done is not a fault of the page.
      const isRefusal = message.text().includes("status of 422");
      if (message.type() === "error" && !isRefusal) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    onTestFinished(async () => {
      await context.close();
      await stage.close();
      expect(complaints).toEqual([]);
    });
    await page.goto(stage.url);
    if (options.javaScriptEnabled !== false) await page.locator("html.live").waitFor();
    return [page, stage];
  }

  test("shows a call as it happens, with its verdict", async () => {
    const [page, { client }] = await open();
    await client.shares.list();
    const row = page.locator("#request-2");
    await row.waitFor();
    expect(await row.innerText()).toMatch(/200\s+GET \/enablenow\/shares\s+09:00:00 · app A\s+✓? ?in spec/);
  });

  test("shows a share when it is made, and that it has expired when the clock is advanced", async () => {
    const [page, { client }] = await open();
    const id = await client.shares.create(share);
    const card = page.locator(`[id="enablenow-${id}"]`);
    await card.getByRole("img", { name: "open; can become expired" }).waitFor();
    await page.getByRole("button", { name: "14d", exact: true }).click();
    await card.getByRole("img", { name: "expired; can become open" }).waitFor();
    expect(await page.locator("#now").innerText()).toMatch(/09:00:00\s+2026-11-15/);
  });

  test("draws the balance of an account over its months, and keeps its statement open when time goes on", async () => {
    const [page] = await open();
    const card = page.locator('[id="enablenow-4d58c0b7-6e12-4a9f-93b4-08f1d2e7659c"]');
    const picture = card.getByRole("img", { name: /^Balance from 2025-04-06 to 2026-11-01: between €/ });
    const line = await picture.locator("path.line").boundingBox();
    expect([(line?.width ?? 0) > 200, (line?.height ?? 0) > 30]).toEqual([true, true]);
    await card.locator("summary").click();
    const rows = card.getByRole("table", { name: "Transactions, the newest first" }).getByRole("row");
    await expect.poll(() => rows.count()).toBe(8);
    expect(await rows.first().innerText()).toMatch(/^Oct 31\s+\S.*€[\d.]+$/);
    await page.getByRole("button", { name: "1d", exact: true }).click();
    await page.getByText("2026-11-02").waitFor();
    expect(await rows.first().isVisible()).toBe(true);
  });

  test("opens a call in full, and closes it again, by keyboard alone", async () => {
    const [page, { client }] = await open();
    await client.shares.list();
    await page.locator("#request-2 a").focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Bearer •••").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    expect(await page.evaluate(() => document.activeElement?.closest("li")?.id)).toBe("request-2");
  });

  test("keeps the focus, what was opened and what was typed when something happens", async () => {
    const [page, { client }] = await open();
    await page.locator("#persona-source-credentials summary").click();
    await page.locator("#advance-by").fill("90s");
    await client.shares.create(share);
    await page.locator("#request-2").waitFor();
    await page.locator("#region-webhooks .log li").waitFor();
    expect(await page.locator("#persona-source-credentials").getAttribute("open")).toBe("");
    expect(await page.locator("#advance-by").inputValue()).toBe("90s");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("advance-by");
    await page.keyboard.press("Enter");
    await page.getByText("09:01:30").waitFor();
  });

  test("accepts a connection, fails a redemption and switches a fault on", async () => {
    const [page, { sandbox, done }] = await open();
    await page.getByRole("button", { name: "Accept cxn_2Fb6Pt9Wk4Lz7Mc3" }).click();
    await expect.poll(() => done).toEqual(["accept cxn_2Fb6Pt9Wk4Lz7Mc3"]);
    await page.getByRole("status").filter({ hasText: "Accept: done." }).waitFor({ state: "attached" });
    // What was accepted has no such button any more: the focus goes to what the button was about.
    await page.evaluate(() => document.activeElement?.remove());
    await page.getByRole("button", { name: "1d", exact: true }).evaluate((button: HTMLElement) => button.click());
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await expect.poll(focused).toBe("persona-cxn_2Fb6Pt9Wk4Lz7Mc3");
    await page.getByLabel("Reason").selectOption("source_redacted");
    await page.getByRole("button", { name: "Fail the next redemption" }).click();
    await expect.poll(() => done).toContain("fail source_redacted");
    await page.locator("#fault-kind").selectOption({ label: "Cut the answer off" });
    await page.getByRole("button", { name: "Switch on" }).click();
    await page.getByText("both services, next call").waitFor();
    expect(sandbox.faults).toEqual([{ cut: true, count: 1 }]);
  });

  test("copies an id", async () => {
    const [page] = await open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy cxn_2Fb6Pt9Wk4Lz7Mc3", exact: true }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("cxn_2Fb6Pt9Wk4Lz7Mc3");
  });

  test("says what went wrong", async () => {
    const [page] = await open();
    await page.locator("#advance-by").fill("soon");
    await page.getByRole("button", { name: "Go" }).click();
    const notice = page.getByRole("status").filter({ hasText: '"soon" is no duration.' });
    await notice.waitFor();
  });

  test("works without script", async () => {
    const [page, stage] = await open({ javaScriptEnabled: false });
    await makeTraffic(stage);
    await page.getByRole("button", { name: "1d", exact: true }).click();
    await page.getByText("2026-11-02").waitFor();
    await page.locator("#request-3 a").click();
    await page.getByRole("heading", { name: /^GET \/enablenow\/shares\// }).waitFor();
    await page.getByRole("link", { name: "Back to the sandbox" }).click();
    await page.getByRole("heading", { name: "Requests 7" }).waitFor();
  });

  test.each(["light", "dark"] as const)("fits widths from 320 pixels up, in %s", async (colorScheme) => {
    const [page, stage] = await open({ colorScheme });
    await makeTraffic(stage);
    await page.locator("#request-7").waitFor();
    for (const width of [320, 390, 600, 820, 1024, 1440, 2200]) {
      await page.setViewportSize({ width, height: 800 });
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([width, wider]).toEqual([width, 0]);
    }
  });

  test.each(["light", "dark"] as const)(
    "can be read in %s: all text stands out from what is behind it",
    async (colorScheme) => {
      const [page, stage] = await open({ colorScheme });
      await makeTraffic(stage);
      stage.sandbox.fault({ drop: "after" });
      await page.locator("#request-7").waitFor();
      await page.getByText("until cleared", { exact: false }).last().waitFor();
      await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
      const faint = await page.evaluate(contrasts);
      expect(faint.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
      expect(faint.length).toBeGreaterThan(100);
    },
  );
});

/** In the browser: each text and its contrast with its background, by WCAG 2. */
function contrasts(): { text: string; ratio: number }[] {
  const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string) => {
    const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element: Element | null): string => {
    if (element === null) return "rgb(255, 255, 255)";
    const { backgroundColor } = getComputedStyle(element);
    return channels(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: { text: string; ratio: number }[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.nodeValue?.trim() ?? "";
    if (element === null || text === "" || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(element instanceof SVGElement ? style.fill : style.color), luminance(behind(element))];
    found.push({ text, ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) });
  }
  return found;
}
