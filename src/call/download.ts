import { ApiError, ConfigurationError } from "../errors.js";
import type { Exchange, Operation, ReadValue, StatusRanges } from "../operation.js";
import { DownloadedFile } from "../response/downloaded-file.js";
import { inRanges } from "../response/status-ranges.js";
import { openAnswer } from "../response/streams/streamed-body.js";
import { newCall } from "../transport/call.js";
import { setHeaders } from "../transport/headers.js";
import type { Message } from "../transport/message.js";
import { checkOptions } from "../transport/options/check-options.js";
import type { RequestOptions } from "../transport/options/options.js";
import type { Transport } from "../transport/service.js";
import { ApiPromise, type Failed, type Succeeded } from "./api-promise.js";
import { captureCaller } from "./caller.js";

/** Where the files of a service are, from generated code. */
export interface SignedUrls {
  /** Resource and method, as in `files.download`: errors name the call by it. */
  readonly name: string;
  /** The only origin that URLs may have. */
  readonly origin: string;
  /** Where a fresh URL is to be had, in a sentence. */
  readonly renewal: string;
}

/** Options of {@link download}. The client's own headers are not among what is sent. */
export interface DownloadOptions extends Omit<RequestOptions, "extraQuery"> {
  /** Longest file to read, in bytes. Default: the client's `maxResponseBytes`. */
  readonly maxResponseBytes?: number | undefined;
}

/** The state of a download. */
export type DownloadResult = Succeeded<number, DownloadedFile> | Failed<number, unknown>;

/** The host of the files refused a signed URL: it has expired, or is not whole. A new call for it gives a fresh one. */
export class ExpiredUrlError extends ApiError {
  override readonly name = "ExpiredUrlError";

  constructor(error: ApiError, renewal: string) {
    super(error);
    const { service, operation, status } = error;
    this.message = `${service}: ${operation} got ${status}: the URL has expired, or is not whole.\n${renewal}`;
  }
}

/**
 * Reads a file by the signed URL that an answer holds. The URL is all that the host of the files needs: no credential and no
 * header of the client goes there, and the rate limit of the service does not count.
 */
export function download(
  transport: Transport,
  facts: SignedUrls,
  url: string,
  options: DownloadOptions = {},
): ApiPromise<DownloadedFile, DownloadResult> {
  return new ApiPromise(start(transport, facts, url, options));
}

function start(transport: Transport, facts: SignedUrls, url: string, options: DownloadOptions): Exchange {
  const { service, limits } = transport;
  const { name, origin } = facts;
  const { maxResponseBytes = limits.maxResponseBytes } = options;
  const open = (response: Response): DownloadedFile =>
    new DownloadedFile(response, call, async () => {
      const again = start(transport, facts, url, options);
      return (await readFile(again)).value as DownloadedFile;
    });
  const readFile: ReadValue = (exchange) =>
    openAnswer(exchange).catch((error: unknown) => {
      throw error instanceof ApiError && expired.includes(error.status)
        ? new ExpiredUrlError(error, facts.renewal)
        : error;
    });
  const operation: Operation = { name, method: "GET", path: "/{file}", open, readValue: readFile, errors: everyError };
  let isRaw = false;
  const call = {
    ...newCall(service.name, operation, { ...limits, maxResponseBytes }, options, {
      leavesBody: ({ ok }) => isRaw || ok,
    }),
    otherOrigin: origin,
  };
  const dispatch = async () => {
    checkOptions(call.name, options);
    return transport.send(messageOf(call.name, url, origin, options), call);
  };
  const leaveBody = (): void => {
    isRaw = true;
  };
  return { transport, operation, call, query: undefined, answer: dispatch(), caller: captureCaller(), leaveBody };
}

/** Statuses by which hosts refuse an URL that is no longer, or was never, signed. */
const expired: readonly number[] = [400, 401, 403, 404, 410];

const everyError: StatusRanges = { includes: inRanges, statuses: [], ranges: [4, 5] };

/** An error does not repeat the URL: its holder can read the file. */
function messageOf(name: string, text: string, origin: string, options: DownloadOptions): Message {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOurs = url?.origin === origin && url.username === "" && url.password === "";
  if (!isOurs) {
    const what = url === undefined ? "this text is no whole URL" : `this one is of ${url.origin}`;
    throw new ConfigurationError(
      `${name} reads files of ${origin} alone: ${what}. Pass the URL as an answer of the service holds it.`,
    );
  }
  return {
    url: url.href.replace(/#.*/, ""),
    method: "GET",
    headers: setHeaders(new Headers(), options.headers),
    secrets: [url.search || url.pathname, ...[...url.searchParams.values()].filter(({ length }) => length > 7)],
  };
}
