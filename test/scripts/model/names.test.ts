import ts from "typescript";
import { describe, expect, test } from "vitest";
import {
  camelCase,
  fileName,
  functionName,
  identifier,
  isPlural,
  NameScope,
  sameNoun,
  singular,
  typeName,
  withArticle,
} from "../../../scripts/model/naming/names.js";

test.each([
  ["created-at", "createdAt"],
  ["created_at", "createdAt"],
  ["sla--expired", "slaExpired"],
  ["address-street-1", "addressStreet1"],
  ["createdAt", "createdAt"],
  ["_pagination", "_pagination"],
  ["__proto__", "__proto__"],
  ["trailing-", "trailing-"],
  ["connect/share-token", "connect/shareToken"],
])("a key %s of the wire is %s to a caller", (wire, name) => {
  expect(camelCase(wire)).toBe(name);
});

test.each([
  ["share-token-id", "shareTokenId"],
  ["Share Token", "shareToken"],
  ["shareTokenId", "shareTokenId"],
  ["HTTPServer", "httpServer"],
  ["APIs", "apis"],
  ["getOutboundIPs", "getOutboundIps"],
  ["repos/get", "reposGet"],
  ["filter[status]", "filterStatus"],
  ["2fa", "_2fa"],
  ["", "_"],
  ["*/", "_"],
  ["a; alert(1)//", "aAlert1"],
  ["__proto__", "proto"],
  ["größe in m²", "größeInM"],
  ["日本 語", "日本語"],
  ["हिन्दी", "हिन्दी"],
  // Beyond the basic plane, where a compiler may not know a letter that this engine knows: U+1CCF0 is a digit since 2024.
  ["\u{1d49c}b", "b"],
  ["a\u{1ccf0}b", "aB"],
  ["ꙮ0ꙮ", "_0"],
])("%s becomes the identifier %s", (text, name) => {
  expect(identifier(text)).toBe(name);
});

test.each([
  ["share-token", "ShareToken"],
  ["listShares", "ListShares"],
  ["EnableNow", "EnableNow"],
  ["APIKey", "APIKey"],
  ["404Error", "_404Error"],
  ["", "_"],
  ["имя файла", "ИмяФайла"],
])("%s becomes the type %s", (text, name) => {
  expect(typeName(text)).toBe(name);
});

test("no character at all makes an identifier that is none", () => {
  const valid = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;
  const broken: string[] = [];
  for (let code = 0; code < 0x30000; code += 1) {
    const character = String.fromCodePoint(code);
    for (const text of [character, `a${character}b`, `a ${character}`]) {
      if (!valid.test(identifier(text)) || !valid.test(typeName(text))) broken.push(`U+${code.toString(16)}`);
    }
  }
  expect(broken).toEqual([]);
});

test.each([
  ["shareTokens", "share-tokens"],
  ["ShareToken2", "share-token2"],
  ["../../etc/passwd", "etc-passwd"],
  ["C:\\con.ts", "c-con-ts"],
  ["con", "con_"],
  ["NUL", "nul_"],
  ["COM1", "com1_"],
  ["console", "console"],
  ["é", "ue9"],
  ["..", "_"],
  ["", "_"],
])("%s becomes the file %s", (text, name) => {
  expect(fileName(text)).toBe(name);
});

test.each([
  ["shares", "share"],
  ["Cases", "Case"],
  ["statuses", "status"],
  ["companies", "company"],
  ["connect", "connect"],
  ["comicSeries", "comicSeries"],
  ["", ""],
])("one of the %s is a %s", (many, one) => {
  expect(singular(many)).toBe(one);
});

test.each([
  ["redeem", "shareTokens", false, "redeemShareToken"],
  ["list", "shareTokens", true, "listShareTokens"],
  ["search", "cases", true, "searchCases"],
  ["setStatus", "cases", false, "setCaseStatus"],
  ["delete", "shares", false, "deleteShare"],
  ["_2fa", "shares", false, "_2faShare"],
  ["expireAll", "inquirySessions", false, "expireAllInquirySessions"],
  ["inviteMany", "users", false, "inviteManyUsers"],
  ["list", "rateLimits", false, "listRateLimits"],
  ["listHistory", "reports", false, "listReportsHistory"],
])("the method %s of %s (many: %s) is the function %s", (method, resource, many, name) => {
  expect(functionName(method, resource, many)).toBe(name);
});

test.each([
  ["Inquiry", "an Inquiry"],
  ["Share Token", "a Share Token"],
  ["API Key", "an API Key"],
  ["URL", "a URL"],
  ["SMS", "an SMS"],
  ["User", "a User"],
  ["Upload", "an Upload"],
  ["Uninstall", "an Uninstall"],
  ["Unit", "a Unit"],
  ["Hour", "an Hour"],
  ["House", "a House"],
  ["One-time Link", "a One-time Link"],
])("%s is %s in prose", (noun, said) => {
  expect(withArticle(noun)).toBe(said);
});

test("a selfie is one of selfies", () => {
  expect(["selfies", "cookies", "policies"].map(singular)).toEqual(["selfie", "cookie", "policy"]);
});

test.each([
  ["toys", true],
  ["toy", false],
  ["status", false],
  ["orderLines", true],
  // One and many are spelled the same.
  ["series", undefined],
])("%s stands for many: %s", (noun, many) => {
  expect(isPlural(noun)).toBe(many);
});

test.each([
  ["Pull Requests", "pullRequest", true],
  ["pull_request", "PULL REQUESTS", true],
  ["pulls", "pullRequests", false],
])("%s and %s are one noun: %s", (a, b, same) => {
  expect(sameNoun(a, b)).toBe(same);
});

test("a name without end is cut, and still told from another that begins alike", () => {
  const long = (tail: string) => `${"very-".repeat(100)}${tail}`;
  for (const spell of [identifier, typeName, fileName]) {
    expect(spell(long("long")).length).toBeLessThanOrEqual(121);
    expect(spell(long("long"))).not.toBe(spell(long("lang")));
    expect(spell(long("long"))).toBe(spell(long("long")));
  }
});

describe("a scope", () => {
  test("gives each name out once, with the first free number behind it", () => {
    const scope = new NameScope();
    expect(["Share", "Share", "Share2", "list", "Share"].map((name) => scope.reserve(name))).toEqual([
      "Share",
      "Share2",
      "Share22",
      "list",
      "Share3",
    ]);
  });

  test("tells a type of the spec from one of the house by a word", () => {
    const scope = new NameScope(["Page", "call"]);
    expect(["Page", "Page", "PageModel", "call"].map((name) => scope.reserve(name))).toEqual([
      "PageModel",
      "PageModel2",
      "PageModel3",
      "call2",
    ]);
  });

  test("gives names that a function of a strict module can have, whatever keyword is asked for", () => {
    const scope = new NameScope();
    const keywords: string[] = ["eval", "arguments"];
    for (let kind = ts.SyntaxKind.FirstKeyword; kind <= ts.SyntaxKind.LastKeyword; kind += 1) {
      keywords.push(ts.tokenToString(kind) ?? "");
    }
    const text = keywords.map((word) => `export function ${scope.reserve(word)}() {}\n`).join("");
    expect(
      ts.transpileModule(text, { reportDiagnostics: true }).diagnostics?.map(({ messageText }) => messageText),
    ).toEqual([]);
  });

  test("gives no word that a strict module reserves", () => {
    const scope = new NameScope();
    expect(["delete", "await", "string", "delete", "list"].map((name) => scope.reserve(name))).toEqual([
      "delete_",
      "await_",
      "string_",
      "delete2",
      "list",
    ]);
  });
});
