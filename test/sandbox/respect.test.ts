// The journeys of specs/<service>/workflows.arazzo.yaml, walked over HTTP by `redocly respect`.

import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import { describe, expect, onTestFinished, test } from "vitest";
import { type ServedSandbox, serveSandbox } from "../../src/sandbox/index.js";
import { services } from "../../src/sandbox/services/services.js";
import { readSpec } from "../../src/sandbox/spec.js";
import { isEmulated } from "./emulated.js";
import { type Walk, walk } from "./respect.js";

async function served(): Promise<ServedSandbox> {
  const server = await serveSandbox();
  onTestFinished(() => server.close());
  return server;
}

const failed = ({ workflows }: Walk) =>
  workflows.flatMap(({ workflowId, executedSteps }) =>
    executedSteps.flatMap(({ stepId, checks }) =>
      checks.filter(({ passed }) => !passed).map(({ name, condition }) => [workflowId, stepId, name, condition]),
    ),
  );

/** The type of the one resource that an answer shows. */
const typeIn = (body: string): string => String(JSON.parse(body).data?.type);

describe.each(Object.values(services).map(({ name, document }) => [name, document] as const))(
  "%s",
  (name, document) => {
    test("The workflows hold, answer by answer, and call every operation that is emulated.", async () => {
      const { sandbox, url } = await served();
      const result = await walk(name, sandbox.credentials, url);
      expect(result.code, result.output).toBe(0);
      expect([...new Set(result.workflows.map(({ status }) => status))]).toEqual(["success"]);
      const called = sandbox.requests.map(({ operation }) => operation);
      // Respect reads JSON: operations that answer with a page of PDF have tests of their own.
      const operations = readSpec(document)
        .operations.filter(({ responses, success }) => {
          const content = responses.get(success)?.content ?? [];
          return !content.some(({ type }) => type === "application/pdf");
        })
        .map(({ id }) => id);
      const wanted = `add a step to specs/${name}/workflows.arazzo.yaml for each`;
      expect(
        operations.filter((id) => isEmulated(name, id) && !called.includes(id)),
        wanted,
      ).toEqual([]);
      expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
      // Respect judges by itself each answer with a body that the spec declares, but for resources whose related resources lead
      // back to them, or types whose fields have fields: it passes schemas by that refer to themselves. The sandbox's own verdict above holds for them.
      const judged = result.workflows
        .flatMap(({ executedSteps }) => executedSteps.flatMap(({ checks }) => checks))
        .filter(({ name: check, passed }) => check === "schema check" && passed);
      const withBody = sandbox.requests.filter(
        ({ operation, responseBody }) =>
          operation !== undefined &&
          responseBody &&
          // Answers of these hold the Account alone, or the Transaction and its label.
          (["runAccountAction", "update-a-transaction", "create-a-transaction-label"].includes(operation) ||
            !/^(case|case-template|inquiry|inquiry-template|account|account-type|transaction|transaction-type|(verification|document)\/.+)$/.test(
              typeIn(responseBody),
            )),
      );
      expect(judged.length).toBe(withBody.length);
      // Respect's own process does the walking, and asks once a second where something goes on by the clock.
    }, 300_000);
  },
);

test("The wait for a redemption asks again until it is over.", async () => {
  const { sandbox, url } = await served();
  await walk("persona", sandbox.credentials, url, { workflow: "share-an-inquiry" });
  const states = sandbox.requests
    .filter(({ operation }) => operation === "retrieve-a-share-token")
    .map(({ responseBody }) => JSON.parse(responseBody ?? "").data.attributes.status);
  expect(states.slice(0, 3)).toEqual(["created", "pending", "pending"]);
  expect(states.slice(-2)).toEqual(["redeemed", "redeemed"]);
});

test("An answer outside the spec fails the workflows, though their own conditions hold.", async () => {
  const { sandbox, url } = await served();
  const broken = async (request: Request) => {
    const response = await sandbox.fetch(request);
    if (request.method !== "GET" || response.status !== 200) return response;
    return Response.json({ ...(await response.json()), _pagination: "none" });
  };
  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: broken, port: 0, hostname: "127.0.0.1" }, () => resolve(started));
  });
  onTestFinished(() => void server.close());
  const port = (server.address() as AddressInfo).port;
  const result = await walk("enablenow", sandbox.credentials, `http://127.0.0.1:${port}`, { sandbox: url });
  expect(result.code).toBe(1);
  expect(failed(result)).toContainEqual(["share-that-ends", "and-is-listed-as-expired", "schema check", undefined]);
});

test("An undeclared status fails the workflows, and what is printed of it masks secrets.", async () => {
  const { sandbox, url } = await served();
  sandbox.fault({ status: 503, operation: "deleteShare", count: 1 });
  // What is not deleted would be there for the workflows that follow.
  const result = await walk("enablenow", sandbox.credentials, url, { workflow: "share-a-consent" });
  expect(result.code).toBe(1);
  expect(failed(result).map(([workflow, step, check]) => [workflow, step, check])).toEqual([
    ["share-a-consent", "delete", "success criteria check"],
    ["share-a-consent", "delete", "status code check"],
  ]);
  const { a, b } = sandbox.credentials.enablenow;
  for (const { clientSecret } of [a, b]) expect(result.output).not.toContain(clientSecret);
});
