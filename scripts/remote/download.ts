// A download: a document of limited size in limited time, over https all the way. Plain http is for this machine.

import { isLoopback, objectionTo } from "./address.js";

const limits = { bytes: 64 * 1024 * 1024, milliseconds: 30_000, redirects: 5 };

/** The reason of a failure, for people. */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
  readonly remedy: string;

  constructor(
    address: string,
    message: string,
    remedy = "Try again later, or download the document and name the copy.",
  ) {
    super(`${address}: ${message}.`);
    this.remedy = remedy;
  }
}

export async function download(address: string, milliseconds = limits.milliseconds): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(milliseconds);
  try {
    const response = await follow(address, signal);
    const bytes = await bodyOf(address, response);
    refusePage(address, response, bytes);
    return bytes;
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    throw new DownloadError(address, reasonOf(error as Error, address, milliseconds));
  }
}

async function follow(address: string, signal: AbortSignal): Promise<Response> {
  let at = new URL(address);
  for (let steps = 0; steps <= limits.redirects; steps += 1) {
    const headers = {
      accept: "application/openapi+json, application/openapi+yaml, application/json, application/yaml, */*",
    };
    const response = await fetch(at, { redirect: "manual", signal, headers });
    if (response.status < 300 || response.status > 399) {
      if (response.ok) return response;
      await response.body?.cancel();
      throw new DownloadError(address, `the server answered ${response.status}`, advice(response.status));
    }
    await response.body?.cancel();
    const location = response.headers.get("location") ?? "";
    if (!URL.canParse(location, at)) throw new DownloadError(address, "it leads on, and not to an address");
    const next = new URL(location, at);
    if (objectionTo(next.href) !== undefined || (isLoopback(next) && !isLoopback(at))) {
      throw new DownloadError(
        address,
        `it leads on to ${next.origin}, which is not https`,
        "Name an address that stays on https, or download the document and name the copy.",
      );
    }
    at = next;
  }
  throw new DownloadError(address, `it leads on more than ${limits.redirects} times`);
}

function advice(status: number): string | undefined {
  if (status === 401 || status === 403)
    return "Nothing secret is sent along. Download the document with your credentials, and name the copy.";
  return status === 404 || status === 410 ? "Correct the address: try it in a browser." : undefined;
}

async function bodyOf(address: string, { body }: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > limits.bytes) {
      throw new DownloadError(address, "it is larger than 64 MB", "Download the document and name the copy.");
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Sites answer a wrong address, or one that wants a login, with a page. */
function refusePage(address: string, { headers }: Response, bytes: Uint8Array): void {
  const start = Buffer.from(bytes.subarray(0, 200)).toString("utf8").trimStart();
  const isPage = /^<(!doctype\s+html|html)/i.test(start) || /^text\/html\b/i.test(headers.get("content-type") ?? "");
  if (!isPage || !start.startsWith("<")) return;
  throw new DownloadError(
    address,
    "that is a page of HTML, and no document",
    "Look for the address of the file itself: on GitHub the button Raw leads to it.",
  );
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "no such host is known, or there is no network",
  EAI_AGAIN: "its host could not be looked up; is there a network",
  ECONNREFUSED: "nothing answers there",
  ECONNRESET: "the connection broke off",
  ENETUNREACH: "there is no network",
  EHOSTUNREACH: "there is no way to its host",
};

function reasonOf(error: Error, address: string, milliseconds: number): string {
  if (error.name === "TimeoutError") return `no answer in ${milliseconds / 1000} seconds`;
  const { code = "", message = "" } = (error.cause ?? {}) as NodeJS.ErrnoException;
  const known = reasons[code];
  if (known !== undefined) return `it could not be fetched: ${known} (${code})`;
  const why = code === "" ? message || error.message : code;
  return /CERT|SELF_SIGNED|ALTNAME/.test(code)
    ? `the certificate of ${new URL(address).host} is not to be trusted (${code})`
    : `it could not be fetched (${why})`;
}
