// browser-flows.ts of a service: for each page that an end user is sent to, a function for its URL and one that reads the
// return.

import { noDocs } from "../model/docs.js";
import type { BrowserFlow, BrowserParameter } from "../model/types/browser-flow.js";
import type { MemberNode, TypeNode } from "../model/types/node.js";
import type { Service } from "../model/types/service.js";
import { docComment } from "./typescript/comment.js";
import { type Data, dataText } from "./typescript/literal.js";
import { type Context, type FileBuilder, type SourceFile, sourceFile } from "./typescript/source-file.js";
import { constant, exportedFunction, interfaceDeclaration } from "./typescript/statement.js";

export const browserFlowsFile = "browser-flows";

export function browserFlowSource(context: Context, { name: service, browserFlows }: Service): SourceFile {
  return sourceFile(context, browserFlowsFile, (file) => {
    for (const flow of browserFlows) addFlow(flow, service, file);
  });
}

function addFlow(flow: BrowserFlow, service: string, { imports, types, statements }: FileBuilder): void {
  const { name, title, description, urlName, readName, inputName, returnName, parameters, returns } = flow;
  const facts = `${name}Flow`;
  const describe = (words: string, beneath: string | undefined, ...tags: { name: string; text: string }[]) =>
    docComment({ ...noDocs, summary: words, description: beneath }, tags);
  statements.push(
    exportedFunction({
      name: urlName,
      docs: describe(`The URL that sends an end user to ${title}`, description, {
        name: "throws",
        text: "{ConfigurationError} for a member that is missing, unknown or invalid.",
      }),
      parameters: [{ name: "input", optional: false, type: inputName }],
      returns: "string",
      statements: [`return ${imports.runtimeValue("browserFlowUrl")}(${facts}, input);`],
    }),
    exportedFunction({
      name: readName,
      docs: describe(
        `Reads the address on which an end user comes back from ${title}`,
        "Anybody can write such an address: look up the ids in it before you trust them.",
        {
          name: "param",
          text: "address whole, or from its path on; or the `Request` for it.",
        },
        { name: "throws", text: "{DecodeError} if it lacks what is always there." },
      ),
      parameters: [{ name: "address", optional: false, type: "string | URL | { readonly url: string }" }],
      returns: returnName,
      statements: [`return ${imports.runtimeValue("readBrowserReturn")}(${facts}, address) as ${returnName};`],
    }),
    constant(facts, imports.runtime("BrowserFlow"), dataText(factsOf(flow, service), true)),
    interfaceDeclaration({
      name: inputName,
      docs: docComment({ ...noDocs, description: `Input of {@link ${urlName}}.` }),
      members: types.members(parameters.map(memberOf), undefined, true),
    }),
    interfaceDeclaration({
      name: returnName,
      docs: docComment({ ...noDocs, description: `Result of {@link ${readName}}.` }),
      extends: imports.runtime("BrowserReturn"),
      members: types.members(returns.map(memberOf), undefined, false),
    }),
  );
}

function factsOf({ title, url, redirect, parameters, exclusive, returns }: BrowserFlow, service: string): Data {
  return {
    name: `${service}: ${title}`,
    url,
    redirect,
    parameters: parameterData(parameters),
    exclusive: exclusive.length === 0 ? undefined : exclusive,
    returns: parameterData(returns),
  };
}

function parameterData(parameters: readonly BrowserParameter[]): Data {
  return Object.fromEntries(
    parameters.map(({ member, wire, required, values, open }): [string, Data] => [
      member,
      { name: wire, required: required || undefined, values: values.length === 0 || open ? undefined : values },
    ]),
  );
}

function memberOf({ member, required, description, values, open }: BrowserParameter): MemberNode {
  return { name: member, type: typeOf(values, open), optional: !required, docs: { ...noDocs, description } };
}

function typeOf(values: readonly string[], open: boolean): TypeNode {
  if (values.length === 0) return { kind: "primitive", name: "string" };
  if (open) return { kind: "extensible", known: values };
  return { kind: "union", of: values.map((value) => ({ kind: "literal", value })) };
}
