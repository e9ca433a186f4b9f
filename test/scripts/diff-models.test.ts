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
