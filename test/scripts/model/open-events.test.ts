// Events that no spec knows yet: the union stays open for them, and what is known is told apart all the same. That the lines
// below compile is half of the test.

import { describe, expect, expectTypeOf, test } from "vitest";
import {
  type EnableNowEvent,
  parseEnableNowEvent,
  type ShareCreatedEvent,
} from "../../../generated/enablenow/index.js";
import {
  type Case,
  type CaseResolvedEvent,
  isPersonaEvent,
  type PersonaEvent,
} from "../../../generated/persona/index.js";
import { lit, string } from "./nodes.js";
import { build, type Json, json, spec } from "./spec.js";

describe("the union of events", () => {
  const event = (properties: Json) => ({
    post: { requestBody: json({ type: "object", required: Object.keys(properties), properties }) },
  });
  const unknownIn = (...events: readonly Json[]) =>
    build(spec({ webhooks: Object.fromEntries(events.map((each, index) => [`e${index}`, event(each)])) })).webhooks
      ?.unknown;
  const text = { type: "string" };

  test("has a member for others: any name, what all events share, and nothing of what they hold each in its own way", () => {
    const unknown = unknownIn(
      { kind: { const: "one" }, name: { const: "a.made" }, id: text, data: { type: "number" } },
      { kind: { const: "one" }, name: { const: "a.done" }, id: text, data: { type: "boolean" }, more: text },
    );
    expect([unknown?.name, unknown?.tag]).toEqual(["UnknownToysEvent", "name"]);
    expect(unknown?.members.map(({ name, type, optional }) => [name, type, optional])).toEqual([
      ["kind", lit("one"), false],
      ["name", string, false],
      ["id", string, false],
      ["data", { kind: "primitive", name: "never" }, false],
      ["more", { kind: "primitive", name: "never" }, false],
    ]);
  });

  test.each([
    ["that no name tells apart", [{ data: text }, { data: { type: "number" } }]],
    ["of which two have one name", [{ name: { const: "a" } }, { name: { const: "a" } }]],
    ["of which one has no fixed name", [{ name: { const: "a" } }, { name: text }]],
  ])("of events %s stays as it is", (_, events) => {
    expect(unknownIn(...events)).toBeUndefined();
  });
});

describe("an event", () => {
  const delivery = (name: string, data: object) => parseEnableNowEvent(JSON.stringify({ event: name, data }));

  test("that the client does not know can be asked for by its name", () => {
    const event: EnableNowEvent = delivery("databridge.share.frozen", { since: "today" });
    expect(event.event === "databridge.share.frozen" && (event.data as { since: string }).since).toBe("today");
  });

  test("that is known is told by a switch, an if, and a name taken apart", () => {
    const event = delivery("databridge.share.created", { shareId: "s1" });
    const told: string[] = [];
    switch (event.event) {
      case "databridge.share.created":
        expectTypeOf(event.data).toEqualTypeOf<ShareCreatedEvent["data"]>();
        told.push(event.data.shareId);
        break;
      case "databridge.share.melted":
        told.push("melted");
        break;
      default:
        told.push("another");
    }
    if (event.event === "databridge.share.created") told.push(event.data.shareId);
    const { event: name, data } = event;
    if (name === "databridge.share.created") told.push(data.shareId);
    expect(told).toEqual(["s1", "s1", "s1"]);
  });

  test("is found and passed on by its type", () => {
    const resolved = {
      type: "event",
      id: "evt_1",
      name: "case.resolved",
      payload: { id: "case_1" },
    } as CaseResolvedEvent;
    const frozen = { type: "event", id: "evt_2", name: "case.frozen" } as PersonaEvent;
    const found = [frozen, resolved].find((event) => isPersonaEvent(event, "case.resolved"));
    expectTypeOf(found).toEqualTypeOf<CaseResolvedEvent | undefined>();
    expectTypeOf<CaseResolvedEvent["payload"]>().toEqualTypeOf<Case>();
    expect(found).toBe(resolved);
    // @ts-expect-error There is no such event to be passed on as one that is known.
    expect(isPersonaEvent(frozen, "case.frozen")).toBe(true);
  });
});
