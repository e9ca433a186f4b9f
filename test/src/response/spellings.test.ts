import { describe, expect, test } from "vitest";
import { fileNameOf } from "../../../src/response/content-disposition.js";
import { folded, replaceSpelled } from "../../../src/response/issues/spellings.js";
import { expectLinear } from "../linear.js";

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
    ["percent-encoded twice", "/people/Zo%25C3%25AB%2520O%2527Hara/x", "/people/#/x"],
    ["escaped for HTML, by the letters' names", "Zo&euml; O&apos;Hara is unknown", "# is unknown"],
    ["escaped for HTML twice", "Zo&amp;euml; O&amp;#39;Hara is unknown", "# is unknown"],
    ["escaped for HTML without semicolons", "Zo&#235 O&apos Hara is unknown", "# is unknown"],
    ["as Python prints bytes", String.raw`b'Zo\xc3\xab O\'Hara'`, "b'#'"],
    ["in base64", "Zm9v Wm/DqyBPJ0hhcmE= is unknown", "Zm9v #= is unknown"],
    ["in base64 for URLs, without padding", "/Wm_DqyBPJ0hhcmE/x", "#"],
    ["in the base64 of more than it", "Basic dXNlcjpab8OrIE8nSGFyYQ==, refused", "Basic #==, refused"],
    ["in base64 of several lines", "dXNlcjpa\r\n b8OrIE8n\r\n SGFyYQ==", "#=="],
    ["in hexadecimal", "0x5A6fc3ab204f2748617261 is unknown", "0x# is unknown"],
    ["with invisible characters", "Zo\u00ad\u00eb O'\u200bHara is unknown", "# is unknown"],
    ["with other marks between its words", "zoe-o'hara, zoe_o'hara.pdf", "#, #.pdf"],
  ])("%s", (_, text, want) => {
    expect(masked(text, "Zoë O'Hara")).toBe(want);
  });

  test("with spaces that the text lacks", () => {
    expect(masked("no account NL91ABNA0417164300", "NL91 ABNA 0417 1643 00")).toBe("no account #");
  });

  test("however a number, a date or a phone number is written", () => {
    expect(masked("41,250.00 and 41 250", "41250")).toBe("#.00 and #");
    expect(masked("born 19900203, 1990/02/03", "1990-02-03")).toBe("born #, #");
    expect(masked("call 555-123-4567", "(555) 123 4567")).toBe("call #");
  });

  test("in other case, where that has other letters", () => {
    expect(masked("STRASSE DER ΟΔΥΣΣΕΥΣ", "Straße", "οδυσσευς")).toBe("# DER #");
  });

  test("that itself looks like an escape", () => {
    expect(masked("no 50%20off, 50 off", "50%20off")).toBe("no #, #");
    expect(masked("no %41abcdef", "41abcdef")).toBe("no %#");
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
  test.each(["&#", "%C3", "\\u00", "%", "&amp", "%25", "a\u0308", " ", "ab", "QUJD", "6a6b", "A\r\n"])(
    "a text of many %j",
    (part) => {
      expectLinear((size) => masked(part.repeat(size), "Jane Doe", "aaaaaaaab"), 10_000);
    },
  );

  test.each([";", "; ", " ", '; filename="', "; filename=", "\\", "; filename*=utf-8'"])(
    "a file name of many %j",
    (part) => {
      expectLinear((size) => fileNameOf(`attachment${part.repeat(size)}`), 10_000);
      expectLinear((size) => fileNameOf(`attachment; filename="${part.repeat(size)}`), 10_000);
    },
  );
});
