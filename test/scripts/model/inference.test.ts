import { describe, expect, test } from "vitest";
import { operationsOf } from "../../../scripts/model/types/service.js";
import { expectLinear } from "../../src/linear.js";
import { answer, build, type Json, spec } from "./spec.js";

/** `GET /toys` → its operation: nothing, an operationId, or all of it. */
type Operations = Readonly<Record<string, string | Json | undefined>>;

function namesOf(operations: Operations, service = "shop"): Readonly<Record<string, string>> {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [key, given] of Object.entries(operations)) {
    const [method = "", path = ""] = key.split(" ");
    const operation = typeof given === "string" ? { operationId: given } : given;
    paths[path] = { ...paths[path], [method.toLowerCase()]: { responses: { "204": answer() }, ...operation } };
  }
  const { root } = build(spec({ info: { title: "The Shop API", version: "1.0.0" }, paths }), service);
  return Object.fromEntries(operationsOf(root).map(({ httpMethod, path, name }) => [`${httpMethod} ${path}`, name]));
}

function tagged(tag: string, operationId?: string): Json {
  return { tags: [tag], ...(operationId !== undefined && { operationId }) };
}

describe("an operationId that names resource and method is taken at its word", () => {
  test.each([
    ["repos/list-for-user", "repos.listForUser"],
    ["repos/get", "repos.get"],
    ["code-scanning/get-alert", "codeScanning.getAlert"],
    ["repos/delete-a-branch", "repos.deleteBranch"],
    ["users.list", "users.list"],
    ["admin.users.session.list", "admin.users.session.list"],
    ["shop.projects.topics.list", "projects.topics.list"],
    ["v1.users.list", "users.list"],
    ["Users_List", "users.list"],
    ["Users_ListByGroup", "users.listByGroup"],
    ["UsersController_findAll", "users.findAll"],
    ["UsersController.findAll", "users.findAll"],
    ["users::list", "users.list"],
    ["a/b/c/d/e/f", "a.b.c.dE.f"],
    ["../../etc/passwd", "etc.passwd"],
    ["repos/constructor", "repos.constructor_"],
    ["репозитории/список", "репозитории.список"],
  ])("%s → %s", (operationId, name) => {
    expect(namesOf({ "GET /any": operationId })).toEqual({ "GET /any": name });
  });
});

describe("else the tag names the resource, and the operationId the method without the resource's noun", () => {
  test.each([
    ["GET /pet/{petId}", "pet", "getPetById", "pet.retrieve"],
    ["GET /user/{username}", "user", "getUserByName", "user.retrieve"],
    ["POST /pet", "pet", "addPet", "pet.create"],
    ["PUT /pet", "pet", "updatePet", "pet.update"],
    ["DELETE /pet/{petId}", "pet", "deletePet", "pet.delete"],
    ["GET /pet/findByStatus", "pet", "findPetsByStatus", "pet.findByStatus"],
    ["POST /pet/{petId}", "pet", "updatePetWithForm", "pet.updateWithForm"],
    ["POST /pet/{petId}/uploadImage", "pet", "uploadFile", "pet.uploadFile"],
    ["GET /user/login", "user", "loginUser", "user.login"],
    ["GET /bookings", "Bookings", "get-bookings", "bookings.list"],
    ["GET /bookings/{bookingId}", "Bookings", "get-booking", "bookings.retrieve"],
    ["POST /bookings/{id}/payment", "Payments", "create-booking-payment", "payments.createBookingPayment"],
    ["GET /keys", "API Keys", "listAllAPIKeys", "apiKeys.list"],
    ["GET /categories/{slug}/docs", "Categories", "getCategoryDocs", "categories.getCategoryDocs"],
    ["GET /series", "Series", "getSeries", "series.list"],
    ["GET /series/{id}", "Series", "getSeries", "series.retrieve"],
    ["GET /users", "users", "users_list", "users.list"],
    ["GET /x", "chat", "chat_postMessage", "chat.postMessage"],
    ["GET /x", "admin.users", "fetchThem", "admin.users.fetchThem"],
    ["GET /x", "Admin / Users", "fetchThem", "admin.users.fetchThem"],
    ["GET /x", "../../climb", "fetchThem", "climb.fetchThem"],
    ["GET /x", "Пользователи", "получить", "пользователи.получить"],
    ["GET /users/{user_id}", "users", "read_user_users__user_id__get", "users.retrieve"],
    ["GET /x", "constructor", "doIt", "constructor_.doIt"],
    ["GET /things", "🚀", "listThings", "things.list"],
    ["GET /Toys", "toys", "Get_Toys", "toys.list"],
    // An id that begins with the resource says it once more.
    ["POST /accounts/{id}/add-tag", "Accounts", "accounts-add-tag", "accounts.addTag"],
    ["POST /accounts/{id}/add-tag", "Accounts", "accountsAddTag", "accounts.addTag"],
    ["POST /share-tokens/{id}/redeem", "Share Tokens", "share-token-redeem", "shareTokens.redeem"],
    ["GET /lists/{id}/users", "lists", "listUsers", "lists.listUsers"],
    ["GET /searches/{id}", "search", "searchUsers", "search.searchUsers"],
    // Articles are no part of a name; what looks like one may be.
    ["POST /x", "Connect", "create-a-share-token", "connect.createShareToken"],
    ["POST /x", "Connect", "importAnAccount", "connect.importAccount"],
    ["GET /x", "Routes", "get-a-to-b", "routes.getAToB"],
    ["GET /x", "Routes", "in-the-clear", "routes.inTheClear"],
    ["GET /x", "Vitamins", "find-vitamin-a", "vitamins.findVitaminA"],
    // Of many, and of one.
    ["POST /sessions/{id}/expire", "Sessions", "expire-a-session", "sessions.expire"],
    ["POST /sessions/expire", "Sessions", "expire-sessions", "sessions.expireMany"],
    ["POST /sessions/expire-all", "Sessions", "expire-sessions", "sessions.expireAll"],
    ["DELETE /sessions", "Sessions", "deleteSessions", "sessions.deleteAll"],
    ["DELETE /sessions/{id}", "Sessions", "deleteSessions", "sessions.delete"],
    ["POST /sessions/search", "Sessions", "searchSessions", "sessions.search"],
    ["POST /sessions", "Sessions", "createSessions", "sessions.create"],
  ])("%s, %s, %s → %s", (key, tag, operationId, name) => {
    expect(namesOf({ [key]: tagged(tag, operationId) })).toEqual({ [key]: name });
  });
});

describe("a tag that is the service's own name says nothing: the path is asked", () => {
  test.each([
    ["POST /transactions/sync", "shop", "transactionsSync", "transactions.sync"],
    ["POST /item/public_token/exchange", "The Shop API", "itemPublicTokenExchange", "item.publicToken.exchange"],
    ["POST /accounts/balance/get", "Shop API", "accountsBalanceGet", "accounts.balance.get"],
    ["POST /transactions/sync", "shops", "transactionsSync", "shops.transactionsSync"],
  ])("%s, %s, %s → %s", (key, tag, operationId, name) => {
    expect(namesOf({ [key]: tagged(tag, operationId), "GET /other": "other/get" })[key]).toBe(name);
  });
});

describe("without an operationId the path names both", () => {
  test.each<[string, string]>([
    ["GET /toys", "toys.list"],
    ["POST /toys", "toys.create"],
    ["DELETE /toys", "toys.deleteAll"],
    ["GET /toys/{id}", "toys.retrieve"],
    ["PUT /toys/{id}", "toys.update"],
    ["PATCH /toys/{id}", "toys.update"],
    ["POST /toys/{id}", "toys.update"],
    ["DELETE /toys/{id}", "toys.delete"],
    ["HEAD /toys/{id}", "toys.head"],
    ["GET /toys/{id}/parts", "toys.parts.list"],
    ["GET /toys/{id}/parts/{part}", "toys.parts.retrieve"],
    ["POST /toys/{id}/wind-up", "toys.windUp"],
    ["POST /toys:search", "toys.search"],
    ["POST /toys/{id}:wind-up", "toys.windUp"],
    ["GET /toys.search", "toys.search"],
    ["GET /toys.json", "toys.list"],
    ["GET /toys/search", "toys.search"],
    ["GET /users/me", "users.me.retrieve"],
    ["GET /api/v1/users/{id}/orders", "users.orders.list"],
    ["GET /rest/v2.1beta/users", "users.list"],
    ["GET /2.0/users", "users.list"],
    ["GET /", "root.retrieve"],
    ["GET /{id}", "root.retrieve"],
    ["GET /api", "api.retrieve"],
    ["GET /a/b/c/d/e/f", "a.b.c.dEF.retrieve"],
    ["GET /../x", "x.retrieve"],
    ["GET /игрушки/{id}", "игрушки.retrieve"],
    ["GET /🚀/toys", "toys.list"],
  ])("%s → %s", (key, name) => {
    expect(namesOf({ [key]: undefined })).toEqual({ [key]: name });
  });

  test("an id made of method and path says no more than they do", () => {
    expect(
      namesOf({
        "GET /a/{b}": "get-/a/{b}",
        "GET /api/v1/users": "getApiV1Users",
        "GET /api/v1/toys": "GET_api_v1_toys",
      }),
    ).toEqual({ "GET /a/{b}": "a.retrieve", "GET /api/v1/users": "users.list", "GET /api/v1/toys": "toys.list" });
  });

  test("a list as the answer makes a list of a path in the singular", () => {
    const responses = { "200": answer({ type: "array", items: { type: "string" } }) };
    expect(namesOf({ "GET /staff": { responses } })).toEqual({ "GET /staff": "staff.list" });
  });

  test("the tag names the resource, and what stands behind it in the path the rest", () => {
    const operations = {
      "GET /{id}": tagged("Toy Shops"),
      "GET /anything/users/{id}/orders": tagged("Users"),
      "GET /status/404": tagged("Errors"),
    };
    expect(namesOf(operations)).toEqual({
      "GET /{id}": "toyShops.retrieve",
      "GET /anything/users/{id}/orders": "users.orders.list",
      "GET /status/404": "errors.getStatus404",
    });
  });

  test("the base that all paths share is taken off", () => {
    expect(namesOf({ "GET /shop/api/toys": undefined, "GET /shop/api/boxes/{id}": undefined })).toEqual({
      "GET /shop/api/toys": "toys.list",
      "GET /shop/api/boxes/{id}": "boxes.retrieve",
    });
    expect(namesOf({ "GET /toys": undefined, "GET /toys/{id}/parts": undefined })).toEqual({
      "GET /toys": "toys.list",
      "GET /toys/{id}/parts": "toys.parts.list",
    });
  });
});

describe("where two would have one name", () => {
  test("PUT and PATCH of one path are update and patch", () => {
    expect(namesOf({ "PATCH /toys/{id}": undefined, "PUT /toys/{id}": undefined })).toEqual({
      "PUT /toys/{id}": "toys.update",
      "PATCH /toys/{id}": "toys.patch",
    });
  });

  test("the shorter path keeps it, whatever the order, and the other is named by more", () => {
    const short = { "GET /toys/{id}": undefined };
    const long = { "GET /toys/{id}/{version}": undefined };
    const names = { "GET /toys/{id}": "toys.retrieve", "GET /toys/{id}/{version}": "toys.retrieveByIdByVersion" };
    expect(namesOf({ ...short, ...long })).toEqual(names);
    expect(namesOf({ ...long, ...short })).toEqual(names);
  });

  test("the operationId tells them apart, and at last method and path", () => {
    expect(
      namesOf({
        "GET /toys/{id}": tagged("toys", "getToyById"),
        "GET /shops/{shop}/toys/{id}": tagged("toys", "getToy"),
        "GET /old/toys/{id}": tagged("toys", "getToy"),
      }),
    ).toEqual({
      "GET /toys/{id}": "toys.retrieve",
      "GET /old/toys/{id}": "toys.getToy",
      "GET /shops/{shop}/toys/{id}": "toys.getShopsByShopToysById",
    });
    expect(namesOf({ "POST /toys/search": undefined, "GET /toys/search": undefined })).toEqual({
      "GET /toys/search": "toys.search",
      "POST /toys/search": "toys.postSearch",
    });
  });

  test("and even that is one, by a number", () => {
    expect(Object.values(namesOf({ "GET /a-b": "x/y", "GET /a_b": "x/y", "GET /a.b": "x/y" })).sort()).toEqual([
      "x.getAB",
      "x.xY",
      "x.y",
    ]);
    expect(
      Object.values(namesOf({ "GET /a-b": "y/y", "GET /a_b": "y/y", "GET /a+b": "y/y", "GET /a~b": "y/y" })),
    ).toEqual(expect.arrayContaining(["y.y", "y.yY", "y.getAB", "y.getAB2"]));
  });

  test("a method moves into the resource of its name", () => {
    expect(namesOf({ "POST /toys/{id}/part": undefined, "GET /toys/{id}/part/{part}": undefined })).toEqual({
      "POST /toys/{id}/part": "toys.part.create",
      "GET /toys/{id}/part/{part}": "toys.part.retrieve",
    });
  });

  test("what the spec names itself stands, and the inferred gives way", () => {
    const explicit = { "x-resource": "toys", "x-method": "parts" };
    expect(namesOf({ "GET /toys/{id}/parts": undefined, "POST /x": explicit })).toEqual({
      "POST /x": "toys.parts",
      "GET /toys/{id}/parts": "toys.parts_.list",
    });
  });
});

test("one more operation renames none of the others", () => {
  const before: Operations = {
    "GET /api/toys": undefined,
    "GET /api/toys/{id}": tagged("toys", "getToy"),
    "PUT /api/toys/{id}": undefined,
    "POST /api/toys/{id}/wind-up": undefined,
    "GET /api/shops": "shops/list",
  };
  const more: Operations = {
    "GET /health": undefined,
    "PATCH /api/toys/{id}": undefined,
    "GET /api/toys/{id}/parts": undefined,
    "GET /api/shops/{id}/toys": tagged("toys", "getToys"),
    "GET /api/toys/{id}/{version}": tagged("toys", "getToyByVersion"),
  };
  const names = namesOf(before);
  for (const [key, operation] of Object.entries(more)) {
    expect(namesOf({ [key]: operation, ...before })).toMatchObject(names);
  }
});

test("names of 500 characters, empty ones and duplicates make a client all the same", () => {
  const long = "x".repeat(500);
  const names = Object.values(
    namesOf({ "GET /a": long, "GET /b": long, "GET /c": "", "GET /d": "🚀", "GET /e": "*/" }),
  );
  expect(new Set(names).size).toBe(5);
  for (const name of names) expect(name.length).toBeLessThan(200);
});

test("the time it takes grows with the number of operations, not with its square", () => {
  const operations = (count: number): Operations =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `POST /r${index}/{id}/things/{thing}/act`,
        tagged("same", "doSame"),
      ]),
    );
  expectLinear((count) => namesOf(operations(count)), 250);
});
