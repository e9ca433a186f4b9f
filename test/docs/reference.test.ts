import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { anchorsOf, brokenRows, linksOf, readPage, sectionsOf } from "./markdown.js";
import { check, root, type Snippet, snippetsOf } from "./snippets.js";

interface Face {
  readonly service: string;
  readonly client: string;
  readonly typeName: string;
}

const faces: readonly Face[] = [
  { service: "persona", client: "persona", typeName: "Persona" },
  { service: "enablenow", client: "enablenow", typeName: "EnableNow" },
];

/** The operations of a spec, as its files say rather than as the model has them. */
function operationIds(service: string): readonly string[] {
  const folder = join(root, "specs", service, "paths");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));
  return files.flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^\s*operationId: (\S+)$/gm)].map(([, id = ""]) => id),
  );
}

async function checkReference({ service, client, typeName }: Face, snippets: readonly Snippet[]) {
  const face = (await import(join(root, "generated", service, "index.ts"))) as Record<string, unknown>;
  return check(snippets, {
    imports: { [`sharewright/${service}`]: Object.keys(face), sharewright: ["decimal", "type Transport"] },
    declarations: [
      `declare const ${client}: ${typeName};`,
      "declare const transport: Transport;",
      "declare const body: string;",
      "declare const headers: Headers;",
      "declare const secret: string;",
      "declare const url: string;",
    ],
  });
}

describe.each(faces)("the reference of $service", (face) => {
  const folder = `generated/${face.service}`;
  const pages = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => ({ page: `${folder}/${file.replaceAll("\\", "/")}`, markdown: readPage(`${folder}/${file}`) }));
  const sections = pages.flatMap(({ page, markdown }) => sectionsOf(markdown).map((each) => ({ page, ...each })));

  test("has a section with a call for every operation of the spec", () => {
    const ids = operationIds(face.service);
    expect(ids.length).toBeGreaterThan(4);
    for (const id of ids) {
      const section = sections.find(({ body }) => body.includes(`operation \`${id}\` ·`));
      const path = section?.heading.replaceAll("`", "") ?? `no section for ${id}`;
      const [snippet] = snippetsOf(section?.page ?? "", section?.body ?? "");
      expect(snippet?.code ?? "", id).toContain(`${path}(`);
    }
  });

  test("shows only calls that compile", { timeout: 120_000 }, async () => {
    const snippets = pages.flatMap(({ page, markdown }) => snippetsOf(page, markdown));
    expect(await checkReference(face, snippets)).toEqual([]);
  });

  test("leads nowhere but to its own headings and to the web", () => {
    const anchors = new Set(
      pages.flatMap(({ page, markdown }) => [...anchorsOf(markdown)].map((each) => `${page}#${each}`)),
    );
    let links = 0;
    for (const { page, markdown } of pages) {
      for (const link of linksOf(markdown)) {
        links += 1;
        if (link.startsWith("https://")) continue;
        const [path = "", anchor] = link.split("#");
        const target = path === "" ? page : posix.join(posix.dirname(page), path);
        if (anchor === undefined) expect(pages.map((each) => each.page)).toContain(target);
        else expect(anchors, page).toContain(`${target}#${anchor}`);
      }
    }
    expect(links).toBeGreaterThan(10);
  });

  test("has no page that is too long to be shown", () => {
    for (const { page, markdown } of pages) expect(markdown.length, page).toBeLessThan(500_000);
  });

  test("has a heading of each name once", () => {
    const headings = sections.map(({ heading }) => heading);
    expect(headings.filter((heading, index) => headings.indexOf(heading) !== index)).toEqual([]);
  });

  test("has as many cells in each row of a table as in its head", () => {
    for (const { page, markdown } of pages) expect(brokenRows(markdown), page).toEqual([]);
  });
});

test("a call that does not compile is named by page and line", { timeout: 120_000 }, async () => {
  const snippets = snippetsOf(
    "page.md",
    "# Page\n\n```ts\nconst share = 1;\nawait enablenow.shares.retrieve(share);\n```\n",
  );
  expect(await checkReference(faces[1] as Face, snippets)).toEqual([
    "page.md:5: Argument of type 'number' is not assignable to parameter of type 'string'.",
  ]);
});
