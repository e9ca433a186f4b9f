// The greeting of a sandbox that serves a document: how to call it, and with which ids.

import { basePath } from "../document/address.js";
import type { Content, SpecOperation } from "../document/operation.js";
import { valueAt } from "../document/pointer.js";
import { nameOf } from "../document-sandbox.js";
import type { ResourceRecord, Resources } from "../engine/records/record.js";
import { Sampler } from "../engine/schema/sample.js";
import { createSchemas } from "../engine/schema/schemas.js";
import { givenExamples } from "../engine/schema/values.js";
import { credentialsFor } from "../engine/security.js";
import type { AnySandbox } from "../page/board.js";
import type { Listening } from "../server/listen.js";
import { readSpec, type Spec } from "../spec.js";

const library = "sharewright/sandbox";

export function documentGreeting(document: unknown, { sandbox, url }: Listening<AnySandbox>): string {
  const name = nameOf(document);
  const spec = readSpec(document);
  const control = sandbox.control as Readonly<Record<string, { readonly resources?: Resources }>>;
  const resources = control[name]?.resources;
  const base = `${url}${basePath(spec)}`;
  const ids = (resources?.names ?? []).flatMap((each): string[] => {
    const [record] = (resources?.of(each).within({}) ?? []) as readonly ResourceRecord[];
    return record === undefined || record.id.includes("/") || record.id === "only"
      ? []
      : [`    ${each.padEnd(24)}${decodeURIComponent(record.id)}`];
  });
  const read =
    spec.operations.find(({ method, path }) => method === "GET" && !path.includes("{")) ?? spec.operations[0];
  const write = firstWrite(spec);
  const lines = [
    `${spec.title}: ${base}`,
    "",
    ...(read === undefined ? [] : [`  curl${headerFor(spec, read)} '${base}${read.path}'`]),
    ...(write === undefined
      ? []
      : [
          `  curl${headerFor(spec, write.operation)} -X POST -H 'Content-Type: ${write.type}' -d ${quoted(write.json)} '${base}${write.operation.path}'`,
        ]),
    "",
    `  import { createSandbox } from ${JSON.stringify(library)};`,
    "  const sandbox = createSandbox({ document });",
    `  await sandbox.fetch("http://localhost${basePath(spec)}${read?.path ?? "/"}");`,
    ...(ids.length === 0 ? [] : ["", "  Ids to try:", ...ids.slice(0, 12)]),
  ];
  return lines.join("\n");
}

/** A call that creates something, with a body that the document asks for. */
function firstWrite(
  spec: Spec,
): { readonly operation: SpecOperation; readonly type: string; readonly json: string } | undefined {
  for (const operation of spec.operations) {
    const { method, path, body } = operation;
    const content = body?.content.find(({ type }) => /^application\/([\w.-]+\+)?json\b/i.test(type));
    if (method === "POST" && !path.includes("{") && content !== undefined)
      return { operation, type: content.type, json: JSON.stringify(bodyFor(spec, content)) };
  }
  return undefined;
}

/** A credential that the operation takes by itself. */
function headerFor(spec: Spec, { security }: SpecOperation): string {
  const credential = credentialsFor(spec).find(
    ({ scheme, header }) => header !== undefined && security.some((needed) => needed.join() === scheme),
  );
  return credential === undefined ? "" : ` -H '${credential.header}'`;
}

/** The document's own example, else what has to be there, of invented values. */
function bodyFor(spec: Spec, content: Content): unknown {
  const [example] = givenExamples(spec.references, content);
  if (example !== undefined || content.schema === undefined) return example ?? {};
  const how = { seed: "greeting", examples: true, optional: false, choice: 0, direction: "request" } as const;
  const sampler = new Sampler(createSchemas(spec.references), { ...how, now: new Date().toISOString() });
  return sampler.sample(valueAt(spec.document, content.schema)) ?? {};
}

/** As one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
