// The tags of Cases, by name and by id.

import { describe, expect, test } from "vitest";
import { open, openDesk, refusal } from "./desk.js";

describe("tags", () => {
  test("are put on, taken off and set, by name or by id, and the difference is told", async () => {
    const { source, sandbox } = openDesk();
    const tags = async (call: PromiseLike<{ tags?: string[] }>) => (await call).tags;
    expect(await tags(source.cases.addTag(open, { tagName: "new" }))).toEqual(["new"]);
    expect(await tags(source.cases.addTag(open, { tagId: "tag_HuzzWE2EiquZ3VSzDA8bkNPB" }))).toEqual([
      "new",
      "priority-2",
    ]);
    expect(await tags(source.cases.addTag(open, { tagName: "new" }))).toEqual(["new", "priority-2"]);
    expect(await tags(source.cases.setTags(open, { tagName: ["VIP", "new", "VIP"] }))).toEqual(["VIP", "new"]);
    expect(await tags(source.cases.removeTag(open, { tagName: "new" }))).toEqual(["VIP"]);
    expect(await tags(source.cases.removeTag(open, { tagName: "priority-2" }))).toEqual(["VIP"]);
    expect(await tags(source.cases.setTags(open, { tagId: [] }))).toEqual([]);
    const told = sandbox.webhooks.filter(({ event }) => event === "case.updated-tags");
    expect(told.map(({ body }) => JSON.parse(body).data.attributes.context)).toEqual([
      { "added-tags": ["new"], "removed-tags": [] },
      { "added-tags": ["priority-2"], "removed-tags": [] },
      { "added-tags": ["VIP"], "removed-tags": ["priority-2"] },
      { "added-tags": [], "removed-tags": ["new"] },
      { "added-tags": [], "removed-tags": ["VIP"] },
    ]);
  });

  test("that are not there are not found, and one must be named", async () => {
    const { source } = openDesk();
    expect(await refusal(source.cases.removeTag(open, { tagName: "none" }))).toEqual([
      404,
      ["Record not found", undefined],
    ]);
    expect((await refusal(source.cases.addTag(open, { tagId: "tag_none" })))[0]).toBe(404);
    expect((await refusal(source.cases.setTags(open, { tagId: ["tag_none"], tagName: ["made"] })))[0]).toBe(404);
    expect((await refusal(source.cases.removeTag(open, { tagName: "made" })))[0]).toBe(404);
    expect(await refusal(source.cases.addTag(open))).toEqual([400, ["meta must have tag-name or tag-id", undefined]]);
    expect((await refusal(source.cases.setTags(open, {})))[0]).toBe(400);
    expect((await refusal(source.cases.addTag(open, { tagName: "" })))[0]).toBe(400);
  });

  test("are a thousand at most in an organization; those there are can still be used", async () => {
    const { source, destination } = openDesk();
    await source.cases.setTags(open, { tagName: Array.from({ length: 998 }, (_, index) => `tag ${index}`) });
    expect(await refusal(source.cases.addTag(open, { tagName: "one too many" }))).toEqual([
      422,
      ["The organization has 1000 active tags, and may have 1000", undefined],
    ]);
    expect((await refusal(source.cases.setTags(open, { tagName: ["tag 1", "one too many"] })))[0]).toBe(422);
    expect((await source.cases.setTags(open, { tagName: ["tag 1", "priority-2"] })).tags).toEqual([
      "tag 1",
      "priority-2",
    ]);
    const [loan] = (await destination.cases.list()).items;
    expect((await destination.cases.addTag(loan?.id ?? "", { tagName: "theirs" })).tags).toEqual(["theirs"]);
  });
});
