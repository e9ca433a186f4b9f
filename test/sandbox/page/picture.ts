// Takes pictures of the page: `node --import ./scripts/typescript.mjs test/sandbox/page/picture.ts <folder>`.

import { join } from "node:path";
import { makeTraffic, openBrowser, openStage } from "./stage.js";

const [folder = "."] = process.argv.slice(2);
const stage = await openStage();
const empty = await openStage({});
const browser = await openBrowser();
try {
  await makeTraffic(stage);
  stage.sandbox.fault({ drop: "after", service: "enablenow", count: 5 });
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [name, width, height] of [
      ["desktop", 1440, 900],
      ["phone", 390, 844],
      ["tablet", 820, 1100],
    ] as const) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height } });
      const page = await context.newPage();
      await page.goto(stage.url);
      await page.locator("html.live").waitFor();
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-whole.png`), fullPage: true });
      await page.locator("#region-requests .log a").nth(1).click();
      await page.locator("dialog[open]").waitFor();
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-detail.png`) });
      await page.goto(empty.url);
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-empty.png`) });
      await context.close();
    }
  }
} finally {
  await browser.close();
  await stage.close();
  await empty.close();
}
