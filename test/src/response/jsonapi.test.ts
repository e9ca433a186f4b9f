import { describe, expect, test } from "vitest";
import { DecodeError } from "../../../src/index.js";
import { flattenDocument, flattenEvent, flattenItems, flattenList } from "../../../src/runtime/index.js";

const ref = (type: string, id: string) => ({ type, id });
const to = (data: unknown) => ({ data });

describe("a resource becomes one flat object", () => {
  test("of id, type, attributes and relationships", () => {
    const data = {
      ...ref("order", "o1"),
      attributes: { status: "open", nested: { a: [1] } },
      relationships: { buyer: to(ref("person", "p1")), items: to([ref("item", "i1"), ref("item", "i2")]) },
    };
    expect(flattenDocument({ data })).toEqual({
      ...ref("order", "o1"),
      status: "open",
      nested: { a: [1] },
      buyer: ref("person", "p1"),
      items: [ref("item", "i1"), ref("item", "i2")],
    });
  });

  test("with null and empty relationships as they are, absent ones absent, and links only as links", () => {
    const relationships = { none: to(null), empty: to([]), linked: { links: { related: "/x" } } };
    expect(flattenDocument({ data: { ...ref("order", "o1"), relationships } })).toStrictEqual({
      ...ref("order", "o1"),
      none: null,
      empty: [],
      linked: { links: { related: "/x" } },
    });
  });

  test("with its own links and meta, unless an attribute has that name", () => {
    const data = { ...ref("order", "o1"), attributes: { meta: "mine" }, links: { self: "/o1" }, meta: { version: 1 } };
    expect(flattenDocument({ data })).toEqual({ ...ref("order", "o1"), meta: "mine", links: { self: "/o1" } });
  });

  test("with the meta of its document, unless it has one of its own", () => {
    const order = ref("order", "o1");
    const meta = { "one-time-link": "https://shop.test/1" };
    expect(flattenDocument({ data: order, meta })).toEqual({ ...order, meta });
    expect(flattenDocument({ data: { ...order, meta: { version: 1 } }, meta })).toEqual({
      ...order,
      meta: { version: 1 },
    });
    expect(flattenItems({ data: [order], meta })).toEqual([order]);
    expect(flattenList({ data: [order], meta })).toEqual(Object.assign([order], { meta }));
    expect(flattenList({ data: [order] })).not.toHaveProperty("meta");
  });

  test("without attributes or relationships too", () => {
    expect(flattenDocument({ data: ref("order", "o1") })).toEqual(ref("order", "o1"));
    expect(flattenDocument({ data: { ...ref("order", "o1"), attributes: null, relationships: [] } })).toEqual(
      ref("order", "o1"),
    );
  });

  test("an attribute cannot take the place of type and id", () => {
    expect(flattenDocument({ data: { ...ref("order", "o1"), attributes: { type: "x", id: "y" } } })).toEqual(
      ref("order", "o1"),
    );
  });

  test("an attribute and a relationship of one name are both kept", () => {
    const data = {
      ...ref("order", "o1"),
      attributes: { buyer: "Maria" },
      relationships: { buyer: to(ref("person", "p1")), seller: to(null) },
    };
    expect(flattenDocument({ data })).toEqual({
      ...ref("order", "o1"),
      buyer: "Maria",
      seller: null,
      relationships: { buyer: ref("person", "p1") },
    });
  });

  test("an attribute named __proto__ is a member and no prototype", () => {
    const value = flattenDocument(JSON.parse('{"data":{"type":"order","id":"o1","attributes":{"__proto__":{"a":1}}}}'));
    expect(JSON.stringify(value)).toBe('{"type":"order","id":"o1","__proto__":{"a":1}}');
    expect(value).not.toHaveProperty("a");
  });
});

describe("included resources", () => {
  const person = (id: string, relationships: object = {}) => ({
    ...ref("person", id),
    attributes: { name: id.toUpperCase() },
    relationships,
  });
  const order = (relationships: object) => ({ ...ref("order", "o1"), relationships });

  test("stand in the relationships that lead to them, one and many", () => {
    const data = order({ buyer: to(ref("person", "p1")), helpers: to([ref("person", "p2"), ref("person", "p9")]) });
    expect(flattenDocument({ data, included: [person("p1"), person("p2")] })).toEqual({
      ...ref("order", "o1"),
      buyer: { ...ref("person", "p1"), resource: { ...ref("person", "p1"), name: "P1" } },
      helpers: [{ ...ref("person", "p2"), resource: { ...ref("person", "p2"), name: "P2" } }, ref("person", "p9")],
    });
  });

  test("of the same id and another type are not mistaken for them", () => {
    const data = order({ buyer: to(ref("person", "p1")) });
    expect(flattenDocument({ data, included: [{ ...ref("robot", "p1") }] })).toMatchObject({
      buyer: ref("person", "p1"),
      included: [ref("robot", "p1")],
    });
  });

  test("are filled two levels deep, the third is left a reference", () => {
    const chain = [1, 2, 3].map((n) => person(`p${n}`, { boss: to(ref("person", `p${n + 1}`)) }));
    const value = flattenDocument({ data: order({ buyer: to(ref("person", "p1")) }), included: chain });
    const third = ref("person", "p3");
    const second = { ...ref("person", "p2"), resource: { ...ref("person", "p2"), name: "P2", boss: third } };
    expect(value).toMatchObject({
      buyer: { ...ref("person", "p1"), resource: { ...ref("person", "p1"), name: "P1", boss: second } },
    });
    // Nothing leads to the third, so it is told beside.
    expect(value).toMatchObject({ included: [{ ...third, name: "P3", boss: ref("person", "p4") }] });
    expect(
      (value as { buyer: { resource: { boss: { resource: { boss: object } } } } }).buyer.resource.boss.resource.boss,
    ).toEqual(third);
  });

  test("that point at each other, or at themselves, make a tree that can be printed", () => {
    const included = [
      person("p1", { friend: to(ref("person", "p2")), self: to(ref("person", "p1")) }),
      person("p2", { friend: to(ref("person", "p1")) }),
    ];
    const value = flattenDocument({ data: order({ buyer: to(ref("person", "p1")) }), included });
    expect(JSON.parse(JSON.stringify(value))).toMatchObject({
      buyer: {
        resource: { friend: { resource: { friend: ref("person", "p1") } }, self: { resource: { name: "P1" } } },
      },
    });
    expect(value).not.toHaveProperty("included");
  });

  test("that no relationship leads to are kept beside", () => {
    expect(flattenDocument({ data: ref("order", "o1"), included: [person("p1")] })).toEqual({
      ...ref("order", "o1"),
      included: [{ ...ref("person", "p1"), name: "P1" }],
    });
  });

  test("are shared by the resources of a list", () => {
    const data = ["o1", "o2"].map((id) => ({ ...ref("order", id), relationships: { buyer: to(ref("person", "p1")) } }));
    expect(flattenItems({ data, included: [person("p1")] })).toMatchObject([
      { id: "o1", buyer: { resource: { name: "P1" } } },
      { id: "o2", buyer: { resource: { name: "P1" } } },
    ]);
  });

  test("that no item of a list leads to are kept on the list", () => {
    const data = [{ ...ref("order", "o1"), relationships: { buyer: to(ref("person", "p1")) } }];
    const items = flattenItems({ data, included: [person("p1"), person("p2")] });
    expect([...items]).toMatchObject([{ id: "o1" }]);
    expect(items.included).toEqual([{ ...ref("person", "p2"), name: "P2" }]);
    expect(flattenItems({ data, included: [person("p1")] })).not.toHaveProperty("included");
  });

  test("that are malformed do no harm", () => {
    const data = order({ buyer: to(ref("person", "p1")), odd: to(["text", null, 3]), bare: "text" });
    for (const included of [null, "text", {}, [null, "text", 3, []]]) {
      expect(flattenDocument({ data, included })).toEqual({
        ...ref("order", "o1"),
        buyer: ref("person", "p1"),
        odd: ["text", null, 3],
        bare: "text",
      });
    }
  });
});

describe("a document", () => {
  test.each([[undefined], [null], ["text"], [3], [[]], [{}], [{ errors: [] }]])("%j is none", (body) => {
    expect(() => flattenDocument(body)).toThrow(new DecodeError("The answer has no `data`."));
    expect(() => flattenItems(body)).toThrow(DecodeError);
  });

  test.each([[null], [{}], [[]], [[ref("order", "o1")]], ["o1"], [{ id: "o1" }]])(
    "whose data is %j is not the resource that an operation promises",
    (data) => {
      expect(() => flattenDocument({ data })).toThrow(new DecodeError("The `data` is not a resource."));
    },
  );

  test("whose data is one resource is no list, and the other way round a list", () => {
    expect(() => flattenItems({ data: ref("order", "o1") })).toThrow(
      new DecodeError("The answer's `data` is not an array."),
    );
    expect(() => flattenItems({ data: null })).toThrow(DecodeError);
    expect(flattenItems({ data: [] })).toEqual([]);
    expect(() => flattenItems({ data: [ref("order", "o1"), null] })).toThrow("The `data` is not a resource.");
  });
});

describe("an event", () => {
  const event = (attributes: object) => ({ data: { ...ref("event", "e1"), attributes } });

  test("is flat, and so are the documents in it", () => {
    const payload = { data: { ...ref("order", "o1"), attributes: { status: "open" } } };
    expect(flattenEvent(event({ name: "order.created", payload, other: payload }), ["payload", "absent"])).toEqual({
      ...ref("event", "e1"),
      name: "order.created",
      payload: { ...ref("order", "o1"), status: "open" },
      other: payload,
    });
  });

  test("with a payload that is null keeps it, with one that is no document is refused", () => {
    expect(flattenEvent(event({ payload: null }), ["payload"])).toMatchObject({ payload: null });
    expect(() => flattenEvent(event({ payload: {} }), ["payload"])).toThrow(DecodeError);
  });

  test("that is null or a list is none", () => {
    for (const data of [null, [], "text"]) expect(() => flattenEvent({ data }, ["payload"])).toThrow(DecodeError);
  });
});
