import { connect } from "node:net";

/** The response to a request, byte for byte, and how the connection ended. */
export interface Observed {
  /** 0 if there was no answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** `whole`: the body is as long as its head says. `silent`: nothing more came within `limitMs`. */
  readonly ending: "whole" | "closed" | "reset" | "silent";
  readonly ms: number;
}

/** Sends one request over a socket of its own: no client's idea of HTTP stands between the fault and the test. */
export function observe(
  url: string,
  request: { readonly path: string; readonly headers?: Readonly<Record<string, string>>; readonly body: string },
  limitMs = 250,
): Promise<Observed> {
  const { hostname, port, host } = new URL(url);
  const started = performance.now();
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let raw = "";
    const finish = (ending: Observed["ending"]): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...parse(raw), ending, ms: performance.now() - started });
    };
    const timer = setTimeout(() => finish("silent"), limitMs);
    socket.setEncoding("utf8");
    socket.on("error", () => finish("reset"));
    socket.on("end", () => finish("closed"));
    socket.on("data", (data) => {
      raw += data;
      const { headers, body } = parse(raw);
      if (headers["content-length"] === String(Buffer.byteLength(body))) finish("whole");
    });
    const headers = { host, "content-length": String(Buffer.byteLength(request.body)), ...request.headers };
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST ${request.path} HTTP/1.1\r\n${head.join("")}\r\n${request.body}`);
  });
}

function parse(raw: string): Pick<Observed, "status" | "headers" | "body"> {
  const end = raw.indexOf("\r\n\r\n");
  if (end === -1) return { status: 0, headers: {}, body: "" };
  const [first = "", ...rest] = raw.slice(0, end).split("\r\n");
  const headers = rest.map((text) => {
    const colon = text.indexOf(":");
    return [text.slice(0, colon).toLowerCase(), text.slice(colon + 1).trim()];
  });
  return { status: Number(first.split(" ")[1]), headers: Object.fromEntries(headers), body: raw.slice(end + 4) };
}
