// One call of the client against an answer that is already written. Nothing is mocked: `fetch` is the client's own seam.

import { type ClientCall, takesInput } from "./client-call.js";
import type { Service } from "./service.js";
import type { Operation } from "./spec/spec.js";
import { readRequest, type WireRequest } from "./wire.js";

/** The answer of the service. The body is `text` or `file`, or there is none. */
export interface FixtureAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | undefined;
  readonly file?: Uint8Array<ArrayBuffer> | undefined;
}

/** The outcome of a call: the result of `withResponse()`, or the error. */
export interface Outcome {
  readonly requests: readonly WireRequest[];
  readonly error: unknown;
  readonly value: unknown;
  readonly response: WithResponse | undefined;
  /** The result of `asResult()`, or its error. */
  readonly result: Result | undefined;
}

interface WithResponse {
  readonly value: unknown;
  readonly status: number;
  readonly body: unknown;
  readonly requestId: string | undefined;
  readonly rateLimit: unknown;
}

interface Result {
  readonly ok: boolean;
  readonly status: number;
  readonly data?: unknown;
  readonly error?: unknown;
}

interface CallPromise extends Promise<unknown> {
  withResponse(): Promise<WithResponse>;
  asResult(): Promise<Result>;
}

type Method = (...args: readonly unknown[]) => CallPromise;

/** A client that gets one and the same answer to every call, and the requests that it makes. */
export function answeredClient(service: Service, answer: FixtureAnswer): { client: object; requests: WireRequest[] } {
  const requests: WireRequest[] = [];
  const client = service.client(async (request) => {
    if (new URL(request.url).pathname.endsWith("/connect/token")) return token();
    requests.push(await readRequest(request));
    return new Response(answer.file ?? answer.text ?? null, { status: answer.status, headers: { ...answer.headers } });
  });
  return { client, requests };
}

export async function exchange(
  service: Service,
  operation: Operation,
  call: ClientCall,
  answer: FixtureAnswer,
): Promise<Outcome> {
  const { client, requests } = answeredClient(service, answer);
  try {
    const promise = methodOf(client, operation)(...argumentsOf(operation, call));
    const value = await promise;
    return {
      requests,
      error: undefined,
      value,
      response: await promise.withResponse(),
      result: await promise.asResult(),
    };
  } catch (error) {
    return { requests, error, value: undefined, response: undefined, result: undefined };
  }
}

/** The outcome of a call whose answer is an error, as `asResult()` tells it. */
export async function resultOf(
  service: Service,
  operation: Operation,
  call: ClientCall,
  answer: FixtureAnswer,
): Promise<Result> {
  const { client } = answeredClient(service, answer);
  return methodOf(client, operation)(...argumentsOf(operation, call)).asResult();
}

export function argumentsOf(operation: Operation, call: ClientCall): readonly unknown[] {
  return [...call.ids, ...(takesInput(operation) ? [call.input] : []), call.options];
}

/** The client's method, found by the names that the spec gives it. */
export function methodOf(client: object, operation: Operation): Method {
  const names = operation.resource;
  const resource = names.reduce<unknown>((node, name) => (node as Readonly<Record<string, unknown>>)?.[name], client);
  const method = (resource as Readonly<Record<string, unknown>> | undefined)?.[operation.name];
  if (operation.name === "") {
    throw new Error(
      `${operation.id} has no \`x-resource\` and \`x-method\`: give it both in the spec, so that its method is known.`,
    );
  }
  if (typeof method !== "function") {
    throw new Error(`The client has no ${[...names, operation.name].join(".")} for ${operation.id}.`);
  }
  return method.bind(resource) as Method;
}

function token(): Response {
  return Response.json({ access_token: "contract", token_type: "Bearer", expires_in: 3600 });
}
