// The greeting of a sandbox that serves a document: how to call it, and with which ids.

import { basePath } from "../document/address.js";
import type { ResourceRecord, Resources } from "../engine/record.js";
import { credentialsFor } from "../engine/security.js";
import type { AnySandbox } from "../page/board.js";
import type { Spec } from "../spec.js";

const library = "sharewright/sandbox";

export function documentGreeting(spec: Spec, name: string, sandbox: AnySandbox, url: string): string {
  const control = sandbox.control as Readonly<Record<string, { readonly resources?: Resources }>>;
  const resources = control[name]?.resources;
  const [credential] = credentialsFor(spec);
  const header = credential?.header === undefined ? "" : ` -H '${credential.header}'`;
  const base = `${url}${basePath(spec)}`;
  const ids = (resources?.names ?? []).flatMap((each): string[] => {
    const [record] = (resources?.of(each).within({}) ?? []) as readonly ResourceRecord[];
    return record === undefined || record.id.includes("/") || record.id === "only"
      ? []
      : [`    ${each.padEnd(24)}${decodeURIComponent(record.id)}`];
  });
  const read =
    spec.operations.find(({ method, path }) => method === "GET" && !path.includes("{")) ?? spec.operations[0];
  const write = spec.operations.find(
    ({ method, path, body }) => method === "POST" && !path.includes("{") && body !== undefined,
  );
  const lines = [
    `${spec.title}: ${base}`,
    "",
    ...(read === undefined ? [] : [`  curl${header} '${base}${read.path}'`]),
    ...(write === undefined
      ? []
      : [`  curl${header} -X POST -H 'Content-Type: application/json' -d '{}' '${base}${write.path}'`]),
    "",
    `  import { createSandbox } from ${JSON.stringify(library)};`,
    "  const sandbox = createSandbox({ document });",
    `  await sandbox.fetch("http://localhost${basePath(spec)}${read?.path ?? "/"}");`,
    ...(ids.length === 0 ? [] : ["", "  Ids to try:", ...ids.slice(0, 12)]),
  ];
  return lines.join("\n");
}
