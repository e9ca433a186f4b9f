import { describe, expect, test } from "vitest";
import { messages } from "./lint-spec.js";

/** A door that may be opened once, jams, or is closed for good; every test breaks one thing. */
const door = `
paths:
  /doors/{id}:
    get: { operationId: getDoor, responses: {} }
    post: { operationId: openDoor, responses: {} }
  /doors:
    parameters: [{ name: doorId, in: query, schema: { type: string } }]
    get: { operationId: listDoors, responses: {} }
components:
  schemas:
    Door:
      type: object
      properties:
        id: { type: string }
        status: { type: string, x-extensible-enum: [closed, open, jammed] }
        opened-at: { type: string }
        closes-at: { type: string }
        problem: { type: string }
      x-lifecycle:
        property: status
        initial: closed
        terminal: [open, jammed]
        failed: [jammed]
        reason: problem
        states:
          closed: { description: Shut. }
          open: { description: Open for good., guarantees: [opened-at] }
          jammed: { description: It does not move. }
        transitions:
          - { from: closed, to: open, by: openDoor }
          - { from: closed, to: jammed, at: closes-at }
        waiters:
          open: { poll: getDoor, until: [open] }
`;

/** The same door as JSON:API: what the lifecycle names is found under attributes. */
const jsonApiDoor = door
  .replace(
    "        id: { type: string }\n",
    "        type: { const: door }\n        attributes:\n          properties:\n",
  )
  .replace(/^ {8}(status|opened-at|closes-at|problem): \{/gm, "            $1: {");

function findings(from = "", to = ""): Promise<readonly string[]> {
  if (!door.includes(from)) throw new Error(`The door has no ${from}`);
  return messages("lifecycle-sound", door.replace(from, to));
}

test("a lifecycle that agrees with itself and its schema passes", async () => {
  expect(await findings()).toEqual([]);
});

test("of a JSON:API resource the members are its attributes", async () => {
  expect(jsonApiDoor).toContain("            status: {");
  expect(await messages("lifecycle-sound", jsonApiDoor)).toEqual([]);
  expect(await messages("lifecycle-sound", jsonApiDoor.replace("property: status", "property: type"))).toEqual([
    "The schema declares no property `type`. Correct it or declare the property.",
  ]);
});

test("of a union the members are those that every variant declares", async () => {
  const gate = "    Gate:\n      properties: { status: { type: string, x-extensible-enum: [closed, open, jammed] } }\n";
  const union =
    "    Any:\n      oneOf: [{ $ref: '#/components/schemas/Door' }, { $ref: '#/components/schemas/Gate' }]\n";
  const spec = door.replace("      x-lifecycle:", `${gate}${union}      x-lifecycle:`);
  expect(await messages("lifecycle-sound", spec)).toEqual(
    ["problem", "closes-at", "opened-at"].map(
      (name) => `The schema declares no property \`${name}\`. Correct it or declare the property.`,
    ),
  );
});

test("members and values are found through $ref and allOf", async () => {
  const spec = door
    .replace("        status: {", "        status: { $ref: '#/components/schemas/Status' }\n    Status: {")
    .replace(/( {8}opened-at:)/, "    More:\n      properties:\n$1")
    .replace(
      "      x-lifecycle:",
      "    Whole:\n      allOf: [{ $ref: '#/components/schemas/Door' }, { $ref: '#/components/schemas/More' }]\n      x-lifecycle:",
    );
  expect(await messages("lifecycle-sound", spec)).toEqual([]);
});

test("a lifecycle may have no end", async () => {
  const swing = door
    .replace("terminal: [open, jammed]\n        failed: [jammed]", "terminal: []")
    .replace(
      "to: jammed, at: closes-at }",
      "to: jammed }\n          - { from: jammed, to: open }\n          - { from: open, to: closed }",
    );
  expect(swing).toContain("terminal: []");
  expect(await messages("lifecycle-sound", swing)).toEqual([]);
  expect(await messages("extension-shape", swing)).toEqual([]);
});

describe("states", () => {
  test("a state that is not declared is refused wherever it is named", async () => {
    const message = (name: string, hint = "") =>
      `\`${name}\` is not one of the \`states\` of this lifecycle.${hint} Correct it or declare the state.`;
    expect(await findings("terminal: [open, jammed]", "terminal: [open, jammed, gone]")).toEqual([message("gone")]);
    expect(await findings("failed: [jammed]", "failed: [jamed]")).toEqual([
      message("jamed", " Did you mean `jammed`?"),
    ]);
    expect(await findings("until: [open]", "until: [ope]")).toEqual([message("ope", " Did you mean `open`?")]);
    expect(await findings("until: [open]", "until: [open], stop: [clsed]")).toEqual([
      message("clsed", " Did you mean `closed`?"),
    ]);
    expect(await findings("initial: closed", "initial: close")).toContain(message("close", " Did you mean `closed`?"));
    expect(await findings("to: jammed, at", "to: stuck, at")).toContain(message("stuck"));
    expect(await findings("from: closed, to: jammed", "from: shut, to: jammed")).toContain(message("shut"));
  });

  test("a waiter finds the resource by a parameter that the list has", async () => {
    expect(await findings("poll: getDoor,", "poll: listDoors, find: doorId,")).toEqual([]);
    expect(await findings("poll: getDoor,", "poll: listDoors, find: doorID,")).toEqual([
      "`listDoors` has no query parameter `doorID` to find the resource by. Did you mean `doorId`?",
    ]);
  });

  test("a waiter does not stop where it wants to be", async () => {
    expect(await findings("until: [open]", "until: [open], stop: [closed]")).toEqual([]);
    expect(await findings("until: [open]", "until: [open], stop: [closed, open]")).toEqual([
      "The waiter `open` would both wait for `open` and stop there. Take it off `until` or off `stop`.",
    ]);
  });

  test("a failed state is terminal", async () => {
    expect(await findings("failed: [jammed]", "failed: [closed]")).toEqual([
      "The failed state `closed` is not terminal. List it under `terminal` too, or take it off `failed`.",
    ]);
  });

  test("the values of the property are the states, no more and no less", async () => {
    expect(await findings("[closed, open, jammed]", "[closed, open, jammed, painted]")).toEqual([
      "`painted` is a value of `status` but not a state of its lifecycle. Declare the state, or remove the value.",
    ]);
    expect(await findings("[closed, open, jammed]", "[closed, open]")).toEqual([
      "The state `jammed` is missing from the `x-extensible-enum` of `status`. Add it there, or remove the state.",
    ]);
    expect(await findings(", x-extensible-enum: [closed, open, jammed]", "")).toEqual([
      "`status` has a lifecycle but no `x-extensible-enum`. List the states there: closed, open, jammed.",
    ]);
  });
});

describe("transitions", () => {
  test("none leaves a terminal state", async () => {
    expect(await findings("{ from: closed, to: jammed, at: closes-at }", "{ from: open, to: jammed }")).toEqual([
      "A transition leaves the terminal state `open`. Remove it, or take `open` off `terminal`.",
    ]);
  });

  test("one leaves every other state", async () => {
    expect(await findings("terminal: [open, jammed]", "terminal: [jammed]")).toEqual([
      "No transition leaves the state `open`. Add one, or list the state under `terminal`.",
    ]);
  });

  test("they lead from the initial state to every other", async () => {
    expect(await findings("          - { from: closed, to: open, by: openDoor }\n", "")).toEqual([
      "No transitions lead from `closed` to the state `open`. Add what is missing, or remove the state.",
    ]);
  });
});

describe("names", () => {
  test("operations exist", async () => {
    expect(await findings("by: openDoor", "by: opneDoor")).toEqual([
      "No operation has the operationId `opneDoor`. Did you mean `openDoor`?",
    ]);
    expect(await findings("poll: getDoor", "poll: watchHouse")).toEqual([
      "No operation has the operationId `watchHouse`.",
    ]);
  });

  test("what is polled is a GET", async () => {
    expect(await findings("poll: getDoor", "poll: openDoor")).toEqual([
      "`openDoor` is a POST. Poll with a GET: it is sent many times.",
    ]);
  });

  test("properties exist", async () => {
    const message = (name: string, meant: string) =>
      `The schema declares no property \`${name}\`. Did you mean \`${meant}\`? Correct it or declare the property.`;
    expect(await findings("property: status", "property: statuss")).toEqual([message("statuss", "status")]);
    expect(await findings("reason: problem", "reason: problems")).toEqual([message("problems", "problem")]);
    expect(await findings("at: closes-at }", "at: close-at }")).toEqual([message("close-at", "closes-at")]);
    expect(await findings("[opened-at]", "[open-at]")).toEqual([message("open-at", "opened-at")]);
  });
});
