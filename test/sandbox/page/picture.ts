// Takes pictures of the page as `npm run demo` leaves it, and as it is at the start:
// `node --import tsx test/sandbox/page/picture.ts <folder>`. The README shows `page-light.png`.

import { join } from "node:path";
import { openStage } from "../../../src/sandbox/demo/stage.js";
import { tellStory } from "../../../src/sandbox/demo/story.js";
import { paintFor, Teller } from "../../../src/sandbox/demo/teller.js";
import { openBrowser } from "./stage.js";

const [folder = "."] = process.argv.slice(2);
const stage = await openStage();
const empty = await openStage();
const browser = await openBrowser();
try {
  await tellStory(stage, new Teller((line = "") => console.log(line), paintFor({})));
  const { bank, lender, sandbox } = stage;
  // Something under way, and something that is on.
  sandbox.stop();
  const { source } = sandbox.credentials.persona;
  const [connection] = (await bank.connect.connections.list()).items;
  const token = await bank.connect.shareTokens.create({
    connectionId: connection?.id ?? "",
    sourceId: source.objects.inquiry,
  });
  await lender.connect.shareTokens.redeem(token.id);
  sandbox.fault({ drop: "after", service: "enablenow", count: 5 });
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [name, width, height] of [
      ["page", 1440, 1180],
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
