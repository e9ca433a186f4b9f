import { describe, expect, test } from "vitest";
import { fileNameOf } from "../../../src/response/content-disposition.js";
import { folded, replaceSpelled } from "../../../src/response/spellings.js";

const masked = (text: string, ...values: string[]) => replaceSpelled(text, values.map(folded), () => "#");

describe("a value is found in a text", () => {
  test.each([
    ["as it is", "Zoë O'Hara is unknown", "# is unknown"],
    ["in other case", "ZOË O'HARA is unknown", "# is unknown"],
    ["escaped for HTML, by number", "Zo&#235; O&#x27;Hara is unknown", "# is unknown"],
    ["escaped for HTML, by name", "Zoë O&apos;Hara is unknown", "# is unknown"],
    ["percent-encoded", "/people/Zo%C3%AB%20O%27Hara/x", "/people/#/x"],
    ["encoded as a form is", "name=Zo%C3%AB+O'Hara&x", "name=#&x"],
    ["inside JSON", String.raw`"Zo\u00eb O'Hara"`, '"#"'],
    ["in NFD", "Zoe\u0308 O'Hara is unknown", "# is unknown"],
    ["without accents", "Zoe O'Hara is unknown", "# is unknown"],
    ["with squeezed spaces", "ZoëO'Hara, Zoë   O'Hara", "#, #"],
  ])("%s", (_, text, want) => {
    expect(masked(text, "Zoë O'Hara")).toBe(want);
  });

  test("with spaces that the text lacks", () => {
    expect(masked("no account NL91ABNA0417164300", "NL91 ABNA 0417 1643 00")).toBe("no account #");
  });

  test("a short one only where it is a word", () => {
    expect(masked("Ann cannot be annulled", "Ann")).toBe("# cannot be annulled");
  });

  test("a long one before one that it holds", () => {
    expect(masked("Jane Doe and Jane", "Jane", "Jane Doe")).toBe("# and #");
  });

  test("and text that holds none is left as it is, broken escapes included", () => {
    expect(masked("100% of &#xZZ; \\q %C3 𝄞", "Jane Doe")).toBe("100% of &#xZZ; \\q %C3 𝄞");
  });
});

describe("time is linear in the length of foreign text:", () => {
  const quick = (act: () => unknown): void => {
    const start = performance.now();
    act();
    expect(performance.now() - start).toBeLessThan(2000);
  };

  test.each(["&#", "%C3", "\\u00", "%", "&amp", "a\u0308", " ", "ab"])("a text of many %j", (part) => {
    quick(() => masked(part.repeat(50_000), "Jane Doe", "aaaaaaaab"));
  });

  test.each([";", "; ", " ", '; filename="', "; filename=", "\\", "; filename*=utf-8'"])(
    "a file name of many %j",
    (part) => {
      quick(() => fileNameOf(`attachment${part.repeat(20_000)}`));
      quick(() => fileNameOf(`attachment; filename="${part.repeat(20_000)}`));
    },
  );
});
