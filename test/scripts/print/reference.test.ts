import { describe, expect, test } from "vitest";
import { noDocs } from "../../../scripts/model/docs.js";
import type { TypeNode } from "../../../scripts/model/types/node.js";
import type { Operation, Unconfirmed } from "../../../scripts/model/types/operation.js";
import { printReference as printPages } from "../../../scripts/print/reference/reference.js";
import { lit, object, string } from "../model/nodes.js";
import { bike, bikeOperation, createBike, cycling, document, requestBody, section } from "./cycling.js";
import { declaration } from "./service.js";

/** All pages as one text. */
function printReference(...given: Parameters<typeof printPages>): string {
  return [...printPages(...given).values()].join("\n");
}

describe("an operation", () => {
  test("is told in a call, a table of arguments, its outcomes and how it behaves", () => {
    const api = cycling([{ ...createBike, failures: [{ statuses: [409], body: bike }] }]);
    const spec = document({
      ...requestBody({ "frame-size": 56 }),
      responses: { 201: { description: "The new bike." }, 409: { description: "It is there already." } },
    });
    expect(section(printReference(api, spec), "`cycling.bikes.create`")).toBe(
      `
\`POST /bikes\` · operation \`createBike\` · function \`createBike\`

\`\`\`ts
// Case 0
const bike = await cycling.bikes.create({ frameSize: 56 });

// The same by its function
await createBike(transport, { frameSize: 56 });
\`\`\`

| Argument | Type | Required | Limits | Default | Meaning |
| --- | --- | --- | --- | --- | --- |
| \`input.frameSize\` | \`number\` | yes | 40 to 64 | \`54\` | Size of the frame in cm. |
| \`input.colour\` | \`"red" \\| "green" \\| string\` |  |  |  |  |

| Status | Gives | Meaning |
| --- | --- | --- |
| 201 | [\`Bike\`](#bike) | The new bike. |
| 409 | \`ApiError\` with [\`Bike\`](#bike) | It is there already. |

- **Idempotency**: carries no key, and is never retried: a second \`POST\` may act twice.`.trim(),
    );
  });

  test("with several examples shows each under its summary", () => {
    const reference = printReference(
      cycling([createBike]),
      document(requestBody({ "frame-size": 56 }, { "frame-size": 60 })),
    );
    expect(section(reference, "`cycling.bikes.create`")).toContain(
      "// Case 1\nawait cycling.bikes.create({ frameSize: 60 });",
    );
  });

  test("without an example is called with what it requires and what says most", () => {
    const reference = printReference(cycling([createBike]), document({}));
    expect(section(reference, "`cycling.bikes.create`")).toContain(
      'const bike = await cycling.bikes.create({ colour: "red", frameSize: 54 });',
    );
  });

  test("takes of an example only what its type allows", () => {
    const example = { "frame-size": "large", colour: 7, wheels: 2 };
    const reference = printReference(cycling([createBike]), document(requestBody(example)));
    expect(section(reference, "`cycling.bikes.create`")).toContain('create({ frameSize: 54, colour: "red" });');
  });

  test("takes its ids from the examples of the parameters", () => {
    const parameters = [{ name: "bikeId", in: "path", required: true, example: "bike_7" }];
    const reference = printReference(cycling([bikeOperation()]), document({ parameters }));
    expect(section(reference, "`cycling.bikes.retrieve`")).toContain('await cycling.bikes.retrieve("bike_7");');
  });

  test("names a value that no example knows after its parameter", () => {
    expect(printReference(cycling([bikeOperation()]), document({}))).toContain(
      'await cycling.bikes.retrieve("bike-id");',
    );
  });

  test("in pages is shown as a loop over the items and as one page", () => {
    const pager: Operation["pager"] = {
      kind: "cursor",
      after: ["after"],
      before: undefined,
      items: ["data"],
      next: ["next"],
      previous: undefined,
    };
    const list = bikeOperation({ name: "bikes.list", functionName: "listBikes", method: "list", ids: [], pager });
    const body = section(printReference(cycling([list]), document({})), "`cycling.bikes.list`");
    expect(body).toContain("for await (const bike of cycling.bikes.list()) {\n  console.log(bike.id);\n}");
    expect(body).toContain("const page = await cycling.bikes.list();\nconsole.log(page.items.length, page.hasNext);");
    expect(body).toContain("[`CursorPage<Bike>`](#bike)");
    expect(body).toContain("- **Paging**: by cursor, `input.after`.");
  });

  test("that carries a key says which, and that it is retried", () => {
    const idempotency = { header: "Idempotency-Key", methods: ["POST"] };
    const api = cycling([{ ...createBike, idempotent: true }], { idempotency });
    expect(section(printReference(api, document({})), "`cycling.bikes.create`")).toContain(
      "- **Idempotency**: carries `Idempotency-Key`, the same over all attempts, and is retried.",
    );
  });

  test("that reads says nothing of retries and limits, which hold for the whole service", () => {
    const read = section(printReference(cycling([bikeOperation()]), document({})), "`cycling.bikes.retrieve`");
    expect(read).not.toMatch(/\*\*(Idempotency|Rate limit)\*\*/);
  });

  test("names the quota it counts against", () => {
    const reference = printReference(cycling([bikeOperation({ quota: "bikes" })]), document({}));
    expect(reference).toContain("- **Rate limit**: counts against the quota `bikes` too.");
  });

  test("names the moves it makes in a lifecycle, those to one state together", () => {
    const move = (from: string, to: string, by?: string) => ({ from, to, by, at: undefined });
    const lifecycle = {
      resource: "Bike",
      property: "state",
      initial: "new",
      title: "Bike",
      terminal: ["sold"],
      failed: [],
      reason: undefined,
      states: ["new", "used", "sold"].map((name) => ({ name, description: undefined, guarantees: [] })),
      waiters: [],
      transitions: [move("new", "sold", "getBike"), move("used", "sold", "getBike"), move("new", "used")],
    };
    const reference = printReference(cycling([bikeOperation()], { lifecycles: [lifecycle] }), document({}));
    expect(section(reference, "`cycling.bikes.retrieve`")).toContain(
      "- **Lifecycle**: [`Bike.state`](#bikestate) `new` or `used` → `sold`.",
    );
    expect(section(reference, "`Bike.state`")).toContain(
      "  s0 --> s2 : retrieve\n  s1 --> s2 : retrieve\n  s0 --> s1\n",
    );
  });

  test("names the waits that repeat it, and the lifecycle says what they wait for and what is sure in each state", () => {
    const wait = {
      poll: "getBike",
      method: "waitUntilSold",
      functionName: "waitUntilBikeSold",
      file: "resources/bikes/waiters",
      until: ["sold"],
      stop: ["lost", "stolen"],
      value: bike,
    };
    const lifecycle = {
      resource: "Bike",
      title: "Bike",
      property: "state",
      initial: "new",
      terminal: ["sold"],
      failed: [],
      reason: undefined,
      states: [
        { name: "new", description: "Fresh.", guarantees: [] },
        { name: "sold", description: "Gone.", guarantees: ["soldAt", "price"] },
      ],
      transitions: [{ from: "new", to: "sold", by: undefined, at: undefined }],
      waiters: [wait],
    };
    const states = {
      property: { name: "state", type: string, optional: false, docs: noDocs },
      known: ["new", "sold"].map((state) => ({ name: `${state}Bike`, state, members: [], docs: noDocs })),
      other: "OtherBike",
      base: "AnyBike",
    };
    const declarations = [declaration({ name: "Bike", type: object({}), states })];
    const reference = printReference(
      cycling([bikeOperation()], { declarations, lifecycles: [lifecycle] }),
      document({}),
    );
    expect(section(reference, "`cycling.bikes.retrieve`")).toContain(
      "- **Waits**: repeated by [`waitUntilSold`](#bikestate).",
    );
    expect(section(reference, "Lifecycles")).toContain("A wait repeats a read until");
    expect(
      section(reference, "`Bike.state`").split("\n\n```")[0],
    ).toBe(`| State |  | Meaning | Type | Sure to be there | Moves to |
| --- | --- | --- | --- | --- | --- |
| \`new\` | first | Fresh. | \`newBike\` |  | \`sold\` in the service's own time |
| \`sold\` | last | Gone. | \`soldBike\` | \`soldAt\`, \`price\` |  |

\`Bike\` is one of these types or, in a state that is not listed, \`OtherBike\`. All of them extend \`AnyBike\`.`);
    expect(section(reference, "`Bike.state`")).toContain(`| Wait | Function | Until | Fails at once when | Repeats |
| --- | --- | --- | --- | --- |
| \`cycling.bikes.waitUntilSold\` | \`waitUntilBikeSold\` | \`sold\` | \`lost\` or \`stolen\` | [\`cycling.bikes.retrieve\`](#cyclingbikesretrieve) |`);
    const idle = printReference(
      cycling([bikeOperation()], { lifecycles: [{ ...lifecycle, waiters: [] }] }),
      document({}),
    );
    expect(idle).not.toContain("A wait");
    expect(idle).not.toContain("**Waits**");
  });

  test("says what is assumed of it, and the whole list says where", () => {
    const unconfirmed: Unconfirmed = {
      name: "bike-gone-status",
      question: "What answers a bike that is gone?",
      assumed: 404,
      alternatives: [410],
      pointer: "#/paths/~1bikes~1{bikeId}/get",
    };
    const api = cycling([bikeOperation({ unconfirmed: [unconfirmed] })], { unconfirmed: [unconfirmed] });
    const reference = printReference(api, document({}));
    expect(section(reference, "`cycling.bikes.retrieve`")).toContain(
      "No source says:\n\n- What answers a bike that is gone? Assumed: `404`. Otherwise: `410`.",
    );
    expect(section(reference, "Assumptions")).toContain(
      "| `bike-gone-status` | [`cycling.bikes.retrieve`](#cyclingbikesretrieve) | What answers a bike that is gone? | `404` | `410` |",
    );
  });
});

test("an error that several operations share is explained once", () => {
  const failures = [{ statuses: [404], body: bike }];
  const other = bikeOperation({ id: "b", name: "bikes.other", functionName: "otherBike", method: "other", failures });
  const spec = document({ responses: { 404: { description: "There is no such bike." } } });
  const reference = printReference(cycling([bikeOperation({ failures }), other]), spec);
  expect(reference.split("There is no such bike.")).toHaveLength(2);
  expect(section(reference, "Errors")).toContain("| 404 | `ApiError` with [`Bike`](#bike) | There is no such bike. |");
  expect(section(reference, "`cycling.bikes.other`")).toContain("| [as everywhere](#errors) |");
});

test("events are told apart by the member whose value is each one's own", () => {
  const event = (name: string) => declaration({ name: `${name}Event`, type: object({ kind: lit(name), data: bike }) });
  const hook = (name: string) => ({
    event: name,
    id: name,
    type: { kind: "named", name: `${name}Event` } as TypeNode,
    docs: { ...noDocs, summary: `Bike ${name}`, description: "Sent at night.\n\nNever twice." },
  });
  const webhooks = {
    unionName: "CyclingEvent",
    decode: "none" as const,
    documents: [],
    signature: undefined,
    events: [hook("made"), hook("sold")],
  };
  const base = cycling([bikeOperation()], { webhooks });
  const api = { ...base, declarations: [...base.declarations, event("made"), event("sold")] };
  const body = section(printReference(api, document({})), "Webhooks");
  expect(body).toContain(
    'const event = parseCyclingEvent(body);\nif (event.kind === "made") console.log(event.data);\n',
  );
  expect(body).toContain("| `sold` | `soldEvent` | `data` [`Bike`](#bike) | Bike sold. Sent at night. |");
  expect(body.split("Never twice.")).toHaveLength(2);
  expect(body).toContain("**The events of Cycling are not signed**");
  const signature = {
    header: "Bell",
    format: "{timestamp}:{signature}",
    separator: " ",
    signedPayload: "{timestamp}{body}",
    toleranceSeconds: 9,
  };
  const signed = { ...api, webhooks: { ...webhooks, signature } };
  const text = section(printReference(signed, document({})), "Webhooks");
  expect(text).toContain("has signed no longer than 9 seconds ago");
  expect(text).toContain("The header `Bell` holds `{timestamp}:{signature}`, a HMAC-SHA256 of `{timestamp}{body}`");
  expect(text).toContain("const event = await verifyWebhook(body, headers, secret);\n");
  expect(text).not.toContain("not signed");
});

test("the same model gives the same bytes", () => {
  const write = () =>
    printReference(cycling([createBike, bikeOperation()]), document(requestBody({ "frame-size": 56 })));
  expect(write()).toBe(write());
});

test("a fact sheet imports what is there, and its first line has the command whole", () => {
  const command = "npm run api -- --out b";
  const own = printReference(cycling([bikeOperation()]), document({}), { command });
  expect(own.split("\n")[0]).toContain("`npm run api -- --out b`");
  expect(own).toContain('import { createCycling, createCyclingTransport } from "./index.js";');
  const ours = printReference(cycling([bikeOperation()]), document({}), { specifier: "sharewright/cycling" });
  expect(ours).toContain('from "sharewright/cycling";');
});

test("a command cannot end the comment that it stands in", () => {
  const [first = ""] = printReference(cycling([]), document({}), { command: 'x "-->" "--!>"' }).split("\n");
  expect(first).toMatch(/^<!-- (?:(?!--!?>).)* -->$/);
});

test("decimals are imported from where the client imports the runtime", () => {
  const price: TypeNode = { kind: "runtime", name: "Decimal", of: undefined };
  const input = { type: object({ price }), required: true };
  const api = cycling([{ ...createBike, input, body: { kind: "plain", names: {}, always: true } }]);
  const spec = document(requestBody({ price: "1.50" }));
  expect(printReference(api, spec)).toContain('import { decimal } from "sharewright";');
  expect(printReference(api, spec, { runtime: "./rt.js" })).toContain('import { decimal } from "./rt.js";');
});
