// The only import of ts-morph. It brings a compiler along, and by way of `import` Node would read that twice.

import { createRequire } from "node:module";

export const morph = createRequire(import.meta.url)("ts-morph") as typeof import("ts-morph");
