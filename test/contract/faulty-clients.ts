// Clients that get something wrong, each with the fixture that shows it and what has to be found.

import { type Tampering, withBody, withText, withUrl } from "./tampered.js";

export const faultyClients: readonly (readonly [string, string, Tampering, string | RegExp])[] = [
  ["loses an attribute", "retrieve-a-share-token.camel", without("redeemMode"), /^value .*\/redeemMode$/],
  [
    "takes null for absent",
    "retrieve-case.nulls",
    withText((text) => text.replace('"resolution":null,', "")),
    /^value .*\/resolution$/,
  ],
  [
    "invents an attribute",
    "retrieve-case.full",
    withText((text) => text.replace('"attributes":{', '"attributes":{"invented":1,')),
    /^value .*\/invented$/,
  ],
  [
    "changes a value",
    "retrieve-case.full",
    withText((text) => text.replace('"name":"NFB', '"name":"nfb')),
    /^value .*\/name$/,
  ],
  [
    "re-cases a template's field",
    "retrieve-case.full",
    withText((text) => text.replaceAll('"risk_level":', '"riskLevel2":')),
    /^value .*\/fields\/risk_level/,
  ],
  [
    "does not re-case an attribute",
    "retrieve-case.full",
    withText((text) => text.replaceAll('"assigned-at":', '"assigned.at":')),
    /^value .*\/assignedAt$/,
  ],
  [
    "loses a relationship",
    "retrieve-case.full",
    withText((text) => text.replace('"inquiries":', '"enquiries":')),
    /^value .*\/inquiries\/0\/id$/,
  ],
  [
    "loses an included resource",
    "retrieve-case.include-nested",
    withText((text) => text.replace('"included":', '"lost":')),
    /^value .*\/inquiries\/0\/resource$/,
  ],
  [
    "loses the included resources of included ones",
    "retrieve-case.include-nested",
    withText((text) => text.replace('"account":{"data":{"type":"account"', '"account":{"data":{"type":"other"')),
    /^value .*\/account\/resource$/,
  ],
  ["reorders a list", "list-all-share-tokens.both-directions", withText(reversed), /^value value\/0$/],
  [
    "loses an item",
    "list-all-share-tokens.both-directions",
    withText((text) => JSON.stringify({ ...JSON.parse(text), data: [] })),
    /^value value/,
  ],
  [
    "reads another cursor",
    "list-all-cases.middle-page",
    withText((text) => text.replace("page%5Bafter%5D=", "page%5Bafter%5D=x")),
    "page page/nextCursor",
  ],
  [
    "misses the first page",
    "list-all-cases.middle-page",
    withText((text) => text.replace('"prev":"', '"previous":"')),
    "page page/hasPrevious",
  ],
  [
    "reads another page number",
    "listShares.page-2-of-3",
    withText((text) => text.replace('"page":2', '"page":1')),
    "page page/number",
  ],
  [
    "loses a share's reference",
    "getShare.every-kind",
    withText((text) => text.replace('"reference":', '"ref":')),
    "value value/reference",
  ],
  [
    "answers with a value where there is none",
    "deleteShare.empty-200",
    { answer: (reply) => ({ ...reply, status: 201, text: "{}" }) },
    /status/,
  ],
  [
    "loses the request id",
    "retrieve-case.full",
    { answer: ({ headers, ...reply }) => ({ ...reply, headers: dropped(headers, "request-id") }) },
    "withResponse() request id ",
  ],
  [
    "loses the rate limit",
    "retrieve-case.full",
    { answer: ({ headers, ...reply }) => ({ ...reply, headers: dropped(headers, "ratelimit-remaining") }) },
    "withResponse() rate limit /remaining",
  ],
  [
    "tells another status",
    "create-a-case.full",
    { answer: (reply) => ({ ...reply, status: 200 }) },
    "withResponse() status ",
  ],
  [
    "tells another status as a result",
    "create-a-case.full",
    { answer: (reply) => ({ ...reply, status: 200 }) },
    "asResult() /status",
  ],
  [
    "takes an error for a success",
    "create-a-case.422-field-type",
    { answer: (reply) => ({ ...reply, status: 201 }) },
    "error ",
  ],
  [
    "loses the details of an error",
    "create-a-case.422-field-type",
    withText((text) => text.replace('"details":', '"detais":')),
    /^error issues \/0\/detail$/,
  ],
  [
    "loses a member of an error body",
    "any.404-problem-json",
    withText((text) => text.replace('"traceId":', '"trace":')),
    /error body \/traceId$/,
  ],
  [
    "loses unknown members",
    "retrieve-case.full",
    withText((text) => text.replaceAll(/"unknown-member-\d+":\{[^{}]*\{\}\},?/g, "").replaceAll(",}", "}")),
    /^value with unknown members .*unknownMember/,
  ],
  [
    "loses unknown values",
    "retrieve-a-share-token.outbound-created",
    withText((text) => text.replaceAll("sharewright_unknown_value", "created")),
    /^value with unknown members .*\/status$/,
  ],
  [
    "makes a value of a body that is cut off",
    "retrieve-case.full",
    withText((text) => (isJson(text) ? text : '{"data":{"type":"case","id":"1"}}')),
    /^client on /,
  ],
  [
    "makes a value of a body without data",
    "getShare.every-kind",
    withText((text) => (text === "{}" ? '{"data":{}}' : text)),
    "client on {} ",
  ],
  [
    "sends another method",
    "retrieve-case.full",
    { request: (request) => new Request(request, { method: "POST" }) },
    "request method ",
  ],
  ["sends another id", "retrieve-case.full", withUrl((url) => url.replace("case_", "cse_")), /^request path /],
  ["splits an id", "retrieve-case.full", withUrl((url) => url.replace("case_", "case_/")), /^request path /],
  [
    "drops a filter",
    "list-all-cases.every-filter",
    withUrl((url) => url.replace(/&filter%5Breference-id%5D=[^&]*/, "")),
    /^request query /,
  ],
  [
    "does not encode a filter",
    "list-all-cases.every-filter",
    withUrl((url) => url.replace("%2Bb", "+b")),
    /^request query /,
  ],
  [
    "misspells a filter",
    "list-all-cases.every-filter",
    withUrl((url) => url.replace("case-template-id", "caseTemplateId")),
    /^request query /,
  ],
  [
    "drops a member of the body",
    "create-a-case.full",
    withBody((text) => text.replace(/"case-queue-id":"[^"]*",/, "")),
    "request body /data/attributes/case-queue-id",
  ],
  [
    "sends null for absent",
    "updateShare.date-absent",
    withBody(() => '{"expirationDateUtc":null}'),
    "request body /expirationDateUtc",
  ],
  ["sends nothing for null", "updateShare.date-null", withBody(() => "{}"), "request body /expirationDateUtc"],
  [
    "sends a body where none belongs",
    "redeem-share-token.clone-no-body",
    withBody(() => '{"data":{"attributes":{"destination-id":"x"}}}'),
    /^request body /,
  ],
  [
    "drops the idempotency key",
    "create-a-case.full",
    { request: (request) => new Request(request, { headers: dropped(request.headers, "idempotency-key") }) },
    "request header /Idempotency-Key",
  ],
  [
    "turns to another page",
    "list-all-cases.middle-page",
    withUrl((url) => url.replace(/page%5Bafter%5D=/, "page%5Bafter%5D=x")),
    /^next page query /,
  ],
  [
    "drops the query on the next page",
    "list-all-cases.middle-page",
    withUrl((url) => url.replace(/[?&]page%5Bsize%5D=\d+/, "")),
    /query /,
  ],
  [
    "turns to the page before by the wrong number",
    "listShares.page-2-of-3",
    withUrl((url) => url.replace("page=1", "page=0")),
    /^previous page query /,
  ],
];

function without(member: string): Tampering {
  return withText((text) => text.replace(new RegExp(`,"${member}":(null|"[^"]*")`), ""));
}

function reversed(text: string): string {
  const body = JSON.parse(text) as { data: unknown };
  return JSON.stringify({ ...body, data: Array.isArray(body.data) ? body.data.reverse() : body.data });
}

function dropped(headers: Headers, name: string): Headers {
  return new Headers([...headers].filter(([each]) => each !== name));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
