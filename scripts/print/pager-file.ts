// pagination.ts of a service: every way in which its lists page, once, under a name.

import type { Operation } from "../model/types/operation.js";
import { operationsOf, type Service } from "../model/types/service.js";
import { pagerData, pagersFile, wordsOf } from "./pager.js";
import { type Context, printFile } from "./typescript/file.js";
import { type Data, dataLayout } from "./typescript/literal.js";
import { constant } from "./typescript/statement.js";

interface NamedPager {
  readonly name: string;
  readonly pager: NonNullable<Operation["pager"]>;
  readonly decode: Operation["decode"];
}

/** Every way of paging in the service, once, under a name. */
export function pagersOf(service: Service): ReadonlyMap<string, NamedPager> {
  const pagers = new Map<string, NamedPager>();
  const counts = new Map<string, number>();
  for (const { pager, decode } of operationsOf(service.root)) {
    if (pager === undefined || pagers.has(keyOf(pager, decode))) continue;
    const base = `${pager.kind}Pager`;
    const same = (counts.get(base) ?? 0) + 1;
    counts.set(base, same);
    pagers.set(keyOf(pager, decode), { name: same === 1 ? base : `${base}${same}`, pager, decode });
  }
  return pagers;
}

/** The name of an operation's pager, if it pages. */
export function pagerNameOf({ pager, decode }: Operation, pagers: ReadonlyMap<string, NamedPager>): string | undefined {
  return pager && pagers.get(keyOf(pager, decode))?.name;
}

function keyOf(pager: NamedPager["pager"], decode: string): string {
  return JSON.stringify([pager, decode]);
}

export function emitPagers(context: Context, pagers: ReadonlyMap<string, NamedPager>): string {
  return printFile(context, pagersFile, (file) => {
    for (const { name, pager, decode } of pagers.values()) {
      const type = file.imports.runtime(wordsOf[pager.kind].type);
      const data: Data = pagerData(pager, decode, file);
      file.statements.push(constant(name, type, dataLayout(data, true), { exported: true }));
    }
  });
}
