// Has every answer of a process lie: `node --import ./test/demo/lying.ts`.

import { lie } from "./lie.js";

const { fetch } = globalThis;
globalThis.fetch = async (input, init) => lie(await fetch(input, init));
