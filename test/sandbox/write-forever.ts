// A sandbox that changes all the time, to be killed. It prints a dot for each change that is on the disk by now.

import { existsSync, statSync } from "node:fs";
import { openLibrary } from "./library.js";

const state = process.argv[2] as string;
const { call } = openLibrary({ state, limits: { library: false } });
const written = (): number => (existsSync(state) ? statSync(state).mtimeMs : 0);
for (;;) {
  const before = written();
  await call("POST /shelves", { body: { data: { "shelf-name": "Novels", fields: { text: "x".repeat(50_000) } } } });
  while (written() === before) await new Promise((resolve) => setTimeout(resolve, 10));
  process.stdout.write(".");
}
