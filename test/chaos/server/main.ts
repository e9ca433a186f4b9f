// The process behind `startServerProcess`. It ends with its parent, and after an hour in any case.

import { seededPlan } from "./faults.js";
import { startServer } from "./server.js";

const [seed = 1, rate = 0] = process.argv.slice(2).map(Number);
const server = await startServer(seededPlan(seed, rate), seed);

const reply = (answer: unknown): void => {
  process.send?.({ answer });
};

process.on("message", async (question: { ask: "take" | "stock" | "clear"; count?: number }) => {
  if (question.ask === "stock") reply(await server.stock(question.count ?? 0));
  else if (question.ask === "take") reply(await server.take());
  else {
    await server.clear();
    reply(null);
  }
});
process.on("disconnect", () => process.exit());
setTimeout(() => process.exit(1), 3_600_000);
reply(server.url);
