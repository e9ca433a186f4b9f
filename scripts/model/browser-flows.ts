// `x-browser-flow` → the pages that an end user is sent to.

import { isObject, type Json } from "../document/json.js";
import { text, texts } from "../document/resolve.js";
import { stringify } from "../document/stringify.js";
import { camelCase, type NameScope, typeName } from "./naming/names.js";
import type { BrowserFlow, BrowserParameter } from "./types/browser-flow.js";

export function browserFlowsOf(root: Json, scope: NameScope): readonly BrowserFlow[] {
  const declared = root["x-browser-flow"];
  if (!isObject(declared)) return [];
  return Object.entries(declared).flatMap(([name, flow]) => (isObject(flow) ? [flowOf(name, flow, scope)] : []));
}

function flowOf(name: string, flow: Json, scope: NameScope): BrowserFlow {
  const parameters = parametersOf(flow.parameters);
  const memberOf = (wire: string): string => parameters.find((each) => each.wire === wire)?.member ?? wire;
  const exclusive = Array.isArray(flow.exclusive) ? flow.exclusive.map((group) => texts(group).map(memberOf)) : [];
  return {
    name,
    title: stringify(flow.title),
    description: text(flow.description),
    urlName: scope.reserve(`${name}Url`),
    readName: scope.reserve(`read${typeName(name)}Return`),
    inputName: scope.reserve(`${typeName(name)}Input`),
    returnName: scope.reserve(`${typeName(name)}Return`),
    url: stringify(flow.url),
    redirect: memberOf(stringify(flow.redirect)),
    parameters,
    exclusive,
    returns: parametersOf(flow.returns),
  };
}

function parametersOf(declared: unknown): readonly BrowserParameter[] {
  return (Array.isArray(declared) ? declared : []).filter(isObject).map((each) => {
    const wire = stringify(each.name);
    return {
      member: text(each.member) ?? camelCase(wire),
      wire,
      required: each.required === true,
      description: stringify(each.description),
      values: texts(each.values),
      open: each.open === true,
    };
  });
}
