// The permission that a key needs for a call. Groups that are not here need none: no page names a permission for them.

/** The permission of each group, by the first word of its paths. */
const groups: Readonly<Record<string, string>> = {
  ...{ accounts: "account", "account-types": "account_type", "api-keys": "api_key", "api-logs": "api_log" },
  ...{ cases: "case", "case-templates": "case", connect: "connect", document: "document", documents: "document" },
  ...{ events: "event", inquiries: "inquiry", "inquiry-sessions": "inquiry", list: "list", "list-item": "list" },
  ...{ lists: "list", reports: "report", transactions: "txn", "user-audit-logs": "user_audit_log" },
  ...{ verification: "verification", verifications: "verification", webhooks: "webhook", "webhook-events": "webhook" },
};

/** Those that a key has from the start. */
export const allPermissions: readonly string[] = [
  ...[...new Set(Object.values(groups))].flatMap((group) => [`${group}.read`, `${group}.write`]),
  "workflow.trigger",
];

/** The permission for a call of a path; `undefined` for none. Searching is reading, though it is a POST. */
export function permissionFor(path: string, method: string): string | undefined {
  const [, first = "", second = ""] = path.split("/");
  if (first === "workflows") return "workflow.trigger";
  const group = first === "importer" ? (second === "accounts" ? "account" : "list") : groups[first];
  if (group === undefined) return undefined;
  return `${group}.${method === "GET" || path.endsWith("/search") ? "read" : "write"}`;
}
