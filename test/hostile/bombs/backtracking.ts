import { type Json, toys } from "../documents.js";
import { type Bomb, json, string } from "./bomb.js";

/** One text, in the places that a reader would look at first. */
function everywhere(payload: string): Json {
  return toys({
    info: { title: "Toys", version: "1", description: payload },
    tags: [{ name: payload, description: payload }],
    servers: [{ url: `https://toys.test/${payload}` }],
    operation: { summary: payload, description: payload, tags: [payload], operationId: payload },
    schema: {
      type: "object",
      title: payload,
      description: payload,
      properties: { a: { ...string, description: payload, default: payload, example: payload, enum: [payload, "b"] } },
    },
  });
}

/** Runs that make a regular expression look again from each of their characters. */
const runs: Readonly<Record<string, string>> = {
  spaces: " ",
  "line breaks": "\n",
  backticks: "`",
  backslashes: "\\",
  quotes: '"',
  brackets: "[",
  braces: "{",
  stars: "* ",
  slashes: "/",
  semicolons: ";",
  points: "1.",
  underscores: "_",
  capitals: "A",
  "words of two cases": "aB",
  tildes: "~~~",
  ats: "@",
  pipes: "|",
  "ends of comments": "*/",
  "things that cannot be seen": "\u200b",
  "plural words": "ies",
};

export const backtracking: Readonly<Record<string, Bomb>> = {
  "an expression that backtracks": {
    ...json("inert", () =>
      toys({
        schema: {
          properties: {
            a: { type: "string", pattern: "^(a+)+$", example: `${"a".repeat(100)}!`, default: `${"a".repeat(100)}!` },
          },
        },
      }),
    ),
    options: { lint: true },
  },
  ...Object.fromEntries(
    Object.entries(runs).map(([name, run]) => [
      `a run of ${name}`,
      json("inert", () => everywhere(`a${run.repeat(60_000)}b`)),
    ]),
  ),
};
