// The formatter of a project, over what is generated for it.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { FormatError, formatFiles } from "../../scripts/output/format.js";

const installed = resolve(import.meta.dirname, "../../node_modules");
const raw = new Map([["a/b.ts", "export const  b = {a: 'x'}\n"]]);

/** A project in which these files lie. */
function project(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "sharewright-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** A formatter of a few lines under the name of a real one. */
function fake(name: string, program: string): Record<string, string> {
  const manifest = { name, type: "module", bin: { [name]: "bin.js" } };
  return { [`node_modules/${name}/package.json`]: JSON.stringify(manifest), [`node_modules/${name}/bin.js`]: program };
}

const stamp = (text: string) => `import { readFileSync, writeFileSync } from "node:fs";
  writeFileSync("a/b.ts", readFileSync("a/b.ts", "utf8") + ${JSON.stringify(text)});`;

const where = (folder: string) => ({ folder, name: "out" });

test("Biome formats by the settings of the project, and nothing is left beside the output", async () => {
  const root = project({
    "biome.json": JSON.stringify({
      formatter: { indentStyle: "space" },
      javascript: { formatter: { quoteStyle: "single" } },
    }),
  });
  mkdirSync(join(root, "node_modules"));
  for (const name of ["@biomejs"]) symlinkSync(join(installed, name), join(root, "node_modules", name));
  expect([...(await formatFiles(raw, "auto", where(root)))]).toEqual([["a/b.ts", "export const b = { a: 'x' };\n"]]);
  expect(readdirSync(root).sort()).toEqual(["biome.json", "node_modules"]);
});

test("auto takes the first that is installed here or above, and a name the one it names", async () => {
  const root = project({ ...fake("prettier", stamp("// prettier\n")), ...fake("oxfmt", stamp("// oxfmt\n")) });
  const folder = join(root, "deep/er");
  const last = async (how: "auto" | "oxfmt") =>
    (await formatFiles(raw, how, where(folder))).get("a/b.ts")?.split("\n")[1];
  expect([await last("auto"), await last("oxfmt")]).toEqual(["// prettier", "// oxfmt"]);
});

test("where none is installed, or none is wanted, the files are left as they are printed", async () => {
  const root = project(fake("prettier", stamp("// prettier\n")));
  expect(await formatFiles(raw, "none", where(root))).toBe(raw);
  expect(await formatFiles(raw, "auto", where(project()))).toBe(raw);
});

test("one that is named and not there is refused, with what to install", async () => {
  await expect(formatFiles(raw, "oxfmt", where(project()))).rejects.toMatchObject({
    name: "FormatError",
    message: "oxfmt is not installed: no folder above the output has it in node_modules.",
    remedy: "Install it, npm install --save-dev oxfmt, or choose another --format.",
  });
});

test("one that fails says why, and leaves nothing behind", async () => {
  const root = project(fake("prettier", "console.error('a setting is wrong'); process.exit(2);"));
  const error = await formatFiles(raw, "auto", where(root)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(FormatError);
  expect((error as Error).message).toBe("prettier could not format the generated files: a setting is wrong");
  expect(existsSync(join(root, "a"))).toBe(false);
  expect(readdirSync(root)).toEqual(["node_modules"]);
});
