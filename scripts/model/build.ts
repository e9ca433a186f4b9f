// Bundled document → model. Everything that has to be decided about a service is decided below this function.

import type { Problem } from "../problem.js";
import { authOf } from "./auth.js";
import { isObject, type Json, SpecDocument, text } from "./document.js";
import { envelopeOf } from "./envelope.js";
import { idempotencyOf } from "./idempotency.js";
import { readLifecycles } from "./lifecycle.js";
import { NameScope, typeName } from "./names.js";
import { buildOperations } from "./operations.js";
import { headerOptions, parametersOf } from "./parameters.js";
import { recordingOf } from "./recording.js";
import { type Placed, placeOperations, resourceNames } from "./resources.js";
import { type ResponseHeaders, rateLimitHeaders, requestIdHeader, responseHeaders } from "./response-headers.js";
import { errorFormatOf } from "./responses.js";
import { retell } from "./retell.js";
import { Types } from "./schema.js";
import type { Operation, RateLimitHeaders, Resource, Server, Service } from "./types.js";
import { unconfirmedOf } from "./unconfirmed.js";
import { webhooksOf } from "./webhooks.js";

/** Names that generated files import or declare themselves; nothing of a spec may take them. */
const runtimeNames = (
  "ApiError ApiPromise BodyShape Client ClientOptions CursorPage CursorPager Failed IdempotentRequestOptions ListPromise NumberedPage " +
  "NumberPager Operation Page RawBody Reference RequestOptions Secret Service Succeeded Transport " +
  "DeliveryHeaders Lifecycle UnknownState VerifyOptions WaitOptions WebhookSignature createThrottle " +
  "call cursorPager flattenDocument list nothing numberPager signature signWebhook unwrapData verifyWebhook waitUntil " +
  "BodyLinkPager CountedPage CountedPager ItemPager LinkPager OffsetPage OffsetPager TokenPager " +
  "bodyLinkPager countedPager itemPager linkPager offsetPager tokenPager " +
  "Array Boolean Date Error Map Number Object Promise Record Set String Symbol Request Response Headers"
).split(" ");

export function buildService(input: { readonly name: string; readonly document: unknown }): {
  service: Service | undefined;
  problems: Problem[];
} {
  const { name } = input;
  const document = new SpecDocument(input.document);
  const { root } = document;
  const info = isObject(root.info) ? root.info : {};
  const title = text(info.title) ?? name;
  const serviceType = serviceName(name, title);
  // One scope for all that index.ts exports: in a script without capitals, a function is spelled as a class is.
  const scope = new NameScope([
    ...runtimeNames,
    ...["", "Options", "Transport", "Event", "Connection"].map((suffix) => serviceType + suffix),
    ...[`create${serviceType}`, `create${serviceType}Transport`, `parse${serviceType}Event`],
  ]);
  const inflection = inflectionOf(root);
  const types = new Types(document, {
    camel: inflection !== undefined,
    jsonapi: envelopeOf(document, {}) === "jsonapi",
    scope,
  });

  const { placed, problems: collisions } = placeOperations(root, (value) => document.resolve(value));
  const classes = classesOf(placed, scope);
  const headers = responseHeaders(
    document,
    placed.map(({ operation }) => operation),
  );
  const all = placed.map(({ pathItem, operation }) => parametersOf(document, pathItem, operation));
  const idempotency = idempotencyOf(
    root,
    placed.map(({ httpMethod }, index) => ({ httpMethod, parameters: all[index] ?? [] })),
  );
  const { operations, problems } = buildOperations(placed, {
    document,
    types,
    classes,
    headers,
    idempotency,
    functions: scope,
  });
  const servers = serversOf(root);
  const webhooks = webhooksOf(document, serviceType, types);
  // Behind all that has a name of its own already: types by state take what is left.
  const { lifecycles, states, problems: lost } = readLifecycles({ document, types, operations, scope });
  const service: Service = {
    name,
    typeName: serviceType,
    specFolder: `specs/${name}`,
    title,
    description: text(info.description),
    version: text(info.version) ?? "",
    servers,
    auth: authOf(document, name, servers),
    inflection,
    idempotency,
    requestId: requestIdHeader(headers),
    rateLimit: rateLimitOf(root, headers),
    errorFormat: errorFormatOf(
      document,
      placed.map(({ operation }) => operation),
    ),
    headerOptions: headerOptions(all, [inflection?.header, idempotency?.header, "Authorization"], types),
    root: treeOf([], placed, operations, classes, document),
    webhooks,
    lifecycles,
    recording: recordingOf(document, placed, servers, idempotency?.header),
    unconfirmed: unconfirmedOf(root),
    declarations: [],
  };
  const found = [...collisions, ...problems, ...lost];
  if (found.some((problem) => problem.severity === "error")) return { service: undefined, problems: found };
  const declarations = types.declarations.map((each) => ({ ...each, states: states.get(each.name) }));
  const whole = { ...service, declarations };
  return { service: inflection === undefined ? whole : retell(whole, document), problems: found };
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

export interface ResourceClass {
  readonly className: string;
  readonly file: string;
}

/** The class of each resource, and of each group that resources stand in. */
function classesOf(placed: readonly Placed[], scope: NameScope): ReadonlyMap<string, ResourceClass> {
  const classes = new Map<string, ResourceClass>();
  const files = new NameScope();
  for (const { resource } of placed) {
    for (let length = 1; length <= resource.length; length += 1) {
      const path = resource.slice(0, length);
      const key = path.join(".");
      if (!classes.has(key)) classes.set(key, resourceNames(path, scope, files));
    }
  }
  return classes;
}

function treeOf(
  path: readonly string[],
  placed: readonly Placed[],
  operations: ReadonlyMap<Placed, Operation>,
  classes: ReadonlyMap<string, ResourceClass>,
  document: SpecDocument,
): Resource {
  const inside = placed.filter(({ resource }) => path.every((name, index) => resource[index] === name));
  const children = [...new Set(inside.flatMap(({ resource }) => resource.slice(path.length, path.length + 1)))];
  const own = inside.filter(({ resource }) => resource.length === path.length);
  const names = classes.get(path.join("."));
  return {
    name: path[path.length - 1] ?? "",
    path,
    className: names?.className ?? "",
    file: names?.file ?? "",
    description: tagDescription(document, inside, placed) ?? valueDescription(document, own, operations),
    operations: own.flatMap((each) => operations.get(each) ?? []),
    children: children.map((child) => treeOf([...path, child], placed, operations, classes, document)),
  };
}

/** What the document says about the tag that all operations of a resource have, and no others. */
function tagDescription({ root }: SpecDocument, inside: readonly Placed[], all: readonly Placed[]): string | undefined {
  const tagOf = ({ operation }: Placed): unknown => (Array.isArray(operation.tags) ? operation.tags[0] : undefined);
  const [name, ...others] = new Set(inside.map(tagOf));
  const shared = all.some((each) => tagOf(each) === name && !inside.includes(each));
  if (others.length > 0 || shared || !Array.isArray(root.tags)) return undefined;
  const tag = root.tags.find((each: unknown) => isObject(each) && each.name === name);
  return isObject(tag) ? text(tag.description) : undefined;
}

/** What the document says about the component that most operations of a resource answer with. */
function valueDescription(
  document: SpecDocument,
  own: readonly Placed[],
  operations: ReadonlyMap<Placed, Operation>,
): string | undefined {
  const names = own.flatMap((each) => {
    const value = operations.get(each)?.value;
    return value?.kind === "named" ? [value.name] : [];
  });
  const most = names.find((name) => names.filter((each) => each === name).length * 2 > own.length);
  const components = isObject(document.root.components) ? document.root.components : {};
  const schemas = isObject(components.schemas) ? components.schemas : {};
  const schema = most !== undefined && Object.hasOwn(schemas, most) ? schemas[most] : undefined;
  return isObject(schema) ? text(schema.description) : undefined;
}

function serversOf(root: Json): readonly Server[] {
  const servers = Array.isArray(root.servers) ? root.servers.filter(isObject) : [];
  return servers.map((server, index) => ({
    environment: text(server["x-environment"]) ?? text(server.name) ?? (index === 0 ? "default" : `server${index + 1}`),
    url: (text(server.url) ?? "").replace(/\/+$/, ""),
    description: text(server.description),
  }));
}

function inflectionOf(root: Json): Service["inflection"] {
  const declared = root["x-key-inflection"];
  if (!isObject(declared)) return undefined;
  const verbatim = Array.isArray(declared.verbatim) ? declared.verbatim.map(String) : [];
  return { header: String(declared.header), value: String(declared.value), verbatim };
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
