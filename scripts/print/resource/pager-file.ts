// pagination.ts of a service: every way in which its lists page, each once and under a name.

import type { Operation } from "../../model/types/operation.js";
import { operationsOf, type Service } from "../../model/types/service.js";
import { type Data, dataText } from "../typescript/literal.js";
import { type Context, type SourceFile, sourceFile } from "../typescript/source-file.js";
import { constant } from "../typescript/statement.js";
import { pagerData, pagersFile, wordsOf } from "./pager.js";

interface NamedPager {
  readonly name: string;
  readonly pager: NonNullable<Operation["pager"]>;
  readonly decode: Operation["decode"];
  readonly beside: Operation["beside"];
}

/** Every way of paging in the service, each once and under a name. */
export function pagersOf(service: Service): ReadonlyMap<string, NamedPager> {
  const pagers = new Map<string, NamedPager>();
  const counts = new Map<string, number>();
  for (const { pager, decode, beside } of operationsOf(service.root)) {
    const key = pager && keyOf(pager, decode, beside);
    if (pager === undefined || key === undefined || pagers.has(key)) continue;
    const base = `${pager.kind}Pager`;
    const same = (counts.get(base) ?? 0) + 1;
    counts.set(base, same);
    pagers.set(key, { name: same === 1 ? base : `${base}${same}`, pager, decode, beside });
  }
  return pagers;
}

/** The name of an operation's pager, if it pages. */
export function pagerNameOf(
  { pager, decode, beside }: Operation,
  pagers: ReadonlyMap<string, NamedPager>,
): string | undefined {
  return pager && pagers.get(keyOf(pager, decode, beside))?.name;
}

function keyOf(pager: NamedPager["pager"], decode: string, beside: NamedPager["beside"]): string {
  return JSON.stringify([pager, decode, beside?.paths ?? []]);
}

export function pagerSource(context: Context, pagers: ReadonlyMap<string, NamedPager>): SourceFile {
  return sourceFile(context, pagersFile, (file) => {
    for (const { name, pager, decode, beside } of pagers.values()) {
      const type = file.imports.runtime(wordsOf[pager.kind].type);
      const data: Data = pagerData(pager, decode, file, beside);
      file.statements.push(constant(name, type, dataText(data, true), { exported: true }));
    }
  });
}
