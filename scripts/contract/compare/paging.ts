// The request for the next page: the same filters and body, with the cursor or the number that the page named.

import type { ShownAnswer } from "../answer.js";
import type { ClientCall } from "../client-call.js";
import { answeredClient, argumentsOf, methodOf } from "../exchange.js";
import type { Service } from "../service.js";
import { isObject, replaced } from "../spec/json.js";
import type { Operation } from "../spec/spec.js";
import { pairsOf, segmentsOf } from "../wire.js";
import { compared, type Difference } from "./difference.js";

interface Page {
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  readonly nextCursor?: string;
  readonly previousCursor?: string;
  readonly number?: number;
  next(): Promise<unknown>;
  previous(): Promise<unknown>;
}

export async function pagingDifferences(
  service: Service,
  operation: Operation,
  call: ClientCall,
  answer: ShownAnswer,
): Promise<readonly Difference[]> {
  const { pagination } = operation;
  if (pagination === undefined) return [];
  const { page: parameter = "page", style, after } = pagination;
  const token = style === "token" ? after : undefined;
  const { client, requests } = answeredClient(service, answer);
  const page = (await methodOf(client, operation)(...argumentsOf(operation, call))) as Page;
  const [first] = requests;
  if (first === undefined) return [{ check: "paging", at: "", expected: "a request", got: undefined }];
  const differences: Difference[] = [];
  const turn = async (check: string, go: () => Promise<unknown>, name: string, value: unknown) => {
    requests.length = 0;
    const failure = await go().then(
      () => undefined,
      (error: unknown) => String(error),
    );
    if (failure !== undefined) {
      differences.push({ check, at: "", expected: "a request", got: failure });
      return;
    }
    const [sent] = requests;
    const kept = pairsOf(first.path).filter(
      ([key]) => ![parameter, token, "page[after]", "page[before]"].includes(key),
    );
    const wanted = [...kept, [name, String(value)]].map((pair) => pair.join("=")).sort();
    const got = pairsOf(sent?.path ?? "")
      .map((pair) => pair.join("="))
      .sort();
    differences.push(
      ...compared(`${check} method`, first.method, sent?.method),
      ...compared(`${check} path`, segmentsOf(first.path), segmentsOf(sent?.path ?? "")),
      ...compared(`${check} query`, wanted, got),
      ...compared(`${check} body`, withoutCursor(first.body), sent?.body),
    );
  };
  if (page.hasNext) {
    const [name, value] =
      page.number === undefined ? [token ?? "page[after]", page.nextCursor] : [parameter, page.number + 1];
    await turn("next page", () => page.next(), name as string, value);
  }
  if (page.hasPrevious) {
    const [name, value] =
      page.number === undefined ? ["page[before]", page.previousCursor] : [parameter, page.number - 1];
    await turn("previous page", () => page.previous(), name as string, value);
  }
  return differences;
}

/** A search's body may name a cursor too; the one in the query counts. */
function withoutCursor(body: unknown): unknown {
  if (!isObject(body)) return body;
  return replaced(replaced(body, ["page", "after"], undefined), ["page", "before"], undefined);
}
