// The projects of strangers: what lies in each, how packages get into it, and how its program is run.

import { readdirSync } from "node:fs";
import { join } from "node:path";

export interface Kind {
  /** The files of the project beside those that all have. */
  readonly files: Readonly<Record<string, unknown>>;
  /** The folder of the package that has the clients. Default: the project's. */
  readonly app?: string;
  readonly installer: "npm" | "pnpm" | "bun";
  /** Packages of the registry that it has besides. */
  readonly packages?: readonly string[];
  /** Settings of its entries in redocly.yaml. */
  readonly settings?: string;
  readonly compilerOptions: object;
  /** Commands that make the program, each a program of `node_modules/.bin` with its arguments. */
  readonly build?: readonly (readonly string[])[];
  /** What makes the calls. A server prints its address, and makes them when it is asked for `/calls`. */
  readonly run: (app: string) => readonly string[];
  readonly isServer?: boolean;
}

const node = process.execPath;
const nodenext = { module: "nodenext", rootDir: "src", outDir: "dist", types: ["node"] };
const bundler = { module: "esnext", moduleResolution: "bundler", noEmit: true, types: ["node"] };

/** A program that prints what it called. */
const main = `import { callAll } from "./calls.js";
callAll(JSON.parse(process.env.SANDBOXES ?? "{}")).then((lines) => console.log(lines.join("\\n")));
`;

export const kinds: Readonly<Record<string, Kind>> = {
  "ESM, nodenext": {
    installer: "npm",
    files: { "package.json": { type: "module" }, "src/main.ts": main },
    compilerOptions: nodenext,
    build: [["tsc"]],
    run: () => [node, "dist/main.js"],
  },
  "ESM, bundler": {
    installer: "npm",
    packages: ["esbuild"],
    files: { "package.json": { type: "module" }, "src/main.ts": main.replace(".js", "") },
    settings: "importExtension: none",
    compilerOptions: bundler,
    build: [["esbuild", "src/main.ts", "--bundle", "--platform=node", "--format=esm", "--outfile=dist/main.js"]],
    run: () => [node, "dist/main.js"],
  },
  CommonJS: {
    installer: "npm",
    files: { "package.json": {}, "src/main.ts": main },
    compilerOptions: nodenext,
    build: [["tsc"]],
    run: () => [node, "--no-warnings", "dist/main.js"],
  },
  "pnpm workspace": {
    installer: "pnpm",
    app: "packages/app",
    files: {
      "package.json": { type: "module" },
      "../../package.json": { name: "workspace", private: true },
      "../../pnpm-workspace.yaml": "packages:\n  - packages/*\n",
      "src/main.ts": main,
    },
    compilerOptions: nodenext,
    build: [["tsc"]],
    run: () => [node, "dist/main.js"],
  },
  Bun: {
    installer: "bun",
    files: { "package.json": { type: "module" }, "src/main.ts": main.replace(".js", ".ts") },
    settings: "importExtension: ts",
    compilerOptions: { ...bundler, allowImportingTsExtensions: true },
    run: () => [join(import.meta.dirname, "node_modules/.bin/bun"), "run", "src/main.ts"],
  },
  "Next.js": {
    installer: "npm",
    packages: ["next", "react", "react-dom", "@types/react"],
    files: {
      "package.json": {},
      "src/app/layout.tsx": `export default function Layout({ children }: { children: React.ReactNode }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
      "src/app/calls/route.ts": `import { callAll } from "../../calls";

export const dynamic = "force-dynamic";
export async function GET() {
  return new Response((await callAll(JSON.parse(process.env.SANDBOXES ?? "{}"))).join("\\n"));
}
`,
    },
    settings: "importExtension: none",
    compilerOptions: { ...bundler, jsx: "react-jsx", incremental: true },
    build: [["next", "build"]],
    isServer: true,
    run: (app) => [
      node,
      join(app, "node_modules/next/dist/bin/next"),
      "start",
      "--hostname",
      "127.0.0.1",
      "--port",
      "0",
    ],
  },
  Vite: {
    installer: "npm",
    packages: ["vite"],
    files: {
      "package.json": { type: "module" },
      "index.html": '<!doctype html><script type="module" src="/src/main.ts"></script>\n',
      "vite.config.js": "export default { build: { modulePreload: false } };\n",
      // Vite writes `{}` for the environment wherever it is named.
      "src/main.ts": main.replace("process.env.SANDBOXES", 'Reflect.get(globalThis, "process").env.SANDBOXES'),
    },
    compilerOptions: bundler,
    build: [["vite", "build"]],
    run: (app) => [
      node,
      join("dist/assets", readdirSync(join(app, "dist/assets")).find((name) => name.endsWith(".js")) ?? ""),
    ],
  },
};
