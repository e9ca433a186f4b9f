// `npm run demo`: the whole story in a few seconds, by the generated clients, over real HTTP, without an account. The
// status is 1 when something does not hold.

import { once } from "node:events";
import { readOptions } from "./options.js";
import { openStage } from "./stage.js";
import { tellStory } from "./story.js";
import { paintFor, Teller } from "./teller.js";

const stays = readOptions().includes("--stay");
// Whoever reads no further, as `| head` does, has seen enough.
process.stdout.on("error", () => process.exit());
const paint = paintFor(process.stdout);
const print = (line = ""): void => void process.stdout.write(`${line}\n`);

const stage = await openStage();
try {
  const teller = new Teller(print, paint);
  print(paint.bold("Two APIs, four parties, no account: everything below happens on this machine."));
  const isWhole = await tellStory(stage, teller);
  print();
  print(teller.summary(stage.sandbox.requests));
  if (!isWhole) process.exitCode = 1;
  if (stays) {
    print(`\nLook at all of it at ${stage.url}/ - Ctrl-C ends it.`);
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  } else {
    print(paint.dim("To look at it in a browser: npm run demo -- --stay. To play with it yourself: npm run sandbox."));
  }
} finally {
  await stage.close();
}
