// Statuses that the document declares and the sandbox does not answer with, and why: no source says when the vendor does.

const reads = [
  ...["browser-fingerprint", "country", "device-fingerprint", "field", "geolocation", "government-id-number"],
  ...["name", "phone-number", "string"],
].map((kind) => `retrieve-a-${kind}-list-item`);
const itemReads = [...reads, "retrieve-an-email-address-list-item", "retrieve-an-ip-address-list-item"];

const because = (reason: string, pairs: readonly string[]) => Object.fromEntries(pairs.map((pair) => [pair, reason]));

export const unproduced: Readonly<Record<string, string>> = {
  ...because(
    "It is declared of a read, and no source says what there could be in conflict or invalid.",
    itemReads.flatMap((id) => [`${id} 409`, `${id} 422`]),
  ),
  ...because("The same, of the other reads.", [
    ...["accounts-list-all-relations 409", "accounts-list-all-relations 422", "print-an-inquiry-pdf 409"],
    ...["print-report-pdf 409", "retrieve-a-connect-connection 409", "retrieve-a-connect-connection 422"],
  ]),
  ...because("Nothing in the sandbox takes longer than a call may.", ["create-a-report 408"]),
  ...because("What the body names, if anything, is answered with 422 when it is not there.", [
    ...["create-a-transaction 404", "create-authorization 404"],
  ]),
  ...because("A code, a token or a pass that is not there is answered with 400, 401 or 422.", [
    ...["create-access-token 404", "create-a-privacy-pass 404", "request-a-relay-challenge 404"],
  ]),
  ...because("The sandbox takes any template of Graph Queries: only the dashboard makes and shows them.", [
    "create-a-graph-query 404",
  ]),
  ...because("The operation needs no API key, so that none can be wrong or lack anything.", [
    ...["create-a-relay 401", "create-a-relay 403", "request-a-relay-challenge 401", "request-a-relay-challenge 403"],
    "generate-a-relay-claim 403",
  ]),
};
