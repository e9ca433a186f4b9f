// Connections and Share Tokens that are there from the start, under the ids of the fixtures. Between the two
// organizations that call there is no Connection: making one is what people try first.

import type { Identifier } from "../../../engine/records/record.js";
import type { Connection } from "../connect/connections.js";
import { type ShareToken, type ShareTokenAttributes, untouched } from "../connect/share-token.js";
import { organizationIds } from "./organizations.js";

const { northfold, harbour, quayside, kestrel, lockgate, almond } = organizationIds;

const key = { type: "api-key", id: "api_RgC13yN16Tjko6Cjw2d6CZAA" };
const user = { type: "user", id: "user_RAM79eoqhcLSBYUzm7UgSEK9" };
const partner = { type: "user", id: "user_5vLc2XqZt8NwKr4Mb9YhPd3J" };

const toKestrel = "cxn_v5oftTU3FtrGJ21csmVg6RCU";
const fromKestrel = "cxn_7RhQz6eZf6Dh35upSqV8qCnc";
const kestrelToHarbour = "cxn_Nq4Xv8Lz2KtWc6RbMp9Yh5Ds";

/** A moment so many days before another, as text. */
function before(now: number, days: number): string {
  return new Date(now - days * 86_400_000).toISOString();
}

/** The oldest first. */
export function seededConnections(now: number): readonly Connection[] {
  const connection = (
    id: string,
    source: string,
    destination: string,
    status: string,
    days: number,
    creator = partner,
  ) =>
    ({
      ...{ type: "connect/connection", id, creator },
      attributes: {
        status,
        "source-organization-id": source,
        "destination-organization-id": destination,
        "created-at": before(now, days),
        "updated-at": before(now, status === "pending" ? days : days - 2),
      },
    }) satisfies Connection;
  return [
    connection("cxn_vdTriTcxgLYMmL1rrQvuo9KX", northfold, lockgate, "inactive", 320, user),
    connection(fromKestrel, kestrel, northfold, "active", 260),
    connection(toKestrel, northfold, kestrel, "active", 240, user),
    connection(kestrelToHarbour, kestrel, harbour, "active", 90),
    connection("cxn_wZyueAV1RvRxDHuHzU4NhaQk", northfold, almond, "pending", 12, key),
    connection("cxn_WfbDWNM9Rae7GAh29mqDuuf8", quayside, northfold, "pending", 5),
  ];
}

/** The oldest first, in every state but `pending`: a redemption takes seconds. */
export function seededShareTokens(now: number): readonly ShareToken[] {
  const token = (
    id: string,
    connectionId: string,
    source: Identifier,
    days: number,
    { attributes = {}, ...rest }: { destination?: Identifier; attributes?: Partial<ShareTokenAttributes> } = {},
  ): ShareToken => {
    const isOutbound = connectionId === toKestrel;
    const endsAt = now + (14 - days) * 86_400_000;
    return {
      ...{ type: "connect/share-token", id, connectionId, source, endsAt },
      creator: isOutbound ? key : partner,
      sourceOrganizationId: isOutbound ? northfold : kestrel,
      destinationOrganizationId: isOutbound ? kestrel : connectionId === fromKestrel ? northfold : harbour,
      destination: null,
      ...rest,
      attributes: {
        status: "created",
        "created-at": before(now, days),
        "updated-at": before(now, attributes.status === undefined ? days : days - 0.5),
        "expires-at": new Date(endsAt).toISOString(),
        ...untouched,
        ...attributes,
      },
    };
  };
  const redeemed = (days: number, mode: "clone" | "hydrate") => ({
    status: "redeemed",
    "pending-at": before(now, days - 0.49),
    "redeemed-at": before(now, days - 0.5),
    "redeem-mode": mode,
  });
  const failed = (
    days: number,
    reason: ShareTokenAttributes["failure-reason"],
    mode: "clone" | "hydrate" = "clone",
  ) => ({
    status: "failed",
    "pending-at": before(now, days - 0.49),
    "failed-at": before(now, days - 0.5),
    "failure-reason": reason,
    "redeem-mode": mode,
  });
  const inquiry = (id: string) => ({ type: "inquiry", id });
  const account = (id: string) => ({ type: "account", id });
  const transaction = (id: string) => ({ type: "txn", id });
  const kestrels = inquiry("inq_Hn5Qz8Xk3VwLc7RtMp2Yb9DsGf4Ja6");
  const kestrelsAccount = account("act_Lq7Xv2Zt9KmRb4NcWp6Yh3Ds");

  return [
    token("cnst_6LzCn1jZj92RLWeG295rZx8T", fromKestrel, inquiry("inq_Qb8Wz3Xk6VtLc9RnMp4Yh7DsGf2Ja5"), 48, {
      attributes: failed(48, "source_not_found"),
    }),
    token("cnst_n45oS7ohMnoyMKPtPSwQenMg", fromKestrel, kestrels, 44, { attributes: failed(44, "import_failed") }),
    token("cnst_fAnTsWU6Q5nUzViMsKG7piY2", fromKestrel, kestrelsAccount, 40, {
      destination: inquiry("inq_ahUdWJt3nyo3zPJdKWMQbC6UHzGGQo"),
      attributes: failed(40, "source_redacted", "hydrate"),
    }),
    token("cnst_uVC5e7RaFwfkYmeD5c44GBzN", fromKestrel, kestrels, 36, {
      attributes: failed(36, "unrecoverable_error"),
    }),
    token("cnst_9CaheTntSDzYP2pW6Gn9wpHE", fromKestrel, kestrels, 30, {
      destination: inquiry("inq_6pDKvuqz14XfC8wPNnT5N9Rd3P8eDj"),
      attributes: redeemed(30, "clone"),
    }),
    token("cnst_EsiqLnRfUvhzfbVS41XPuMwP", fromKestrel, kestrelsAccount, 29, {
      destination: account("act_6h3f2Xtra83Ym6Qw84xMVD7L"),
      attributes: redeemed(29, "hydrate"),
    }),
    token("cnst_DyCUnG44qYLGWLjqgZW38xKc", toKestrel, inquiry("inq_7iTqZRxvpfhXw1jJkmkKsW9kBTfqX7"), 20, {
      attributes: { status: "expired", "expires-at": before(now, 19.5) },
    }),
    token("cnst_dDBnPm1pkF4JsZtj1MorVtr4", toKestrel, account("act_JXk3Vpf8ycd88eANELStgRGe"), 16, {
      destination: account("act_Vt7Nz4Xq9LkWc2RbMp6Yh8Ds"),
      attributes: redeemed(16, "hydrate"),
    }),
    token("cnst_3QXbskiKccifbxHdFmfoxxNG", fromKestrel, transaction("txn_Xk4Vz9Lq6NtRc3WpMb8Yh5Ds"), 4),
    token("cnst_1SeczbFhPbHZ7QNRXvDtAfq4", fromKestrel, kestrels, 3),
    token("cnst_7YpHdk6jfmaCvBZ3y1kK4rrU", fromKestrel, kestrels, 2),
    token("cnst_Lx6Wv3Nz9KqTc5RbMp2Yh8Ds", kestrelToHarbour, kestrels, 2),
    token("cnst_cwra5MsDcF9apgAVnH4knb59", fromKestrel, kestrels, 1),
    token("cnst_YzH3n5obNVwPRBof2fQZymRs", toKestrel, inquiry("inq_ZLZJqkefVGbBKhH1NiCNDFTPute7tG"), 1),
  ];
}
