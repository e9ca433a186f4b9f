/**
 * What differs, and why it still does: the name of a fixture's file, or of an operation in the round trip. Each is expected to
 * fail, so that a line here cannot outlive its reason.
 */
export const known: Readonly<Record<string, string>> = {
  "enablenow/listTransactions.first-page.json":
    "The comparison of pages knows cursors in links, and not yet bare tokens.",
  "listTransactions.guide-first-page.json": "The comparison of pages knows cursors in links, and not yet bare tokens.",
  "listTransactions 200": "The comparison of pages knows cursors in links, and not yet bare tokens.",
  "expire-inquiry-sessions 200": "Resources that come along with a list and that no item refers to are lost.",
  "list-all-user-audit-logs 200": "Resources that come along with a list and that no item refers to are lost.",
};
