// Changes for callers although the wire stays as it is: names, envelopes, pages, environments, waiters and the guarantees of
// a state follow from our vocabulary, of which Redocly's comparison knows nothing.

import type { Lifecycle } from "../model/types/lifecycle.js";
import type { Declaration, MemberNode, TypeNode } from "../model/types/node.js";
import type { Operation } from "../model/types/operation.js";
import { downloadsOf, operationsOf, type Service } from "../model/types/service.js";
import { pageType } from "../print/resource/pager.js";

export interface ModelChange {
  readonly impact: "major" | "minor";
  readonly message: string;
}

export function compareModels(before: Service, after: Service): readonly ModelChange[] {
  return [
    ...compareOperations(before, after),
    ...compareNames(before, after),
    ...compareDeclarations(before.declarations, after.declarations),
    ...compareLifecycles(before.lifecycles, after.lifecycles),
    ...compareService(before, after),
  ];
}

/**
 * An operation is the same one as long as its method and path are; added and removed ones appear in the comparison of the
 * wire.
 */
function compareOperations(before: Service, after: Service): readonly ModelChange[] {
  const now = new Map(operationsOf(after.root).map((each) => [`${each.httpMethod} ${each.path}`, each]));
  return operationsOf(before.root).flatMap((old) => {
    const each = now.get(`${old.httpMethod} ${old.path}`);
    if (each === undefined) return [];
    const [name, same] = [each.name, old.name === each.name];
    return [
      ...(same ? [] : [major(`the method ${old.name} was renamed to ${name}`)]),
      ...(old.functionName === each.functionName
        ? []
        : [major(`the function ${old.functionName} was renamed to ${each.functionName}`)]),
      ...(old.decode === each.decode
        ? []
        : [major(`the envelope of ${name} is ${each.decode}, and was ${old.decode}`)]),
      ...comparePager(old, each),
      ...compareSync(old, each),
      ...compareFiles(name, old.input, each.input),
      ...(old.options.base === each.options.base
        ? []
        : each.options.base === "IdempotentRequestOptions"
          ? [minor(`${name} takes an idempotency key`)]
          : [major(`${name} takes no idempotency key any more`)]),
    ];
  });
}

function comparePager(before: Operation, { name, pager: now, beside }: Operation): readonly ModelChange[] {
  const { pager: old } = before;
  if (old === undefined && now === undefined) return [];
  if (old === undefined || now === undefined) {
    return [
      major(
        old === undefined ? `${name} is a list of pages, and was one value` : `${name} is no list of pages any more`,
      ),
    ];
  }
  const [was, is] = [pageType(old), pageType(now)];
  const paths = ({ paths = [] }: Partial<NonNullable<Operation["beside"]>> = {}) => paths.map((path) => path.join("."));
  const [lost, won] = compareLists(paths(before.beside), paths(beside));
  return [
    ...(was === is ? [] : [major(`a page of ${name} is a ${is}, and was a ${was}`)]),
    ...lost.map((member) => major(`a page of ${name} does not have ${member} any more`)),
    ...won.map((member) => minor(`a page of ${name} has ${member}`)),
  ];
}

function compareSync({ sync: old }: Operation, { name, sync: now }: Operation): readonly ModelChange[] {
  if (old === undefined) return now === undefined ? [] : [minor(`the function ${now.functionName} is new`)];
  if (now === undefined) return [major(`the function ${old.functionName} is gone`)];
  const [, taken] = compareLists(old.taken, now.taken);
  return [
    ...(old.functionName === now.functionName
      ? []
      : [major(`the function ${old.functionName} was renamed to ${now.functionName}`)]),
    ...taken.map((member) => major(`${now.method} of ${name} does not take ${member} any more`)),
  ];
}

/** Types of the same name: the wire says nothing of the members that our words promise, nor of files in place of base64. */
function compareDeclarations(before: readonly Declaration[], after: readonly Declaration[]): readonly ModelChange[] {
  const now = new Map(after.map((each) => [each.name, each]));
  return before.flatMap((old) => {
    const each = now.get(old.name);
    if (each === undefined) return [];
    if (each.input) return compareFiles(old.name, old.type, each.type);
    const promised = new Set(membersOf(old.type).flatMap(({ name, optional }) => (optional ? [] : [name])));
    return membersOf(each.type)
      .filter(({ name, optional }) => optional && promised.has(name))
      .map(({ name }) => major(`${old.name} may come without ${name}`));
  });
}

function membersOf(type: TypeNode): readonly MemberNode[] {
  if (type.kind === "intersection") return type.of.flatMap(membersOf);
  return type.kind === "object" ? type.members : [];
}

/** Files that callers pass; those in types that are named here are compared with these. */
function compareFiles(name: string, before: unknown, after: unknown): readonly ModelChange[] {
  const count = (input: unknown) => JSON.stringify(input ?? null).split('"name":"FileInput"').length;
  return count(after) < count(before) ? [major(`${name} takes files in fewer places`)] : [];
}

/** Types that callers import by their names. */
function compareNames(before: Service, after: Service): readonly ModelChange[] {
  const names = (service: Service) => service.declarations.map(({ name }) => name);
  const kept = new Set(names(after));
  return names(before)
    .filter((name) => !kept.has(name))
    .map((name) => major(`the type ${name} is gone`));
}

function compareLifecycles(before: readonly Lifecycle[], after: readonly Lifecycle[]): readonly ModelChange[] {
  const of = (all: readonly Lifecycle[], { resource, property }: Lifecycle) =>
    all.find((each) => each.resource === resource && each.property === property);
  return [
    ...before.flatMap((old) => {
      const now = of(after, old);
      return now === undefined
        ? [major(`the lifecycle of ${old.resource} is gone`)]
        : [...compareStates(old, now), ...compareWaiters(old, now)];
    }),
    ...after.flatMap((each) => (of(before, each) ? [] : [minor(`${each.resource} has a lifecycle`)])),
  ];
}

function compareStates(before: Lifecycle, after: Lifecycle): readonly ModelChange[] {
  const { resource } = before;
  const state = ({ states }: Lifecycle, name: string) => states.find((each) => each.name === name);
  const changes = before.states.flatMap((old) => {
    const now = state(after, old.name);
    if (now === undefined) return [major(`${resource} has no state ${old.name} any more`)];
    const [lost, won] = compareLists(old.guarantees, now.guarantees);
    return [
      ...lost.map((member) => major(`${resource} in the state ${old.name} does not guarantee ${member} any more`)),
      ...won.map((member) => minor(`${resource} in the state ${old.name} guarantees ${member}`)),
    ];
  });
  const added = after.states.filter(({ name }) => state(before, name) === undefined);
  return [...changes, ...added.map(({ name }) => minor(`${resource} has the state ${name}`))];
}

function compareWaiters(before: Lifecycle, after: Lifecycle): readonly ModelChange[] {
  const of = ({ waiters }: Lifecycle, name: string) => waiters.find((each) => each.functionName === name);
  return [
    ...before.waiters.flatMap((old) => {
      const now = of(after, old.functionName);
      if (now === undefined) return [major(`the waiter ${old.functionName} is gone`)];
      const [lost, won] = compareLists(old.until, now.until);
      if (lost.length + won.length === 0) return [];
      return [
        major(`the waiter ${old.functionName} ends at ${now.until.join(", ")}, and did at ${old.until.join(", ")}`),
      ];
    }),
    ...after.waiters.flatMap(({ functionName }) =>
      of(before, functionName) ? [] : [minor(`the waiter ${functionName} is new`)],
    ),
  ];
}

function compareService(before: Service, after: Service): readonly ModelChange[] {
  const environments = ({ servers }: Service) => servers.map(({ environment }) => environment);
  const credentials = ({ auth }: Service) =>
    auth.schemes.flatMap((scheme) =>
      Object.values(scheme).flatMap((part) =>
        typeof part === "object" && part !== null && "option" in part ? [part.option as string] : [],
      ),
    );
  const headers = ({ headerOptions }: Service) => headerOptions.map(({ name }) => name);
  const defaults = ({ headerOptions }: Service) =>
    headerOptions.flatMap(({ wire, default: usual }) => (usual === undefined ? [] : [`${wire}: ${usual}`]));
  const events = ({ webhooks }: Service) => webhooks?.events.map(({ event }) => event) ?? [];
  const downloads = ({ root }: Service) => downloadsOf(root).map(({ name }) => name);
  const functions = ({ browserFlows, webhooks }: Service) => [
    ...browserFlows.flatMap(({ urlName, readName }) => [urlName, readName]),
    ...(webhooks?.signature === undefined ? [] : ["verifyWebhook", "signWebhook"]),
  ];
  const flowTypes = ({ browserFlows }: Service) =>
    browserFlows.flatMap(({ inputName, returnName }) => [inputName, returnName]);
  const flowMembers = ({ browserFlows }: Service) =>
    browserFlows.flatMap(({ inputName, returnName, parameters, returns }) => [
      ...parameters.map(({ member }) => `${inputName}.${member}`),
      ...returns.map(({ member }) => `${returnName}.${member}`),
    ]);
  const needed = ({ browserFlows }: Service) =>
    browserFlows.flatMap(({ inputName, parameters }) =>
      parameters.filter(({ required }) => required).map(({ member }) => `${inputName}.${member}`),
    );
  const lists: readonly (readonly [what: string, of: (service: Service) => readonly string[]])[] = [
    ["the environment", environments],
    ["the credential", credentials],
    ["the option", headers],
    ["the default header", defaults],
    ["the event", events],
    ["the method", downloads],
    ["the function", functions],
    ["the type", flowTypes],
    ["the member", flowMembers],
  ];
  return [
    ...lists.flatMap(([what, of]) => {
      const [lost, won] = compareLists([...new Set(of(before))], [...new Set(of(after))]);
      return [
        ...lost.map((name) => major(`${what} ${name} is gone`)),
        ...won.map((name) => minor(`${what} ${name} is new`)),
      ];
    }),
    ...compareLists(needed(before), needed(after))[1].map((member) => major(`${member} is required`)),
    ...(before.inflection?.value === after.inflection?.value &&
    String(before.inflection?.verbatim) === String(after.inflection?.verbatim)
      ? []
      : [major("the names of members are written in another casing")]),
    ...(before.webhooks?.decode === after.webhooks?.decode || after.webhooks === undefined
      ? []
      : [major(`events are read as ${after.webhooks.decode}, and were as ${before.webhooks?.decode ?? "nothing"}`)]),
  ];
}

function compareLists(before: readonly string[], after: readonly string[]) {
  return [before.filter((each) => !after.includes(each)), after.filter((each) => !before.includes(each))] as const;
}

function major(message: string): ModelChange {
  return { impact: "major", message };
}

function minor(message: string): ModelChange {
  return { impact: "minor", message };
}
