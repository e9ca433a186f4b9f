// `x-browser-flow` → the pages that an end user is sent to.

import { isObject, type Json } from "../document/json.js";
import { text, texts } from "../document/resolve.js";
import { said } from "../document/text-of.js";
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
    title: said(flow.title),
    description: text(flow.description),
    urlName: scope.claim(`${name}Url`),
    readName: scope.claim(`read${typeName(name)}Return`),
    inputName: scope.claim(`${typeName(name)}Input`),
    returnName: scope.claim(`${typeName(name)}Return`),
    url: said(flow.url),
    redirect: memberOf(said(flow.redirect)),
    parameters,
    exclusive,
    returns: parametersOf(flow.returns),
  };
}

function parametersOf(declared: unknown): readonly BrowserParameter[] {
  return (Array.isArray(declared) ? declared : []).filter(isObject).map((each) => {
    const wire = said(each.name);
    return {
      member: text(each.member) ?? camelCase(wire),
      wire,
      required: each.required === true,
      description: said(each.description),
      values: texts(each.values),
      open: each.open === true,
    };
  });
}
