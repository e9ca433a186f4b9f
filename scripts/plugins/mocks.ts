import type { Plugin } from "./plugin.js";

export const mocks: Plugin = { name: "mocks", files: () => [] };
