// Runs the project's TypeScript on every Node it supports: `node --import ./scripts/typescript.mjs file.ts`.
//
// tsx does this too, but it also reads and rewrites every module of every package on its way in, which doubles the time
// that Redocly takes to load. These hooks touch files that end in .ts and nothing else. Plain JavaScript, because nothing
// can translate it yet when it runs.

import { register } from "node:module";

register("./typescript-hooks.mjs", import.meta.url);
process.setSourceMapsEnabled(true);
