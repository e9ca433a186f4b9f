// One request and its response, with what may go wrong between them on demand, and the entry in the log.

import { responseOf, type SpecOperation } from "../document/operation.js";
import type { Endpoint } from "../service.js";
import {
  brokenConnection,
  cutResponse,
  type Fault,
  type Faults,
  faultHeader,
  latency,
  nameOfFault,
  refusalOnDemand,
} from "../world/faults.js";
import { beginningOf, type Log, type LoggedRequest, maskedBody, maskedHeaders, type Verdict } from "../world/log.js";
import type { Room } from "../world/state/room.js";
import { BodyTooLarge, largestBody, readBody, type SentBody } from "./body.js";
import { createOperate, type OperateParts } from "./operate.js";
import { Refusal, refuse } from "./refusal.js";
import { createReplies, type Reply } from "./reply.js";

export interface ExchangeParts extends Omit<OperateParts, "replies"> {
  readonly faults: Faults;
  readonly log: Log<LoggedRequest>;
  readonly room: Room;
  /** Whether answers are checked against the spec. */
  readonly judges: boolean;
  /** Counts all calls of the sandbox. */
  readonly count: () => number;
  /** Called before a call and after it; `changed` if it may have changed something. */
  readonly onCall: (changed: boolean) => void;
}

/** The target of an address: an operation, an endpoint without a spec, or nothing. */
type Target =
  | { readonly kind: "operation"; readonly operation: SpecOperation; readonly path: Readonly<Record<string, string>> }
  | { readonly kind: "endpoint"; readonly endpoint: Endpoint }
  /** `allowed`: the methods that the address takes. */
  | { readonly kind: "none"; readonly allowed: readonly string[]; readonly near?: readonly string[] };

export type Respond = (request: Request, target: Target) => Promise<Response>;

export function createExchange(parts: ExchangeParts): Respond {
  const { service, world, validator, faults, log, judges, room, count, onCall } = parts;
  const replies = createReplies(service, world, validator, judges);
  const operate = createOperate({ ...parts, replies });

  /** The endpoints that are no operation. */
  const other = (
    target: Exclude<Target, { kind: "operation" }>,
    request: Request,
    text: string,
    fault?: Fault,
  ): Reply => {
    const id = service.callId(world);
    try {
      if (fault?.status !== undefined) throw refusalOnDemand(fault.status);
      if (target.kind === "endpoint") {
        return replies.answer(target.endpoint({ headers: request.headers, body: text }, world), { id });
      }
      throw nothingThere(target.allowed, target.near);
    } catch (error) {
      return error instanceof Refusal ? replies.refusal(error, { id }) : replies.failure(error, { id });
    }
  };

  return async (request, target) => {
    const startedAt = performance.now();
    const operation = target.kind === "operation" ? target.operation : undefined;
    let fault: Fault | undefined;
    let unfit: Refusal | undefined;
    try {
      fault = faults.strike(service.name, operation?.id, request.headers.get(faultHeader));
    } catch (error) {
      unfit = refuse(400, (error as Error).message);
    }
    if (fault?.latencyMs !== undefined) await latency(fault.latencyMs, request.signal);
    const reads = request.method === "GET" || request.method === "HEAD";
    let sentBody: SentBody = { text: "" };
    if (!reads && unfit === undefined) {
      try {
        sentBody = await readBody(request);
      } catch (error) {
        if (!(error instanceof BodyTooLarge)) throw error;
        unfit = refuse(413, `The body is too large: the sandbox reads ${largestBody / 1e6} MB at most`);
      }
    }
    const { text } = sentBody;
    const sentBytes = Buffer.byteLength(text) + (sentBody.bytes?.byteLength ?? 0);
    // A DELETE is taken however full the sandbox is.
    if (!reads && request.method !== "DELETE" && unfit === undefined && !room.has(sentBytes))
      unfit = refuse(507, room.refusal);

    onCall(false);
    const search = searchOf(request.url);
    let reply: Reply | undefined;
    if (unfit !== undefined) reply = replies.refusal(unfit, { id: service.callId(world) });
    else if (fault?.drop === "before") reply = undefined;
    else if (target.kind === "operation")
      reply = operate({ ...target, headers: request.headers, search, sent: sentBody, fault });
    else reply = other(target, request, text, fault);
    const number = count();
    const at = world.clock.now();
    const tookMs = performance.now() - startedAt;
    const { method, url, headers } = request;
    // The log makes its entry when somebody looks. Until then it must not keep what it will not show.
    const { id: callId = `call_${number}`, status: answered, headers: answeredWith = {}, caller, error } = reply ?? {};
    const [sent, received] = [beginningOf(text), beginningOf(reply?.body ?? "")];
    const verdict =
      reply === undefined || (fault?.status !== undefined && !declared(operation, reply)) ? byFault : reply.verdict;
    if (!reads) room.grew(sentBytes + (reply?.body?.length ?? 0));
    if (request.method === "DELETE") room.shrank();
    log.put(callId, sent.length + received.length, (id) => ({
      ...{ id, number, tookMs, method, status: answered, verdict, error },
      at: world.clock.iso(at),
      service: service.name,
      operation: operation?.id,
      side: caller?.side,
      credential: caller?.credential,
      address: url.replace(/^\w+:\/\/[^/?#]*/, ""),
      requestHeaders: maskedHeaders(headers),
      requestBody: maskedBody(sent),
      responseHeaders: maskedHeaders(Object.entries(answeredWith)),
      responseBody: maskedBody(received),
      fault: fault && nameOfFault(fault),
    }));
    onCall(!reads && reply !== undefined);

    if (reply === undefined || fault?.drop !== undefined) throw brokenConnection();
    const { status, bytes } = reply;
    const body = withoutBody(status, method) ? null : (reply.body ?? null);
    const init = { status, headers: reply.headers };
    if (bytes !== undefined && body !== null && fault?.cut !== true) return new Response(bytes, init);
    return body !== null && fault?.cut === true ? cutResponse(body, init) : new Response(body, init);
  };
}

const byFault: Verdict = { kind: "unjudged", reason: "fault" };

/** A status on demand need not be one that the operation answers with. */
function declared(operation: SpecOperation | undefined, { status }: Reply): boolean {
  return operation !== undefined && responseOf(operation, status) !== undefined;
}

function withoutBody(status: number, method: string): boolean {
  return method === "HEAD" || status === 204 || status === 205 || status === 304;
}

function nothingThere(allowed: readonly string[], near: readonly string[] = []): Refusal {
  if (allowed.length === 0) {
    const there = near.length === 0 ? "" : `. There is: ${near.join(", ")}`;
    return refuse(404, {
      title: "There is nothing at this address.",
      detail: `There is nothing at this address${there}`,
    });
  }
  const methods = allowed.join(", ");
  return new Refusal(405, [{ detail: `This address takes ${methods}` }], { Allow: methods });
}

const noSearch = new URLSearchParams();

function searchOf(url: string): URLSearchParams {
  const at = url.indexOf("?");
  return at === -1 ? noSearch : new URLSearchParams(url.slice(at).replace(/#.*/, ""));
}
