// Calls that the document refuses, and that an assumption lets pass.

import type { Violation } from "../../answer/validator.js";
import type { ReceivedCall, World } from "../../service.js";
import { largestPage, numberedPages } from "./pages.js";
import { mayBeEmpty } from "./sharing/create-share.js";

export function permits(
  { keyword, pointer }: Violation,
  { operation, query }: Pick<ReceivedCall, "operation" | "query">,
  world: World,
): boolean {
  const { assume } = world;
  const { id } = operation;
  if (keyword === "anyOf") return id === "createShare" && mayBeEmpty(world);
  if (keyword === "maximum") {
    const size = numberedPages[id]?.size ?? "";
    return pointer === `/${size}` && Number(query[size]) <= largestPage(id, world);
  }
  if (keyword !== "required") return false;
  if (id === "createConsent") return pointer === "/redirectUrl" && assume("create-consent-required") === "providerKey";
  const isCategorization = id === "createCategorizationJob" || id === "createCategorizationJobV2";
  return (
    isCategorization &&
    (pointer === "/engine" || pointer === "/profile") &&
    assume<string>("create-categorization-job-required").startsWith("One way")
  );
}
