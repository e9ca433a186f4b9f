import { describe, expect, test } from "vitest";
import { formatProblems, problemStyle } from "../../scripts/problem/print-problems.js";
import { hasErrors, type Problem, sortProblems } from "../../scripts/problem/problem.js";

function problem(part: Partial<Problem> = {}): Problem {
  return { code: "a-code", severity: "error", message: "It broke.", ...part };
}

const at = (file: string, line: number, column = 1) => ({ file, line, column });

describe("problems in print", () => {
  test("say where, what and what to do, and how many there are", () => {
    const text = formatProblems(
      [
        problem({ remedy: "Mend it.", operationId: "getToy", place: at("specs/toys/openapi.yaml", 7, 3) }),
        problem({ code: "other", severity: "warning", message: "It creaks.\nLoudly." }),
      ],
      "plain",
    );
    expect(text).toBe(`warning  other
  It creaks.
  Loudly.

specs/toys/openapi.yaml:7:3  error  a-code  in getToy
  It broke.
  -> Mend it.

1 error, 1 warning
`);
  });

  test("come sorted by file, line and column, in numbers and not in letters", () => {
    const places = [at("b.yaml", 1), at("a.yaml", 10), at("a.yaml", 9, 10), at("a.yaml", 9, 9)];
    expect(sortProblems(places.map((place) => problem({ place }))).map(({ place }) => place)).toEqual(places.reverse());
  });

  test("are listed once when two stages found the same", () => {
    const twice = { place: at("a.yaml", 1) };
    expect(sortProblems([problem(twice), problem({ place: at("a.yaml", 2) }), problem(twice)])).toHaveLength(2);
  });

  test("are twenty of a kind, and how many more there are of it", () => {
    const many = (code: string, count: number): Problem[] =>
      Array.from({ length: count }, (_, index) =>
        problem({ code, severity: "warning", message: `Number ${index}.`, place: at("a.yaml", index + 1) }),
      );
    const all = [...many("few", 20), ...many("many", 1021)];
    const lines = formatProblems(all, "plain").split("\n");
    const of = (code: string) => lines.filter((line) => line.endsWith(`warning  ${code}`));
    expect(of("few")).toHaveLength(20);
    expect(of("many")).toHaveLength(21);
    expect(lines.filter((line) => line.includes("more"))).toEqual(["  and 1001 more"]);
    expect(lines).toContain("0 errors, 1041 warnings");
    const github = formatProblems(all, "github").split("\n");
    expect(github.filter((line) => line.startsWith("::warning"))).toHaveLength(40);
    expect(github).toContain("warning  many: and 1001 more");
  });

  test("are one where warnings say the same of several operations, and errors are not", () => {
    const same = ["a", "b", "c", "d"].map((operationId, index) =>
      problem({ severity: "warning", operationId, remedy: "Mend it.", place: at("a.yaml", index + 1) }),
    );
    expect(formatProblems(same, "plain")).toBe(`a.yaml:1:1  warning  a-code
  It broke.
  -> Mend it.
  in 4 operations: a, b, c and 1 more

0 errors, 4 warnings
`);
    expect(formatProblems(same, "github").match(/^::warning/gm)).toHaveLength(1);
    const errors = same.map((each) => ({ ...each, severity: "error" as const }));
    expect(formatProblems(errors, "plain").match(/error {2}a-code/g)).toHaveLength(4);
  });

  test("are nothing when there are none", () => {
    expect(formatProblems([], "github")).toBe("");
  });

  test("become annotations for GitHub, with the characters escaped that end a property", () => {
    const text = formatProblems(
      [
        problem({
          code: "a,b",
          message: "100% wrong:\nall of it",
          remedy: "Mend it.",
          place: at("specs/a:b.yaml", 7, 3),
        }),
      ],
      "github",
    );
    expect(text.split("\n")).toContain(
      "::error title=a%2Cb,file=specs/a%3Ab.yaml,line=7,col=3::specs/a:b.yaml:7:3 100%25 wrong:%0Aall of it%0A-> Mend it.",
    );
  });

  test.each(["plain", "github"] as const)("quote a hostile spec as inert text (%s)", (style) => {
    const hostile = problem({
      message: "\u001b[2Jone\tand\n::add-mask::two\r\n  ::stop-commands::x",
      operationId: "::set-env::",
    });
    const own = formatProblems([hostile], style)
      .split("\n")
      .filter((line) => !line.startsWith("::error title=a-code::"));
    for (const line of own) expect(line).not.toMatch(/^\s*::|\p{Cc}/u);
    expect(formatProblems([hostile], style)).toContain("two");
  });
});

test("colours are for a terminal, annotations for CI", () => {
  expect(problemStyle({ isTTY: true }, {})).toBe("color");
  expect(problemStyle({ isTTY: true }, { NO_COLOR: "1" })).toBe("plain");
  expect(problemStyle({}, { CI: "false" })).toBe("plain");
  expect(problemStyle({ isTTY: true }, { CI: "true" })).toBe("github");
  expect(problemStyle({}, { GITHUB_ACTIONS: "true" })).toBe("github");
  const sequence = "\u001b[";
  expect(formatProblems([problem()], "color")).toContain(sequence);
  expect(formatProblems([problem()], "plain")).not.toContain(sequence);
});

test("a warning alone does not refuse a spec", () => {
  expect(hasErrors([problem({ severity: "warning" })])).toBe(false);
  expect(hasErrors([problem({ severity: "warning" }), problem()])).toBe(true);
});
