// A service whose client is wrong in one way: the seam to the network changes what goes out or comes in. What the client
// then does is what a faulty client would do.

import type { Service } from "../../scripts/contract/service.js";

export interface Tampering {
  /** Changes what was sent, before it is recorded. */
  readonly request?: (request: Request) => Request | Promise<Request>;
  /** Changes what comes back: the parsed body, the status, the headers. */
  readonly answer?: (answer: Reply, request: Request) => Reply;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export function tampered(service: Service, { request = (same) => same, answer = (same) => same }: Tampering): Service {
  return {
    ...service,
    client: (fetch) =>
      service.client(async (sent) => {
        if (new URL(sent.url).pathname.endsWith("/connect/token")) return fetch(sent);
        const response = await fetch(await request(sent));
        const changed = answer(
          { status: response.status, headers: new Headers(response.headers), text: await response.text() },
          sent,
        );
        const { status, headers, text } = changed;
        return new Response(text === "" ? null : text, { status, headers });
      }),
  };
}

/** Tampers with the text of the answer. */
export function withText(change: (text: string) => string): Tampering {
  return { answer: ({ text, ...rest }) => ({ ...rest, text: change(text) }) };
}

/** Tampers with the URL of the request. */
export function withUrl(change: (url: string) => string): Tampering {
  return { request: (request) => new Request(change(request.url), request) };
}

/** Tampers with the body of the request. */
export function withBody(change: (text: string) => string): Tampering {
  return {
    request: async (request) => {
      const { method, headers, url } = request;
      return new Request(url, { method, headers, body: change(await request.clone().text()) });
    },
  };
}
