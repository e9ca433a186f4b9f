// Texts of a spec that attack the page they are printed on.

import { expect, test } from "vitest";
import { noDocs } from "../../../scripts/model/docs.js";
import type { Declaration } from "../../../scripts/model/types/node.js";
import { printReference as printPages } from "../../../scripts/print/reference/reference.js";
import { brokenRows, sectionsOf } from "../../docs/markdown.js";
import { bike, bikeInput, createBike, cycling, document } from "./cycling.js";

/** All pages as one text. */
function printReference(...given: Parameters<typeof printPages>): string {
  return [...printPages(...given).values()].join("\n");
}

const hostile = [
  "# Heading\n\n<script>alert(1)</script> <img src=x onerror=alert(1)> -->",
  "```ts\nprocess.exit();\n```",
  "~~~\nswallowed",
  "> quote\n\n| a | b |\n| --- | --- |\n| c | d |",
  "a | b \\| c `d | e` `f \\| g`",
  "[click](javascript:alert(1)) ![pixel](https://example.com/x.png)",
  "title\n=====\n\ntitle\n-----",
  "`unbalanced ``and more",
  "$\\text{math}$ \u202etxet\u202c \u0007",
  "*/ // \u2028 end",
];

function hostileReference(text: string): string {
  const words = { ...noDocs, summary: text, description: text, notes: [text], link: `javascript:${text}` };
  const api = cycling(
    [
      {
        ...createBike,
        id: text,
        path: `/${text}`,
        docs: words,
        quota: text,
        failures: [{ statuses: [400], body: bike }],
      },
    ],
    {
      title: text,
      description: text,
      servers: [{ environment: text, url: text, description: text }],
      headerOptions: [{ name: "agent", wire: text, type: { kind: "literal", value: text }, docs: words }],
      lifecycles: [
        {
          resource: "Bike",
          title: text,
          property: "state",
          initial: text,
          terminal: [],
          failed: [],
          reason: undefined,
          states: [{ name: text, description: text, guarantees: [text] }],
          waiters: [
            { poll: text, method: "wait", functionName: "wait", file: text, until: [text], stop: [text], value: bike },
          ],
          transitions: [{ from: text, to: text, by: text, at: undefined }],
        },
      ],
      unconfirmed: [{ name: text, question: text, assumed: text, alternatives: [text], pointer: "#" }],
    },
  );
  const body = { "frame-size": 56, colour: text };
  const example = { summary: text, value: body };
  const spec = document({
    requestBody: { content: { "application/json": { schema: { type: "object" }, examples: { example } } } },
    responses: { 201: { description: text }, 400: { description: text } },
  });
  return printReference(
    { ...api, declarations: [{ ...(api.declarations[0] as Declaration), docs: words }, bikeInput] },
    spec,
  );
}

/** What GitHub would act on: the page without code, where nothing acts. */
function live(reference: string): string {
  return reference
    .split("\n")
    .slice(1)
    .join("\n")
    .replace(/^(`{3,})[^\n]*\n.*?\n\1$/gms, "")
    .replace(/(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)/g, "")
    .replace(/\\[!-/:-@[-`{-~]/g, "");
}

const calm = hostileReference("calm");

test.each(hostile)("%j adds no heading, no broken table, no open code, no HTML and nothing that is fetched", (text) => {
  const reference = hostileReference(text);
  const levels = (page: string) => sectionsOf(live(page)).map(({ level }) => level);
  expect(levels(reference)).toEqual(levels(calm));
  // Code of the spec begins and ends: what is ours behind it is read.
  expect(reference.split("\n").filter((line) => /^```/.test(line)).length % 2).toBe(0);
  expect(brokenRows(reference)).toEqual([]);
  expect(live(reference)).not.toMatch(/<(?!br>|\/?code>)/);
  expect(live(reference)).not.toMatch(/^(=+$|-+$|~~~)/m);
  expect(live(reference)).not.toMatch(/\]\((?!#|https:\/\/example\.com\/x\.png\))|!\[/);
  for (const unseen of ["\u202e", "\u202c", "\u2028", "\u0007"]) expect(reference).not.toContain(unseen);
});

test("a value with backticks stays inside its block", () => {
  const reference = hostileReference("```\n# out");
  expect(reference).toContain('colour: "```\\n# out"');
  expect(reference).toMatch(/^````ts$/m);
});
