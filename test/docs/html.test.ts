import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./snippets.js";

test("npm run docs writes a page for each service that loads nothing from elsewhere", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "sharewright-docs-"));
  try {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", "scripts/commands/docs.ts", folder],
      {
        cwd: root,
        encoding: "utf8",
      },
    );
    expect(status, stderr).toBe(0);
    expect(stdout).toBe(`persona: ${join(folder, "persona.html")}\nenablenow: ${join(folder, "enablenow.html")}\n`);
    for (const [service, operation] of [
      ["persona", "redeem-share-token"],
      ["enablenow", "createShare"],
    ] as const) {
      const page = readFileSync(join(folder, `${service}.html`), "utf8");
      expect(page).toContain(operation);
      expect(page).not.toMatch(/<(script|link|img)\b[^>]*\b(src|href)="https?:/);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
