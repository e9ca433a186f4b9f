// Bundled document → model. Every decision about a service is made below this function.

import { isObject, type Json } from "../document/json.js";
import { SpecDocument, text } from "../document/resolve.js";
import { stringify } from "../document/stringify.js";
import type { Problem } from "../problem/problem.js";
import type { DefaultHeaders } from "../vocabulary/extensions/default-headers.js";
import { authOf, credentialOptions, credentialParameters } from "./auth/auth.js";
import { browserFlowsOf } from "./browser-flows.js";
import { readLifecycles } from "./lifecycle/lifecycle.js";
import { operationFiles, resourceClasses } from "./naming/file-names.js";
import { houseNames } from "./naming/house-names.js";
import { NameScope, typeName } from "./naming/names.js";
import { placeOperations } from "./naming/place-operations.js";
import { recaseProse } from "./naming/recase-prose.js";
import { unknownEvent } from "./open-events.js";
import { buildOperations } from "./operations.js";
import { idempotencyOf } from "./request/idempotency.js";
import { headerOptions, parametersOf } from "./request/parameters.js";
import { serversOf } from "./request/servers.js";
import { treeOf } from "./resource-tree.js";
import { envelopeOf } from "./response/envelope.js";
import { errorFormatOf } from "./response/error-format.js";
import {
  type ResponseHeaders,
  rateLimitHeaders,
  requestIdHeader,
  responseHeaders,
} from "./response/response-headers.js";
import { Types } from "./schema/types.js";
import { withDownloads } from "./signed-urls.js";
import { withSyncs } from "./sync.js";
import type { ExactNumber } from "./types/exact.js";
import type { Operation } from "./types/operation.js";
import type { RateLimitHeaders, Service } from "./types/service.js";
import { unconfirmedOf } from "./unconfirmed.js";
import { webhookProblems, webhooksOf } from "./webhooks.js";

export function buildService(input: {
  readonly name: string;
  readonly document: unknown;
  /** The document's name in generated files. Default: the folder of the service in specs/. */
  readonly spec?: string;
}): {
  service: Service | undefined;
  problems: Problem[];
} {
  const { name } = input;
  const document = new SpecDocument(input.document);
  const { root } = document;
  const info = isObject(root.info) ? root.info : {};
  const title = text(info.title) ?? name;
  const serviceType = serviceName(name, title);
  // One scope for all exports of index.ts: in a script without capitals, a function is spelled as a class is.
  const scope = new NameScope([
    ...houseNames,
    ...["", "Options", "Transport", "Event", "Connection"].map((suffix) => serviceType + suffix),
    ...[`Unknown${serviceType}Event`, `is${serviceType}Event`],
    ...[`create${serviceType}`, `create${serviceType}Transport`, `parse${serviceType}Event`],
  ]);
  const inflection = inflectionOf(root);
  const types = new Types(document, {
    camel: inflection !== undefined,
    verbatim: inflection?.verbatim ?? [],
    jsonapi: envelopeOf(document, {}) === "jsonapi",
    scope,
  });

  const { placed, problems: collisions } = placeOperations(root, (value) => document.resolve(value), name);
  const files = new NameScope();
  const classes = resourceClasses(placed, scope, files);
  const servers = serversOf(root);
  const { auth, security, problems: unprovable } = authOf(document, placed, name, servers);
  const answered = responseHeaders(
    document,
    placed.map(({ operation }) => operation),
  );
  const parameters = new Map(placed.map((each) => [each, parametersOf(document, each.pathItem, each.operation)]));
  const all = [...parameters.values()];
  const idempotency = idempotencyOf(
    root,
    placed.map(({ httpMethod }, index) => ({ httpMethod, parameters: all[index] ?? [] })),
  );
  const ruled = [inflection?.header, idempotency?.header, "Authorization", ...credentialParameters(auth)];
  const defaults = root["x-default-headers"];
  const clientHeaders = headerOptions(
    all,
    ruled,
    types,
    credentialOptions(auth),
    isObject(defaults) ? (defaults as DefaultHeaders) : {},
  );
  const handled = new Set(
    [...ruled, ...clientHeaders.map(({ wire }) => wire)].flatMap((name) => name?.toLowerCase() ?? []),
  );
  const unconfirmed = unconfirmedOf(root);
  const built = buildOperations(placed, {
    document,
    types,
    files: operationFiles(placed, classes, files),
    parameters,
    headers: answered,
    idempotency,
    functions: scope,
    handled,
    isConfirmed: unconfirmed.length === 0,
  });
  const secured = new Map(
    [...built.operations].map(([each, operation]) => {
      const own = security.get(each.pointer);
      return [each, own === undefined ? operation : { ...operation, security: own }];
    }),
  );
  const { operations, problems: unsynced } = withSyncs(secured, { document, types, scope, files });
  const exact = exactKinds([...operations.values()]);
  const webhooks = webhooksOf(document, serviceType, types);
  // After everything else has its name: types by state take those that are left.
  const { lifecycles, states, problems: lost } = readLifecycles({ document, types, operations, scope, files });
  const tree = treeOf(placed, operations, classes, document);
  const { root: resources, problems: unsigned } = withDownloads(tree, root, { scope, files });
  const service: Service = {
    name,
    typeName: serviceType,
    specFolder: input.spec ?? `specs/${name}`,
    title,
    description: text(info.description),
    version: text(info.version) ?? "",
    servers,
    auth,
    inflection,
    idempotency,
    requestId: requestIdHeader(answered),
    rateLimit: rateLimitOf(root, answered),
    errorFormat: errorFormatOf(
      document,
      placed.map(({ operation }) => operation),
    ),
    headerOptions: clientHeaders,
    exact,
    root: resources,
    webhooks,
    browserFlows: browserFlowsOf(root, scope),
    lifecycles,
    unconfirmed,
    declarations: [],
  };
  const found = [
    ...collisions,
    ...built.problems,
    ...unprovable,
    ...lost,
    ...unsynced,
    ...unsigned,
    ...types.problems,
    ...webhookProblems(document),
    ...inexact(exact),
    ...withoutHeader(defaults, clientHeaders),
  ];
  if (found.some((problem) => problem.severity === "error")) return { service: undefined, problems: found };
  const declarations = types.declarations.map((each) => ({ ...each, states: states.get(each.name) }));
  const unknown = webhooks && unknownEvent(`Unknown${webhooks.unionName}`, webhooks.events, declarations);
  const whole = { ...service, declarations, webhooks: webhooks && { ...webhooks, ...(unknown && { unknown }) } };
  return { service: inflection === undefined ? whole : recaseProse(whole, document), problems: found };
}

/** Kinds of numbers that operations keep exact. */
function exactKinds(operations: readonly Operation[]): readonly ExactNumber[] {
  const tables = operations.flatMap(({ exact }) => [exact?.answer, exact?.failure, exact?.body]);
  const places = tables.flatMap((table) =>
    (table ?? []).flatMap(({ number, members = {}, rest, items }) => [number, ...Object.values(members), rest, items]),
  );
  return (["decimal", "int64"] as const).filter((kind) => places.includes(kind));
}

/** Headers that shall be sent by default, and that no client has an option for. */
function withoutHeader(defaults: unknown, options: Service["headerOptions"]): readonly Problem[] {
  const names = Object.keys(isObject(defaults) ? defaults : {});
  return names.flatMap((name): Problem[] => {
    if (options.some(({ wire }) => wire === name)) return [];
    const message = `\`x-default-headers\` names \`${name}\`, which is no header of text that most operations take: it is not sent.`;
    const remedy = "Correct the name, or give the operations that header as a parameter.";
    return [{ code: "default-header", severity: "warning", message, remedy, pointer: "/x-default-headers" }];
  });
}

function inexact(kinds: readonly ExactNumber[]): readonly Problem[] {
  if (!kinds.includes("int64")) return [];
  const message =
    "Some numbers have 64 bits: a call is refused when one comes beyond 2^53, which no JavaScript number holds.";
  const remedy =
    'Nothing, if none does; a `maximum` says so. Otherwise make the client with `int64: "bigint"` or `"string"`, and declare the type by `ChosenTypes`.';
  return [{ code: "int64-inexact", severity: "warning", message, remedy }];
}

/** `enablenow`, titled "EnableNow Sharing API", is spelled `EnableNow`: as the title's words spell it. */
function serviceName(name: string, title: string): string {
  const wanted = name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
  const words = (title.match(/[A-Za-z0-9]+/g) ?? []).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  for (const start of words.keys()) {
    for (let end = start + 1; end <= words.length; end += 1) {
      const spelled = words.slice(start, end).join("");
      if (spelled.toLowerCase() === wanted) return typeName(spelled);
      if (spelled.length > wanted.length) break;
    }
  }
  return typeName(name);
}

function inflectionOf(root: Json): Service["inflection"] {
  const declared = root["x-key-inflection"];
  if (!isObject(declared)) return undefined;
  const verbatim = Array.isArray(declared.verbatim) ? declared.verbatim.map(stringify) : [];
  return { header: stringify(declared.header), value: stringify(declared.value), verbatim };
}

function rateLimitOf(root: Json, headers: ResponseHeaders): Service["rateLimit"] {
  const declared = root["x-rate-limit"];
  if (declared === undefined) {
    const found = rateLimitHeaders(headers);
    return found && { ...found, quota: undefined };
  }
  if (!isObject(declared) || declared.limit === undefined) return undefined;
  const epoch = declared.resetUnit === "epoch-seconds";
  const { quota } = declared;
  return { ...declaredHeaders(declared, epoch), quota: isObject(quota) ? declaredHeaders(quota, epoch) : undefined };
}

function declaredHeaders(declared: Json, epoch: boolean): RateLimitHeaders {
  const { limit, remaining, reset } = declared;
  return { limit: text(limit), remaining: text(remaining), reset: text(reset), epoch };
}
