// Both services in a few lines, as a `fetch`: enough for every kind of call that a consumer makes.

const timestamps = { createdAt: "2026-03-01T10:00:00.000Z", updatedAt: "2026-03-01T10:00:00.000Z" };

function shareToken(id: string, status: string, more: object = {}): object {
  return {
    type: "connect/share-token",
    id,
    attributes: { status, direction: "inbound", ...timestamps, ...more },
    relationships: { connection: { data: { type: "connect/connection", id: "cxn_1" } } },
  };
}

const found = { type: "case", id: "case_1", attributes: { status: "Open", fields: { "first-name": "Ada" } } };

const share = {
  id: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
  clientId: "en-app-ref-002",
  expirationDateUtc: "2026-03-02T10:00:00Z",
  consentIds: ["8d2f0f2e-32c1-4d56-a5b5-2f2a3f7c9b10"],
  accountIds: [],
  analysisIds: [],
};

export async function answer(url: string, init?: RequestInit): Promise<Response> {
  const request = new Request(url, init);
  const { pathname, searchParams } = new URL(request.url);
  const authorization = request.headers.get("authorization");
  const body = await request.text();
  switch (`${request.method} ${pathname} ${authorization ?? ""}`.trim()) {
    case "GET /persona/connect/share-tokens Bearer key": {
      const second = searchParams.get("page[after]") === "cnst_1";
      return json(200, {
        data: [shareToken(second ? "cnst_2" : "cnst_1", searchParams.get("filter[status]") ?? "created")],
        links: { prev: null, next: second ? null : "/api/v1/connect/share-tokens?page%5Bafter%5D=cnst_1" },
      });
    }
    case "POST /persona/connect/share-tokens Bearer key":
      return json(201, { data: shareToken("cnst_1", "created") });
    case "GET /persona/connect/share-tokens/cnst_1 Bearer key":
      return json(200, { data: shareToken("cnst_1", "redeemed") });
    case "GET /persona/connect/share-tokens/cnst_failed Bearer key":
      return json(200, { data: shareToken("cnst_failed", "failed", { failureReason: "import_failed" }) });
    case "POST /persona/connect/share-tokens/cnst_1/redeem Bearer key":
      if (!request.headers.has("idempotency-key")) return json(400, { errors: [{ title: "No key" }] });
      return json(202, { data: shareToken("cnst_1", "pending") });
    case "GET /persona/connect/share-tokens/cnst_404 Bearer key":
      return json(404, { errors: [{ title: "Record not found", details: "There is no cnst_404." }] });
    case "POST /persona/cases/search Bearer key":
      return json(200, { data: body.includes('"Open"') ? [found] : [], links: { prev: null, next: null } });
    case "GET /persona/cases Bearer key":
      return json(200, { data: [found], links: { prev: null, next: null } });
    case "POST /enablenow/cfa/connect/token":
      return json(200, { access_token: "token", token_type: "Bearer", expires_in: 3600 });
    case "GET /enablenow/shares Bearer token": {
      const number = Number(searchParams.get("page") ?? 1);
      return json(200, {
        data: [{ ...share, reference: `page ${number}` }],
        _pagination: { page: number, size: 1, totalCount: 2, totalPages: 2 },
      });
    }
    case "POST /enablenow/shares Bearer token":
      return json(201, { data: share.id });
    case `PUT /enablenow/shares/${share.id} Bearer token`:
    case `DELETE /enablenow/shares/${share.id} Bearer token`:
      return new Response(null, { status: 204 });
    default:
      return json(403, { title: "Forbidden", status: 403, detail: `${request.method} ${pathname}` });
  }
}

function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}
