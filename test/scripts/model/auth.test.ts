import { expect, test } from "vitest";
import { authOf } from "../../../scripts/model/auth.js";
import { SpecDocument } from "../../../scripts/model/document.js";
import { docs } from "./nodes.js";
import { type Json, spec } from "./spec.js";

const server = { environment: "production", url: "https://api.toys.test/v1", description: undefined };

function auth(
  schemes: Json,
  security: unknown = Object.keys(schemes).map((name) => ({ [name]: [] })),
  url = server.url,
) {
  const document = new SpecDocument(spec({ components: { securitySchemes: schemes }, security }));
  return authOf(document, "toy-shop", [{ ...server, url }]);
}

const bearer = { type: "http", scheme: "Bearer", description: "A key." };

function oauth(tokenUrl: string): Json {
  return { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes: {} } } };
}

test("a bearer key comes from an option or a variable of the service's name", () => {
  expect(auth({ key: bearer })).toEqual({
    kind: "bearer",
    option: "apiKey",
    variable: "TOY_SHOP_API_KEY",
    docs: docs({ description: "A key." }),
  });
});

test("client credentials say where the token is and for which scopes", () => {
  expect(auth({ oauth: oauth("https://login.toys.test/token") }, [{ oauth: ["read", "write"] }])).toEqual({
    kind: "clientCredentials",
    tokenUrl: "https://login.toys.test/token",
    scope: "read write",
    idVariable: "TOY_SHOP_CLIENT_ID",
    secretVariable: "TOY_SHOP_CLIENT_SECRET",
    docs: docs({}),
  });
  expect(auth({ oauth: oauth("/token") })).toMatchObject({ scope: undefined });
});

test.each([
  ["https://api.toys.test/v1/oauth/token", "https://api.toys.test/v1", "oauth/token"],
  ["https://api.toys.test/v1/oauth/token", "https://api.toys.test/v1/", "oauth/token"],
  ["https://api.toys.test/v10/token", "https://api.toys.test/v1", "https://api.toys.test/v10/token"],
  ["https://api.toys.test.evil/v1/token", "https://api.toys.test", "https://api.toys.test.evil/v1/token"],
  ["/token", "https://api.toys.test", "/token"],
  ["https://api.toys.test/token", "/v1", "https://api.toys.test/token"],
])("a token at %s of the server %s is asked for at %s", (tokenUrl, url, relative) => {
  expect(auth({ oauth: oauth(tokenUrl) }, undefined, url)).toMatchObject({ tokenUrl: relative });
});

test("the first requirement that we know counts", () => {
  const basic = { type: "http", scheme: "basic" };
  expect(auth({ basic, key: bearer, oauth: oauth("/token") }).kind).toBe("bearer");
  expect(auth({ key: bearer, oauth: oauth("/token") }, [{ oauth: [] }, { key: [] }]).kind).toBe("clientCredentials");
});

test.each([
  ["no requirement", { key: bearer }, []],
  ["none at all", {}, undefined],
  ["a scheme that is not there", { key: bearer }, [{ other: [] }]],
  ["a scheme with the name of an object's property", {}, [{ __proto__: [] }, JSON.parse('{ "__proto__": [] }')]],
  ["a scheme that we do not know", { key: { type: "apiKey", in: "query", name: "key" } }, [{ key: [] }]],
  ["a flow that we do not know", { oauth: { type: "oauth2", flows: { implicit: {} } } }, [{ oauth: [] }]],
])("%s means no credentials", (_title, schemes, security) => {
  expect(auth(schemes, security)).toEqual({ kind: "none" });
});
