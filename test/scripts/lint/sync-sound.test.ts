import { expect, test } from "vitest";
import { messages, places } from "./lint-spec.js";

const rule = "sync-sound";

/** A list of movements that is kept in step; every test breaks one thing. */
const movements = `
paths:
  /movements:
    parameters: [{ name: from, in: query, schema: { type: string } }]
    get:
      operationId: listMovements
      x-pagination: { style: token, after: token, items: /data, next: /next }
      x-sync:
        since: from
        order: { by: time, direction: up }
        id: /id
        time: /at/moment
        pending: { member: /booked, value: null }
        match: [/amount]
        overlapDays: 3
      parameters:
        - { name: by, in: query, schema: { type: string } }
        - { name: direction, in: query, schema: { type: string, enum: [up, down] } }
      responses:
        "200": { description: Movements., content: { application/json: { schema: { $ref: "#/components/schemas/Page" } } } }
components:
  schemas:
    Page:
      properties: { data: { type: array, items: { $ref: "#/components/schemas/Movement" } }, next: { type: string } }
    Movement:
      properties:
        id: { type: string }
        at: { properties: { moment: { type: string } } }
        booked: { type: [string, "null"] }
        amount: { type: number }
`;

function findings(from: string, to: string): Promise<readonly string[]> {
  if (!movements.includes(from)) throw new Error(`The spec has no ${from}`);
  return messages(rule, movements.replace(from, to));
}

test("a sync whose parameters and members are there passes", async () => {
  expect(await messages(rule, movements)).toEqual([]);
});

test.each([
  ["since: from", "since: fron", "There is no query parameter `fron`. Did you mean `from`?"],
  ["by: time", "bye: time", "There is no query parameter `bye`. Did you mean `by`?"],
  ["direction: up", "direction: upp", "`direction` does not take `upp`. Did you mean `up`? It takes: up, down."],
  ["id: /id", "id: /ident", "An entry of the list declares nothing at `/ident`."],
  ["time: /at/moment", "time: /at/time", "An entry of the list declares nothing at `/at/time`."],
  ["member: /booked", "member: /settled", "An entry of the list declares nothing at `/settled`."],
  ["match: [/amount]", "match: [/amount, /sum]", "An entry of the list declares nothing at `/sum`."],
  ["value: null", "value: true", "`/booked` is string or null and never true: no entry would be pending."],
  ["    get:", "    post:", "`x-sync` stands on a POST. A list is read with a GET."],
])("%s must not be %s", async (from, to, message) => {
  expect(await findings(from, to)).toEqual([message]);
});

test("without a pagination that names the list, only the parameters can be looked at", async () => {
  const unpaged = movements.replace(/ +x-pagination.*\n/, "");
  expect(await messages(rule, unpaged.replace("id: /id", "id: /ident"))).toEqual([]);
  expect(await messages(rule, unpaged.replace("since: from", "since: form"))).toHaveLength(1);
});

test("a finding stands at what it is about", async () => {
  expect(await places(rule, movements.replace("time: /at/moment", "time: /at/time"))).toEqual([
    "openapi.yaml:12 sharewright/sync-sound",
  ]);
});
