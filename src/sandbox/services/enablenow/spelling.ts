// Calls as an assumption has them understood: other spellings of names, because .NET reads them in any case, and pages.

import { isObject } from "../../../json.js";
import type { ReceivedCall, World } from "../../service.js";
import type { AppCaller } from "./apps.js";
import { numberedPages } from "./pages.js";

const analysisMembers: Readonly<Record<string, readonly string[]>> = {
  createAnalysisJob: ["reference", "engine", "profile", "input", "metadata", "dateFrom", "dateTo"],
  updateAnalysisJob: ["reference"],
};

export function understand(
  { operation, query, body }: ReceivedCall<AppCaller>,
  { assume, ids }: World,
): Pick<ReceivedCall<AppCaller>, "query" | "body"> {
  if (operation.id === "createUser" && assume("create-user-without-id") === true) {
    if (isObject(body) && body.externalUserId === undefined)
      return { query, body: { ...body, externalUserId: ids.uuid() } };
  }
  if (operation.id === "listTransactions" && assume("list-transactions-page-size") !== 400) {
    const { PageSize } = query;
    if (typeof PageSize === "number")
      return { query: { ...query, PageSize: Math.min(Math.max(Math.round(PageSize), 1), 1000) }, body };
  }
  const pages = numberedPages[operation.id];
  if (pages !== undefined && assume("list-shares-page-minimum") !== 400) {
    const least = (name: string) => (typeof query[name] === "number" ? { [name]: Math.max(query[name], 1) } : {});
    return { query: { ...query, ...least(pages.page), ...least(pages.size) }, body };
  }
  const names = analysisMembers[operation.id];
  if (names === undefined || !isObject(body)) return { query, body };
  return { query, body: spelled(body, names, assume("analysis-job-name-case") === true, metadataName(assume)) };
}

function metadataName(assume: World["assume"]): string {
  return assume<string>("analysis-job-metadata-name");
}

function spelled(body: object, names: readonly string[], inAnyCase: boolean, metadata: string): object {
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  const members = Object.entries(body).map(([name, value]) => {
    if (name === metadata) return ["metadata", value] as const;
    const own = inAnyCase ? known.get(name.toLowerCase()) : names.find((each) => each === name && each !== "metadata");
    // A member of another spelling is one that the service does not know.
    return [own ?? (name === "metadata" ? "metadata (not read)" : name), value] as const;
  });
  return Object.fromEntries(members);
}
