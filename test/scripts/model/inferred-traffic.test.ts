import { describe, expect, test } from "vitest";
import { operationsOf, type Service } from "../../../scripts/model/types/service.js";
import { answer, build, type Json, spec } from "./spec.js";

const string = { type: "string" };
const key = (name = "Idempotency-Key") => ({ in: "header", name, schema: string });

function serviceWith(operations: Readonly<Record<string, Json>>) {
  const paths = Object.fromEntries(
    Object.entries(operations).map(([call, operation]) => {
      const [method = "", path = ""] = call.split(" ");
      return [path, { [method]: { operationId: call.replace(/\W+/g, "_"), responses: { "204": {} }, ...operation } }];
    }),
  );
  return build(spec({ paths }));
}

function operationOf(service: Service, id: string) {
  return operationsOf(service.root).find((each) => each.id === id);
}

describe("the key by which a service knows a repeated call", () => {
  test("belongs to the methods whose operations all take it", () => {
    const service = serviceWith({ "post /a": { parameters: [key()] }, "patch /b": {}, "get /c": {} });
    expect(service.idempotency).toEqual({ header: "Idempotency-Key", methods: ["POST"] });
    expect(operationOf(service, "post_a")).toMatchObject({ idempotent: true });
    expect(operationOf(service, "post_a")).not.toHaveProperty("keyed");
    expect(operationOf(service, "patch_b")).toMatchObject({ idempotent: false });
  });

  test("else to the operations that take it, and no others", () => {
    const service = serviceWith({ "post /a": { parameters: [key("X-Idempotency-Key")] }, "post /b": {} });
    expect(service.idempotency).toEqual({ header: "X-Idempotency-Key", methods: [] });
    expect(operationOf(service, "post_a")).toMatchObject({ idempotent: true, keyed: true });
    expect(operationOf(service, "post_b")).toMatchObject({ idempotent: false });
  });

  test("is not an option of the client, and not any header", () => {
    expect(serviceWith({ "post /a": { parameters: [key()] } }).headerOptions).toEqual([]);
    expect(serviceWith({ "post /a": { parameters: [key("X-Request-Id")] } }).idempotency).toBeUndefined();
  });
});

describe("headers that answers declare", () => {
  const withHeaders = (headers: Json) => serviceWith({ "get /a": { responses: { "200": { ...answer(), headers } } } });

  test.each([
    ["X-RateLimit-Reset", { description: "When it ends, in UTC epoch seconds." }, true],
    ["X-RateLimit-Reset", { schema: { type: "integer", example: 1590701888 } }, true],
    ["RateLimit-Reset", {}, false],
    ["X-RateLimit-Reset", { schema: { description: "Seconds until it ends." } }, false],
  ])("%s %o: the unit is shown", (reset, header, epoch) => {
    const prefix = reset.replace("Reset", "");
    const headers = { [`${prefix}Limit`]: {}, [`${prefix}Remaining`]: {}, [reset]: header };
    expect(withHeaders(headers).rateLimit).toEqual({
      limit: `${prefix}Limit`,
      remaining: `${prefix}Remaining`,
      reset,
      epoch,
      quota: undefined,
    });
  });

  test("an end of unknown unit is left alone", () => {
    const { rateLimit } = withHeaders({ "X-RateLimit-Remaining": {}, "X-RateLimit-Reset": {} });
    expect(rateLimit).toMatchObject({ remaining: "X-RateLimit-Remaining", reset: undefined });
  });

  test("a request's id, by the header that has it", () => {
    expect(withHeaders({ "X-GitHub-Request-Id": {} }).requestId).toBe("X-GitHub-Request-Id");
    expect(withHeaders({ "X-Other": { description: '"x-request-id"' } }).requestId).toBeUndefined();
  });
});

describe("the envelope of a document that names none", () => {
  const wrapped = (properties: Json, required: readonly string[] = ["data"]) => ({
    responses: { "200": answer({ type: "object", required, properties }) },
  });
  const data = { type: "object", properties: { name: string } };

  test("is data, if most answers have it; those that have not, or say more beside it, keep their shape", () => {
    const service = serviceWith({
      "get /a": wrapped({ data, links: {} }),
      "get /b": wrapped({ data: string }),
      "get /c": { responses: { "200": answer({ type: "object", properties: { name: string } }) } },
    });
    expect(["get_a", "get_b", "get_c"].map((id) => operationOf(service, id)?.decode)).toEqual(["data", "data", "none"]);
    const more = serviceWith({
      "get /a": wrapped({ data }),
      "get /b": wrapped({ data }),
      "get /c": wrapped({ data, meta: {} }),
    });
    expect(operationOf(more, "get_c")?.decode).toBe("none");
  });

  test.each([
    ["one answer does not", { "get /b": wrapped({ data, cost: string }) }],
    ["one need not have it", { "get /b": wrapped({ data }, []) }],
    ["there is but one", {}],
  ])("is none, if %s", (_, others) => {
    expect(operationOf(serviceWith({ "get /a": wrapped({ data }), ...others }), "get_a")?.decode).toBe("none");
  });

  test("is JSON:API's, unless a request names its resource", () => {
    const resource = { type: "object", properties: { type: string, id: string, attributes: data } };
    const reads = {
      "get /a": wrapped({ data: resource }),
      "get /b": wrapped({ data: { type: "array", items: resource } }),
    };
    expect(operationOf(serviceWith(reads), "get_a")?.decode).toBe("jsonapi");
    const health = { responses: { "200": answer({ type: "object", properties: { ok: string } }) } };
    const others = serviceWith({ ...reads, "get /health": health });
    expect(operationOf(others, "get_a")?.decode).toBe("jsonapi");
    expect(operationOf(others, "get_health")?.decode).toBe("none");
    const requestBody = answer({ type: "object", properties: { data: resource } });
    const written = serviceWith({ ...reads, "post /c": { ...wrapped({ data: resource }), requestBody } });
    expect(operationOf(written, "get_a")?.decode).not.toBe("jsonapi");
  });
});
