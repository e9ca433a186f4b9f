import { expect, test } from "vitest";
import { diffSpecs } from "../../scripts/diff/diff-specs.js";
import { isRaised } from "../../scripts/diff/version-bump.js";
import { commit, createRepository, edit } from "./repository.js";

const TICKETS = `openapi: 3.1.0
info: { title: Tickets, version: 1.0.0 }
servers:
  - { url: https://tickets.test, x-environment: live }
  - { url: https://staging.tickets.test, x-environment: staging }
x-envelope: data
x-signed-urls:
  files: { origin: https://files.tickets.test, renewal: Read the ticket again. }
security: []
paths:
  /tickets/{id}:
    get:
      operationId: getTicket
      x-resource: tickets
      x-method: retrieve
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: It.
          content:
            application/json:
              schema:
                type: object
                required: [data]
                properties: { data: { $ref: "#/components/schemas/Ticket" } }
components:
  schemas:
    Ticket:
      type: object
      required: [id, status]
      properties:
        id: { type: string }
        status: { type: string, enum: [open, closed] }
        closedAt: { type: [string, "null"] }
      x-lifecycle:
        property: status
        initial: open
        states:
          open: { }
          closed: { guarantees: [closedAt] }
        transitions: [{ from: open, to: closed, at: closedAt }]
        waiters:
          closed: { poll: getTicket, until: [closed] }
`;

function createTickets() {
  return createRepository({
    "redocly.yaml": "apis:\n  tickets: { root: tickets.yaml }\n",
    "tickets.yaml": TICKETS,
  });
}

test.each([
  [
    "a method",
    "x-method: retrieve",
    "x-method: get",
    "major",
    "the method tickets.retrieve was renamed to tickets.get",
  ],
  [
    "a resource",
    "x-resource: tickets",
    "x-resource: desk.tickets",
    "major",
    "the method tickets.retrieve was renamed to desk.tickets.retrieve",
  ],
  ["a method for files", "  files: {", "  papers: {", "major", "the method files.download is gone"],
  ["an environment", "x-environment: staging", "x-environment: test", "major", "the environment staging is gone"],
  [
    "an envelope",
    "x-envelope: data",
    "x-envelope: none",
    "major",
    "the envelope of tickets.retrieve is none, and was data",
  ],
  ["a waiter that goes", /\n {8}waiters:\n.*/, "", "major", "the waiter waitUntilTicketClosed is gone"],
  [
    "a guarantee that goes",
    "closed: { guarantees: [closedAt] }",
    "closed: { }",
    "major",
    "Ticket in the state closed does not guarantee closedAt any more",
  ],
  [
    "a state that comes",
    "          closed: { guarantees: [closedAt] }",
    "          closed: { guarantees: [closedAt] }\n          lost: { }",
    "minor",
    "Ticket has the state lost",
  ],
  [
    "a waiter that comes",
    "          closed: { poll: getTicket",
    "          shut: { poll: getTicket, until: [closed] }\n          closed: { poll: getTicket",
    "minor",
    "the waiter waitUntilTicketShut is new",
  ],
] as const)(
  "of the vocabulary, %s is rated by what callers lose or gain",
  async (_, find, replace, impact, message) => {
    const project = createTickets();
    project.write({ "tickets.yaml": TICKETS.replace(find, replace) });
    const [diff] = await diffSpecs(project.root, "HEAD");
    expect(diff?.changes).toContain(`${impact}  ${message}`);
    expect(diff).toMatchObject({ kind: impact, unbumped: true });
    commit(project);
    edit(project, "tickets.yaml", "version: 1.0.0", impact === "major" ? "version: 2.0.0" : "version: 1.1.0");
    expect(await diffSpecs(project.root, "HEAD~1")).toMatchObject([{ kind: impact, unbumped: false }]);
  },
);

const PARCELS = `openapi: 3.1.0
info: { title: Parcels, version: 1.0.0 }
servers: [{ url: https://parcels.test }]
security: []
x-webhook-signature:
  header: Parcels-Signature
  algorithm: hmac-sha256
  encoding: hex
  format: t={timestamp},v1={signature}
  separator: " "
  signedPayload: "{timestamp}.{body}"
  toleranceSeconds: 300
x-browser-flow:
  doorPage:
    title: Door page
    url: https://door.parcels.test/
    redirect: back
    parameters:
      - { name: back, required: true, description: Where to come back to. }
      - { name: client, required: true, description: Who sends. }
      - { name: lang, description: A language. }
    returns:
      - { name: parcel, description: It. }
      - { name: seen, description: When. }
paths:
  /parcels:
    get:
      operationId: listParcels
      x-resource: parcels
      x-method: list
      x-pagination: { style: token, after: token, items: /data, next: /next }
      x-sync: { since: since, id: /id, time: /time, overlapDays: 1 }
      parameters:
        - { name: token, in: query, schema: { type: string } }
        - { name: page, in: query, schema: { type: integer } }
        - { name: since, in: query, schema: { type: string } }
      responses:
        "200":
          description: Them.
          content:
            application/json:
              schema:
                type: object
                required: [data, page, pages]
                properties:
                  data: { type: array, items: { $ref: "#/components/schemas/Parcel" } }
                  next: { type: [string, "null"] }
                  page: { type: integer }
                  pages: { type: integer }
    post:
      operationId: createParcel
      x-resource: parcels
      x-method: create
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/ParcelInput" } } }
      responses: { "204": { description: Done. } }
webhooks:
  parcel.sent:
    post:
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } }
      responses: { "200": { description: Thanks. } }
components:
  schemas:
    Parcel:
      type: object
      required: [id, time]
      properties: { id: { type: string }, time: { type: string }, note: { type: string } }
    ParcelInput:
      type: object
      required: [label]
      properties: { label: { $ref: "#/components/schemas/Label" } }
    Label:
      type: object
      x-upload: { content: data, name: filename }
      required: [data]
      properties: { data: { type: string }, filename: { type: string } }
`;

test.each([
  ["a sync that goes", /\n +x-sync:.*/, "", "major", "the function syncParcels is gone"],
  [
    "a page in the browser that goes",
    /\nx-browser-flow:\n(?: .*\n)+/,
    "\n",
    "major",
    "the function doorPageUrl is gone",
  ],
  ["another name of it", "  doorPage:", "  gatePage:", "major", "the function readDoorPageReturn is gone"],
  ["a parameter of it that goes", /\n.*name: lang.*/, "", "major", "the member DoorPageInput.lang is gone"],
  ["one that is needed", "{ name: lang,", "{ name: lang, required: true,", "major", "DoorPageInput.lang is required"],
  ["what it gives", /\n.*name: seen.*/, "", "major", "the member DoorPageReturn.seen is gone"],
  ["signatures that go", /\nx-webhook-signature:\n(?: .*\n)+/, "\n", "major", "the function verifyWebhook is gone"],
  ["files that go", /\n +x-upload:.*/, "", "major", "ParcelInput takes files in fewer places"],
  [
    "another way to the next page",
    "{ style: token, after: token, items: /data, next: /next }",
    "{ style: page, page: page, items: /data, current: /page, pages: /pages }",
    "major",
    "a page of parcels.list is a NumberedPage, and was a CursorPage",
  ],
  ["a member that may be missing", "required: [id, time]", "required: [id]", "major", "Parcel may come without time"],
] as const)("of our words, %s is rated by what callers lose", async (_, find, replace, impact, message) => {
  const project = createRepository({
    "redocly.yaml": "apis:\n  parcels: { root: parcels.yaml }\n",
    "parcels.yaml": PARCELS,
  });
  const changed = PARCELS.replace(find, replace);
  expect(changed).not.toBe(PARCELS);
  project.write({ "parcels.yaml": changed });
  const [diff] = await diffSpecs(project.root, "HEAD");
  expect(diff?.changes).toContain(`${impact}  ${message}`);
  expect(diff).toMatchObject({ kind: impact, unbumped: true });
});

test.each([
  ["1.2.3", "2.0.0", "major", true],
  ["1.2.3", "1.3.0", "major", false],
  ["1.2.3", "1.3.0", "minor", true],
  ["1.2.3", "1.2.4", "minor", false],
  ["0.1.0", "0.2.0", "major", true],
  ["0.1.0", "0.1.1", "major", false],
  ["2.0.0", "1.9.0", "minor", false],
  ["2026-01-01", "2026-02-01", "major", true],
] as const)("from %s to %s is enough for a %s change: %s", (from, to, bump, enough) => {
  expect(isRaised(from, to, bump)).toBe(enough);
});
