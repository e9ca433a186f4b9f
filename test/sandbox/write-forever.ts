// A sandbox that changes all the time, to be killed. It prints a dot for each change that may be on the disk by now.

import { openLibrary } from "./library.js";

const { call } = openLibrary({ state: process.argv[2] as string, limits: { library: false } });
for (;;) {
  await call("POST /shelves", { body: { data: { "shelf-name": "Novels", fields: { text: "x".repeat(50_000) } } } });
  await new Promise((resolve) => setTimeout(resolve, 60));
  process.stdout.write(".");
}
