import { afterEach, describe, expect, test } from "vitest";
import { openStage, type Stage } from "./stage.js";

let stage: Stage;
afterEach(() => stage.close());

/** As a form of the page posts. */
function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams(fields);
  return fetch(`${stage.url}/page/acts/${path}`, {
    ...{ method: "POST", redirect: "manual", body, headers: { Origin: stage.url, ...headers } },
  });
}

const pageText = async () => (await fetch(stage.url)).text();

describe("the page without script", () => {
  test("shows both sides of both services, and what is between them", async () => {
    stage = await openStage();
    const text = await pageText();
    for (const shown of ["Northfold Bank", "Harbour Lending", "App A", "App B", "cxn_4Nq8Zt2LbY6wKd1R", "ONB-41"]) {
      expect(text).toContain(shown);
    }
    expect(text).toContain('aria-label="created; can become pending or expired"');
    expect(text).toContain('aria-label="redeemed; final"');
    expect(text).toContain('aria-label="inactive; can become pending"');
  });

  test("says what to do where there is nothing yet", async () => {
    stage = await openStage({});
    expect(await pageText()).toContain("Nothing was called yet. What clients call shows up here as it happens.");
  });

  test("shows some of each state, though a burst of one came last", async () => {
    const made = (name: string, status: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        type: "case",
        id: `case_${name}${index}`,
        attributes: { status },
      }));
    stage = await openStage({ "persona/case": [...made("old", "Approved", 300), ...made("new", "Open", 30)] });
    const shown = [...(await pageText()).matchAll(/id="persona-(case_\w+)"/g)].map(([, id]) => id);
    expect(shown).toEqual([
      ...["case_new29", "case_new28", "case_new27", "case_new26", "case_new25", "case_new24"],
      ...["case_old299", "case_old298", "case_old297", "case_old296", "case_old295", "case_old294"],
    ]);
    expect(await pageText()).toContain("The newest of each state, 12 of 330.");
  });

  test("shows what stands on an account, and how it came to that, as the API has it", async () => {
    stage = await openStage();
    const { sandbox, client } = stage;
    const [account] = (await client.accounts.list({ consentId: "1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21" })).items;
    const { items } = await client.transactions.list({ accountId: account?.id ?? "", pageSize: 3 });
    const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });
    const card = (await pageText()).split(`id="enablenow-${account?.id}"`)[1]?.split("</li>")[0] ?? "";
    expect(card).toContain(`<p class="figure">${dollars.format(Number(account?.accountBalance?.amount))}</p>`);
    expect(card).toMatch(/aria-label="Balance from 2025-04-06 to 2026-11-01: between €[\d.,]+ and €[\d.,]+, at last €/);
    // Those that are pending are marked; by what is assumed the API does not list them.
    const rows = card.split("<tr ").filter((row) => row.includes("</tr>") && !row.includes("<em>pending</em>"));
    const shown = rows.map((row) => /class="amount(?: income)?">([^<]*)</.exec(row)?.[1]);
    expect(shown.slice(0, 3)).toEqual(items.map(({ amount }) => dollars.format(Number(amount))));
    expect(card).toContain(`<time datetime="${items[0]?.transactionDateTime.replace("Z", ".000Z")}"`);
    // A consent brings accounts with it when it has been read.
    const before = sandbox.records("enablenow/account").length;
    await client.consents.create({ providerKey: "ABNANL2A", redirectUrl: "https://huis.example/terug" });
    expect(await pageText()).toContain('<p class="state">INITIALIZED</p>');
    await sandbox.advance("10m");
    expect(await pageText()).toContain(`Accounts <span class="count">${before + 2}</span>`);
  });

  test("spells addresses as people do", async () => {
    stage = await openStage();
    const shown = async () => (await pageText()).replaceAll("<wbr>", "");
    await fetch(`${stage.url}/persona/cases?page%5Bsize%5D=5&filter%5Bstatus%5D=Open`);
    expect(await shown()).toContain(">/persona/cases?page[size]=5&amp;filter[status]=Open<");
    await fetch(`${stage.url}/persona/cases?page%ZZ`);
    expect(await shown()).toContain(">/persona/cases?page%ZZ<");
  });

  test("says that the next redemption will fail, and how", async () => {
    stage = await openStage({});
    expect(await pageText()).not.toContain("The next redemption fails");
    stage.sandbox.control.persona.failNextRedemption("import_failed");
    expect(await pageText()).toContain("The next redemption fails: import_failed.");
  });

  test("escapes what callers wrote", async () => {
    stage = await openStage();
    const reference = '<img src=x onerror="alert(1)">';
    const consentIds = ["1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21"];
    await stage.client.shares.create({ clientId: "veldkamp-lending-app", consentIds, reference });
    const text = `${await pageText()}${await (await fetch(`${stage.url}/page/requests/2`)).text()}`;
    expect(text).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(text).not.toContain("<img");
  });

  test("shows one request in full, its secrets masked", async () => {
    stage = await openStage();
    await stage.client.shares.list();
    const shown = async (number: number) => (await fetch(`${stage.url}/page/requests/${number}`)).text();
    const { clientSecret } = stage.sandbox.credentials.enablenow.a;
    expect(await shown(1)).toContain("client_secret=•••");
    expect(await shown(1)).not.toContain(clientSecret);
    expect(await shown(2)).toContain("Bearer •••");
    expect(await shown(2)).toContain("in spec");
    expect((await fetch(`${stage.url}/page/requests/99`)).status).toBe(404);
  });

  test("advances, stops and runs the clock", async () => {
    stage = await openStage();
    const response = await post("advance", { by: "14d" });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
    expect(stage.sandbox.now().toISOString()).toBe("2026-11-15T09:00:00.000Z");
    await post("clock", { do: "run" });
    expect(stage.sandbox.running).toBe(true);
    await post("clock", { do: "stop" });
    expect(stage.sandbox.running).toBe(false);
  });

  test("switches faults on and off", async () => {
    stage = await openStage();
    await post("fault", { kind: "status=503", service: "enablenow", count: "5" });
    await post("fault", { kind: "cut", service: "", count: "" });
    expect(stage.sandbox.faults).toEqual([{ status: 503, service: "enablenow", count: 5 }, { cut: true }]);
    expect(await pageText()).toContain("EnableNow, next 5 calls");
    await post("clear-faults", {});
    expect(stage.sandbox.faults).toEqual([]);
  });

  test("does what people do in the dashboard", async () => {
    stage = await openStage();
    await post("persona/accept", { id: "cxn_2Fb6Pt9Wk4Lz7Mc3" });
    await post("persona/fail-next-redemption", { reason: "import_failed" });
    expect(stage.done).toEqual(["accept cxn_2Fb6Pt9Wk4Lz7Mc3", "fail import_failed"]);
  });

  test.each([
    ["advance", { by: "soon" }, "no duration"],
    ["advance", { by: "4000d" }, "at most 3650d"],
    ["fault", { kind: "flood" }, "is no fault"],
    ["fault", { kind: "cut", service: "shop" }, "no service"],
    ["persona/fail-next-redemption", { reason: "boredom" }, "no reason"],
  ])("says why %s with %j is not done", async (act, fields, reason) => {
    stage = await openStage();
    const response = await post(act, fields as unknown as Record<string, string>);
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(reason);
    expect([stage.sandbox.now().toISOString(), stage.sandbox.faults]).toEqual(["2026-11-01T09:00:00.000Z", []]);
  });

  test("has no other addresses than its own", async () => {
    stage = await openStage();
    expect((await post("reboot", {})).status).toBe(404);
    expect((await fetch(`${stage.url}/page/attic`)).status).toBe(404);
    expect(await (await fetch(`${stage.url}/pages`)).json()).toHaveProperty("error");
  });
});

describe("the page is for this machine and acts for itself alone", () => {
  test.each([
    [{ Origin: "https://evil.test" }],
    [{ Origin: "http://localhost:1" }],
    [{ Origin: "null", "Sec-Fetch-Site": "cross-site" }],
  ])("refuses a form from elsewhere: %j", async (headers) => {
    stage = await openStage();
    expect((await post("advance", { by: "1d" }, headers)).status).toBe(403);
    expect(stage.sandbox.now().toISOString()).toBe("2026-11-01T09:00:00.000Z");
  });

  test("refuses a host that is not this machine, whatever it leads to", async () => {
    stage = await openStage();
    const { request } = await import("node:http");
    const answered = (host: string, path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = request(`${stage.url}${path}`, { headers: { host } }, (response) => {
          response.destroy();
          resolve(response.statusCode);
        });
        sent.on("error", reject).end();
      });
    const { port } = new URL(stage.url);
    expect(await answered("evil.test", "/")).toBe(403);
    expect(await answered("127.0.0.1.evil.test", "/page/live")).toBe(403);
    expect(await answered(`evil.test:${port}`, "/page/requests/1")).toBe(403);
    expect(await answered(`localhost:${port}`, "/")).toBe(200);
  });

  test("lets a browser load nothing but its own", async () => {
    stage = await openStage();
    const { headers } = await fetch(stage.url);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(await pageText()).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//);
  });
});
