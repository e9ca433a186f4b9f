// The plugin as redocly.yaml names it in a clone: plain JavaScript, so that every Redocly command can load it, on every Node
// and in editors. The rules themselves are TypeScript.

import { tsImport } from "tsx/esm/api";

const { default: plugin } = await tsImport("./plugin.ts", import.meta.url);

export default plugin;
