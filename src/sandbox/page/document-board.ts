// The page of a service that has nothing but its document: its collections as tables.

import { isObject } from "../../json.js";
import type { ResourceRecord, Resources } from "../engine/records/record.js";
import type { AnySandbox, Board } from "./board.js";
import type { Table, TableRow } from "./views/table.js";

export function documentBoard(service: string, title: string): Board {
  return {
    service,
    title,
    parties: () => [],
    shelves: [],
    acts: {},
    tables: (sandbox) => tablesOf(service, sandbox),
  };
}

function tablesOf(service: string, sandbox: AnySandbox): readonly Table[] {
  const control = sandbox.control as Readonly<Record<string, { readonly resources?: Resources }>>;
  const names = control[service]?.resources?.names ?? [];
  return names.flatMap((name): Table[] => {
    const records = sandbox.records<ResourceRecord>(`${service}/${name}`);
    return records.length === 0 ? [] : [{ title: name, rows: records.map(rowOf) }];
  });
}

function rowOf({ id, resource }: ResourceRecord): TableRow {
  const members = isObject(resource.attributes) ? resource.attributes : resource;
  const cells = Object.entries(members).flatMap(([name, value]): [string, string][] => {
    if (typeof value === "object" || name === "id" || String(value) === id) return [];
    return [[name, String(value).slice(0, 80)]];
  });
  return { id: decodeURIComponent(id), cells: Object.fromEntries(cells) };
}
