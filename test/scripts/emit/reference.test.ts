import { describe, expect, test } from "vitest";
import { emitReference } from "../../../scripts/emit/reference.js";
import { noDocs } from "../../../scripts/model/docs.js";
import type {
  Declaration,
  Docs,
  MemberNode,
  Operation,
  Service,
  TypeNode,
  Unconfirmed,
} from "../../../scripts/model/types.js";
import { brokenRows, sectionsOf } from "../../docs/markdown.js";

const string: TypeNode = { kind: "primitive", name: "string" };
const number: TypeNode = { kind: "primitive", name: "number" };
const bike: TypeNode = { kind: "named", name: "Bike" };

function docs(description: string, ...notes: readonly string[]): Docs {
  return { ...noDocs, description, notes };
}

function member(name: string, type: TypeNode, more: Partial<MemberNode> = {}): MemberNode {
  return { name, type, optional: false, docs: noDocs, ...more };
}

function declaration(name: string, type: TypeNode, more: Partial<Declaration> = {}): Declaration {
  return { name, type, docs: noDocs, file: `types/${name.toLowerCase()}`, input: false, states: undefined, ...more };
}

function operation(more: Partial<Operation> = {}): Operation {
  return {
    id: "getBike",
    name: "bikes.retrieve",
    functionName: "retrieveBike",
    method: "retrieve",
    httpMethod: "GET",
    path: "/bikes/{bikeId}",
    pointer: "#/paths/~1bikes~1{bikeId}/get",
    docs: noDocs,
    ids: [{ name: "bikeId", wire: "bikeId", type: string, docs: noDocs }],
    input: undefined,
    options: { base: "RequestOptions", query: undefined },
    query: [],
    body: undefined,
    sensitive: [],
    decode: "none",
    value: bike,
    pager: undefined,
    successes: [200],
    failures: [],
    resultName: "RetrieveBikeResult",
    idempotent: false,
    check: undefined,
    quota: undefined,
    unconfirmed: [],
    ...more,
  };
}

function service(operations: readonly Operation[], more: Partial<Service> = {}): Service {
  const resource = { name: "bikes", path: ["bikes"], className: "Bikes", file: "resources/bikes", children: [] };
  const root = { name: "", path: [], className: "", file: "", description: undefined, operations: [] };
  return {
    name: "cycling",
    typeName: "Cycling",
    specFolder: "specs/cycling",
    title: "Cycling",
    description: undefined,
    version: "1.0.0",
    servers: [{ environment: "production", url: "https://example.com", description: undefined }],
    auth: { schemes: [], security: [], required: false },
    inflection: undefined,
    idempotency: undefined,
    requestId: undefined,
    rateLimit: undefined,
    errorFormat: undefined,
    headerOptions: [],
    root: { ...root, children: [{ ...resource, description: undefined, operations }] },
    declarations: [declaration("Bike", { kind: "object", members: [member("id", string)], rest: undefined })],
    webhooks: undefined,
    lifecycles: [],
    recording: { prefix: "", requestHeaders: [], responseHeaders: [], operations: [], shapes: {} },
    unconfirmed: [],
    ...more,
  };
}

/** A document in which the operation stands where the model says. */
function document(operation: object, more: object = {}): object {
  return { ...more, paths: { "/bikes": { post: operation }, "/bikes/{bikeId}": { get: operation } } };
}

function section(reference: string, heading: string): string {
  const found = sectionsOf(reference).find((each) => each.heading === heading);
  if (found === undefined) throw new Error(`There is no section ${heading} in:\n${reference}`);
  return found.body.trim();
}

const createBike = operation({
  id: "createBike",
  name: "bikes.create",
  functionName: "createBike",
  method: "create",
  httpMethod: "POST",
  path: "/bikes",
  pointer: "#/paths/~1bikes/post",
  ids: [],
  input: { type: { kind: "named", name: "BikeInput" }, required: true },
  body: { kind: "plain", names: { frameSize: { wire: "frame-size", inner: {} } }, always: true },
  successes: [201],
});

const bikeInput = declaration(
  "BikeInput",
  {
    kind: "object",
    members: [
      member("frameSize", number, { docs: docs("Size of the frame in cm.", "40 to 64.", "Default: 54.") }),
      member("colour", { kind: "extensible", known: ["red", "green"] }, { optional: true }),
    ],
    rest: undefined,
  },
  { input: true },
);

function bikes(operations: readonly Operation[], more: Partial<Service> = {}): Service {
  const base = service(operations, more);
  return { ...base, declarations: [...base.declarations, bikeInput] };
}

function requestBody(...values: readonly unknown[]): object {
  const examples = Object.fromEntries(
    values.map((value, index) => [`case${index}`, { summary: `Case ${index}`, value }]),
  );
  return { requestBody: { content: { "application/json": { schema: { type: "object" }, examples } } } };
}

describe("an operation", () => {
  test("is told in a call, a table of arguments, its outcomes and how it behaves", () => {
    const api = bikes([{ ...createBike, failures: [{ statuses: [409], body: bike }] }]);
    const spec = document({
      ...requestBody({ "frame-size": 56 }),
      responses: { 201: { description: "The new bike." }, 409: { description: "It is there already." } },
    });
    expect(section(emitReference(api, spec), "`cycling.bikes.create`")).toBe(
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

- **Idempotency**: carries no key, and is never retried: a second \`POST\` may act twice.
- **Rate limit**: counts against the service's limit.`.trim(),
    );
  });

  test("with several examples shows each under its summary", () => {
    const reference = emitReference(
      bikes([createBike]),
      document(requestBody({ "frame-size": 56 }, { "frame-size": 60 })),
    );
    expect(section(reference, "`cycling.bikes.create`")).toContain(
      "// Case 1\nawait cycling.bikes.create({ frameSize: 60 });",
    );
  });

  test("without an example is called with what it requires and what says most", () => {
    const reference = emitReference(bikes([createBike]), document({}));
    expect(section(reference, "`cycling.bikes.create`")).toContain(
      'const bike = await cycling.bikes.create({ colour: "red", frameSize: 54 });',
    );
  });

  test("takes of an example only what its type allows", () => {
    const example = { "frame-size": "large", colour: 7, wheels: 2 };
    const reference = emitReference(bikes([createBike]), document(requestBody(example)));
    expect(section(reference, "`cycling.bikes.create`")).toContain('create({ frameSize: 54, colour: "red" });');
  });

  test("takes its ids from the examples of the parameters", () => {
    const parameters = [{ name: "bikeId", in: "path", required: true, example: "bike_7" }];
    const reference = emitReference(service([operation()]), document({ parameters }));
    expect(section(reference, "`cycling.bikes.retrieve`")).toContain('await cycling.bikes.retrieve("bike_7");');
  });

  test("names a value that no example knows after its parameter", () => {
    expect(emitReference(service([operation()]), document({}))).toContain('await cycling.bikes.retrieve("bike-id");');
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
    const list = operation({ name: "bikes.list", functionName: "listBikes", method: "list", ids: [], pager });
    const body = section(emitReference(service([list]), document({})), "`cycling.bikes.list`");
    expect(body).toContain("for await (const bike of cycling.bikes.list()) {\n  console.log(bike.id);\n}");
    expect(body).toContain("const page = await cycling.bikes.list();\nconsole.log(page.items.length, page.hasNext);");
    expect(body).toContain("[`CursorPage<Bike>`](#bike)");
    expect(body).toContain("- **Paging**: by cursor, `input.after`.");
  });

  test("that carries a key says which, and that it is retried", () => {
    const idempotency = { header: "Idempotency-Key", methods: ["POST"] };
    const api = bikes([{ ...createBike, idempotent: true }], { idempotency });
    expect(section(emitReference(api, document({})), "`cycling.bikes.create`")).toContain(
      "- **Idempotency**: carries `Idempotency-Key`, the same over all attempts, and is retried.",
    );
  });

  test("names the quota it counts against", () => {
    const reference = emitReference(service([operation({ quota: "bikes" })]), document({}));
    expect(reference).toContain("- **Rate limit**: counts against the service's limit and the quota `bikes`.");
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
    const reference = emitReference(service([operation()], { lifecycles: [lifecycle] }), document({}));
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
      property: member("state", string),
      known: ["new", "sold"].map((state) => ({ name: `${state}Bike`, state, members: [], docs: noDocs })),
      other: "OtherBike",
      base: "AnyBike",
    };
    const declarations = [declaration("Bike", { kind: "object", members: [], rest: undefined }, { states })];
    const reference = emitReference(service([operation()], { declarations, lifecycles: [lifecycle] }), document({}));
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
    const idle = emitReference(service([operation()], { lifecycles: [{ ...lifecycle, waiters: [] }] }), document({}));
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
    const api = service([operation({ unconfirmed: [unconfirmed] })], { unconfirmed: [unconfirmed] });
    const reference = emitReference(api, document({}));
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
  const other = operation({ id: "b", name: "bikes.other", functionName: "otherBike", method: "other", failures });
  const spec = document({ responses: { 404: { description: "There is no such bike." } } });
  const reference = emitReference(service([operation({ failures }), other]), spec);
  expect(reference.split("There is no such bike.")).toHaveLength(2);
  expect(section(reference, "Errors")).toContain("| 404 | `ApiError` with [`Bike`](#bike) | There is no such bike. |");
  expect(section(reference, "`cycling.bikes.other`")).toContain("| [as everywhere](#errors) |");
});

test("events are told apart by the member whose value is each one's own", () => {
  const event = (name: string) => {
    const members = [member("kind", { kind: "literal", value: name } as TypeNode), member("data", bike)];
    return declaration(`${name}Event`, { kind: "object", members, rest: undefined });
  };
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
  const base = service([operation()], { webhooks });
  const api = { ...base, declarations: [...base.declarations, event("made"), event("sold")] };
  const body = section(emitReference(api, document({})), "Webhooks");
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
  const text = section(emitReference(signed, document({})), "Webhooks");
  expect(text).toContain("has signed no longer than 9 seconds ago");
  expect(text).toContain("The header `Bell` holds `{timestamp}:{signature}`, a HMAC-SHA256 of `{timestamp}{body}`");
  expect(text).toContain("const event = await verifyWebhook(body, headers, secret);\n");
  expect(text).not.toContain("not signed");
});

test("the same model gives the same bytes", () => {
  const write = () => emitReference(bikes([createBike, operation()]), document(requestBody({ "frame-size": 56 })));
  expect(write()).toBe(write());
});

describe("hostile text", () => {
  const hostile = [
    "# Heading\n\n<script>alert(1)</script> <img src=x onerror=alert(1)> -->",
    "```ts\nprocess.exit();\n```",
    "~~~\nswallowed",
    "> quote\n\n| a | b |\n| --- | --- |\n| c | d |",
    "a | b \\| c `d | e` `f \\| g`",
    "[click](javascript:alert(1)) ![pixel](https://example.com/x.png)",
    "title\n=====\n\ntitle\n-----",
    "`unbalanced ``and more",
    "$\\text{math}$ \u202etxet\u202c \u0007",
    "*/ // \u2028 end",
  ];

  function hostileReference(text: string): string {
    const words = { ...noDocs, summary: text, description: text, notes: [text], link: `javascript:${text}` };
    const api = bikes(
      [
        {
          ...createBike,
          id: text,
          path: `/${text}`,
          docs: words,
          quota: text,
          failures: [{ statuses: [400], body: bike }],
        },
      ],
      {
        title: text,
        description: text,
        servers: [{ environment: text, url: text, description: text }],
        headerOptions: [{ name: "agent", wire: text, type: { kind: "literal", value: text }, docs: words }],
        lifecycles: [
          {
            resource: "Bike",
            title: text,
            property: "state",
            initial: text,
            terminal: [],
            failed: [],
            reason: undefined,
            states: [{ name: text, description: text, guarantees: [text] }],
            waiters: [{ poll: text, method: "wait", functionName: "wait", until: [text], stop: [text], value: bike }],
            transitions: [{ from: text, to: text, by: text, at: undefined }],
          },
        ],
        unconfirmed: [{ name: text, question: text, assumed: text, alternatives: [text], pointer: "#" }],
      },
    );
    const body = { "frame-size": 56, colour: text };
    const example = { summary: text, value: body };
    const spec = document({
      requestBody: { content: { "application/json": { schema: { type: "object" }, examples: { example } } } },
      responses: { 201: { description: text }, 400: { description: text } },
    });
    return emitReference(
      { ...api, declarations: [{ ...(api.declarations[0] as Declaration), docs: words }, bikeInput] },
      spec,
    );
  }

  /** What GitHub would act on: the page without code, where nothing acts. */
  function live(reference: string): string {
    return reference
      .split("\n")
      .slice(1)
      .join("\n")
      .replace(/^(`{3,})[^\n]*\n.*?\n\1$/gms, "")
      .replace(/(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)/g, "")
      .replace(/\\[!-/:-@[-`{-~]/g, "");
  }

  const calm = hostileReference("calm");

  test.each(hostile)("%j adds no heading, no table, no code and no HTML", (text) => {
    const reference = hostileReference(text);
    const shape = (page: string) => ({
      levels: sectionsOf(live(page)).map(({ level }) => level),
      fences: page.split("\n").filter((line) => /^(```|~~~)/.test(line)).length,
    });
    expect(shape(reference)).toEqual(shape(calm));
    expect(brokenRows(reference)).toEqual([]);
    expect(live(reference)).not.toMatch(/<(?!br>|\/?code>)/);
    expect(live(reference)).not.toMatch(/^(>|=+$|-+$|~~~)/m);
    expect(live(reference)).not.toMatch(/\]\((?!#)|!\[/);
    for (const unseen of ["\u202e", "\u202c", "\u2028", "\u0007"]) expect(reference).not.toContain(unseen);
  });

  test("a value with backticks stays inside its block", () => {
    const reference = hostileReference("```\n# out");
    expect(reference).toContain('colour: "```\\n# out"');
    expect(reference).toMatch(/^````ts$/m);
  });
});
