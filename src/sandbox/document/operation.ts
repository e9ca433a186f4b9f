// An operation as the sandbox needs it: where its parameters, bodies, answers and security stand in the document.

import { isObject, type JsonObject } from "../../json.js";
import { type References, segment, valueAt } from "./pointer.js";

export interface SpecParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie" | "querystring";
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  /** The schema, its references followed. */
  readonly schema: JsonObject;
  /** Where the schema stands: a JSON pointer from the root. */
  readonly pointer: string;
  /** The media type that the value is written in, if it is declared by `content`. */
  readonly media: string | undefined;
}

/** One media type of a body or an answer. */
export interface Content {
  /** As the document writes it: `application/json`, `image/*`. */
  readonly type: string;
  /** Where the media type object stands. */
  readonly pointer: string;
  /** Where the schema stands; none if there is none. */
  readonly schema: string | undefined;
}

export interface SpecResponse {
  /** As the document writes it: `200`, `2XX` or `default`. */
  readonly status: string;
  readonly pointer: string;
  readonly content: readonly Content[];
  /** Where the schema of the body stands, JSON before others; none if there is no body. */
  readonly schema: string | undefined;
  readonly headers: readonly string[];
}

export interface SpecBody {
  readonly required: boolean;
  readonly content: readonly Content[];
  /** Where the schema stands, of JSON before others. */
  readonly schema: string;
}

/** Schemes that are needed together, by name. Without any, the call needs none. */
type SecurityRequirement = readonly string[];

export interface SpecOperation {
  /** The operationId; `GET /pets` if there is none. */
  readonly id: string;
  readonly method: string;
  /** As the document writes it: `/cases/{case-id}`. */
  readonly path: string;
  /** Where it stands. */
  readonly pointer: string;
  readonly summary: string;
  readonly parameters: readonly SpecParameter[];
  readonly body: SpecBody | undefined;
  /** Those with a status of their own. */
  readonly responses: ReadonlyMap<number, SpecResponse>;
  /** Those of a range, by its first digit, and `default`. */
  readonly ranges: ReadonlyMap<string, SpecResponse>;
  /** The lowest status of success. */
  readonly success: number;
  /** Alternatives. Empty: nothing is needed. */
  readonly security: readonly SecurityRequirement[];
  /** The product quota it counts against. */
  readonly quota: string | undefined;
  /** URLs of its own servers, if it has any. */
  readonly servers: readonly string[];
}

/** The answer that the document declares for a status: its own, that of its range, or the default. */
export function responseOf(operation: SpecOperation, status: number): SpecResponse | undefined {
  const { responses, ranges } = operation;
  return responses.get(status) ?? ranges.get(String(status)[0] ?? "") ?? ranges.get("default");
}

const methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace", "query"] as const;

export function readOperations(references: References): readonly SpecOperation[] {
  const { document } = references;
  const paths = isObject(document.paths) ? document.paths : {};
  const taken = new Set<string>();
  /** Two operations of one name are distinguished by their place. */
  const distinct = (operation: SpecOperation): SpecOperation => {
    const { id, method, path } = operation;
    const own = taken.has(id) ? { ...operation, id: `${method} ${path}` } : operation;
    taken.add(own.id);
    return own;
  };
  const found = Object.keys(paths).flatMap((path) => {
    const item = references.at(`/paths/${segment(path)}`);
    if (item === undefined || !path.startsWith("/")) return [];
    const own = methods.filter((method) => isObject(item.node[method]));
    const others = isObject(item.node.additionalOperations) ? Object.keys(item.node.additionalOperations) : [];
    return [
      ...own.map((method) => readOperation(references, path, item.pointer, method, method)),
      ...others.map((method) =>
        readOperation(references, path, item.pointer, `additionalOperations/${segment(method)}`, method),
      ),
    ];
  });
  return found.map(distinct);
}

function readOperation(
  references: References,
  path: string,
  item: string,
  member: string,
  method: string,
): SpecOperation {
  const { document } = references;
  const { node, pointer } = references.at(`${item}/${member}`) ?? { node: {}, pointer: `${item}/${member}` };
  const own = readParameters(references, `${pointer}/parameters`);
  const shared = readParameters(references, `${item}/parameters`).filter(
    (outer) => !own.some((inner) => inner.name === outer.name && inner.in === outer.in),
  );
  const answers = Object.keys(isObject(node.responses) ? node.responses : {}).map((status) =>
    readResponse(references, `${pointer}/responses/${segment(status)}`, status),
  );
  const quota = isObject(node["x-rate-limit"]) ? node["x-rate-limit"].quota : undefined;
  const named = answers.filter(({ status }) => /^\d{3}$/.test(status));
  const pathItem = valueAt(document, item);
  return {
    id: typeof node.operationId === "string" ? node.operationId : `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    pointer,
    summary: typeof node.summary === "string" ? node.summary : "",
    parameters: [...shared, ...own].map((parameter) => placedIn(path, parameter)),
    body: readBody(references, `${pointer}/requestBody`),
    responses: new Map(named.map((answer) => [Number(answer.status), answer])),
    ranges: new Map(
      answers.flatMap((answer): [string, SpecResponse][] => {
        if (answer.status === "default") return [["default", answer]];
        return /^[1-5]xx$/i.test(answer.status) ? [[answer.status[0] as string, answer]] : [];
      }),
    ),
    success: successOf(answers, method),
    security: readSecurity(node.security ?? document.security),
    quota: typeof quota === "string" ? quota : undefined,
    servers: serversOf(node.servers ?? (isObject(pathItem) ? pathItem.servers : undefined)),
  };
}

/** A parameter of the path that its template has behind the question mark, `/alerts?region={id}`, is one of the query. */
function placedIn(template: string, parameter: SpecParameter): SpecParameter {
  const [, query] = /\?([^#]*)/.exec(template) ?? [];
  if (parameter.in !== "path" || query === undefined) return parameter;
  const [name] = [...new URLSearchParams(query)].find(([, value]) => value === `{${parameter.name}}`) ?? [];
  return name === undefined ? parameter : { ...parameter, in: "query", name, style: "form", explode: true };
}

/** The lowest status of success; without any, what the document has at all. */
function successOf(answers: readonly SpecResponse[], method: string): number {
  const statuses = answers.map(({ status }) => (/^\d{3}$/.test(status) ? Number(status) : status.toUpperCase()));
  const among = (least: number, below: number) =>
    statuses.filter((status): status is number => typeof status === "number" && status >= least && status < below);
  const [lowest] = among(200, 300).sort((a, b) => a - b);
  if (lowest !== undefined) return lowest;
  if (statuses.includes("2XX")) return method === "post" ? 201 : 200;
  const [redirect] = among(300, 400).sort((a, b) => a - b);
  if (redirect !== undefined) return redirect;
  if (statuses.includes("3XX")) return 302;
  if (statuses.includes("DEFAULT")) return 200;
  // 100 to 199 are no answers that an exchange ends with.
  return among(400, 600).sort((a, b) => a - b)[0] ?? 200;
}

export function serversOf(servers: unknown): readonly string[] {
  if (!Array.isArray(servers)) return [];
  return servers.flatMap((server: unknown) => {
    if (!isObject(server) || typeof server.url !== "string") return [];
    const variables = isObject(server.variables) ? server.variables : {};
    return server.url.replace(/\{([^{}]*)\}/g, (_, name: string) => {
      const variable = variables[name];
      return isObject(variable) && variable.default !== undefined ? String(variable.default) : name;
    });
  });
}

function readSecurity(security: unknown): readonly SecurityRequirement[] {
  if (!Array.isArray(security)) return [];
  return security.filter(isObject).map((requirement) => Object.keys(requirement));
}

function readParameters(references: References, pointer: string): readonly SpecParameter[] {
  const list = valueAt(references.document, pointer);
  if (!Array.isArray(list)) return [];
  return list.flatMap((_, index) => {
    const found = references.at(`${pointer}/${index}`);
    return found === undefined ? [] : [readParameter(references, found.node, found.pointer)];
  });
}

function readParameter(references: References, node: JsonObject, pointer: string): SpecParameter {
  const place = node.in as SpecParameter["in"];
  const usual = place === "query" || place === "cookie" ? "form" : "simple";
  const style = typeof node.style === "string" ? node.style : usual;
  const [content] = readContent(references, pointer);
  const at = content?.schema ?? `${pointer}/schema`;
  return {
    name: String(node.name),
    in: place,
    required: node.required === true || place === "path",
    style,
    explode: typeof node.explode === "boolean" ? node.explode : style === "form" || style === "deepObject",
    schema: references.at(at)?.node ?? {},
    pointer: at,
    media: content?.type,
  };
}

function readContent(references: References, pointer: string): readonly Content[] {
  const at = references.at(pointer);
  if (at === undefined || !isObject(at.node.content)) return [];
  return Object.keys(at.node.content).map((type) => {
    const media = references.at(`${at.pointer}/content/${segment(type)}`) ?? {
      node: {} as JsonObject,
      pointer: `${at.pointer}/content/${segment(type)}`,
    };
    const member = ["schema", "itemSchema"].find((name) => media.node[name] !== undefined);
    return { type, pointer: media.pointer, schema: member && `${media.pointer}/${member}` };
  });
}

function readBody(references: References, pointer: string): SpecBody | undefined {
  const content = readContent(references, pointer);
  const first = jsonFirst(content);
  if (first === undefined) return undefined;
  const required = references.at(pointer)?.node.required === true;
  return { required, content, schema: first.schema ?? first.pointer };
}

function readResponse(references: References, pointer: string, status: string): SpecResponse {
  const at = references.at(pointer);
  const content = readContent(references, pointer);
  const headers = isObject(at?.node.headers) ? Object.keys(at.node.headers) : [];
  return { status, pointer: at?.pointer ?? pointer, content, schema: jsonFirst(content)?.schema, headers };
}

export function jsonFirst(content: readonly Content[]): Content | undefined {
  return content.find(({ type }) => isJson(type)) ?? content[0];
}

/** Whether bodies of a media type are JSON. */
export function isJson(type: string): boolean {
  return (
    /^[\w*.-]+\/(?:[\w.!#$&^+-]+\+)?(?:json|\*)\s*(?:;|$)/i.test(type) && !/^(?:image|audio|video|font)\//i.test(type)
  );
}
