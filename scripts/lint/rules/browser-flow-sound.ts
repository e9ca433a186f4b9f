import type { Oas3Rule } from "@redocly/openapi-core";
import { camelCase } from "../../model/naming/names.js";
import { didYouMean } from "../../problem/nearest.js";
import { checkShape } from "../../vocabulary/check.js";
import type { BrowserFlow, BrowserParameter } from "../../vocabulary/extensions/browser-flow.js";
import type { UncheckedObject } from "../schema.js";

interface Finding {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The URL of a page is made from names alone; one that is wrong shows when the first end user does not come back. */
export const browserFlowSound: Oas3Rule = () => ({
  Root(root, { location, report }) {
    const declared = (root as unknown as UncheckedObject)["x-browser-flow"];
    if (declared === undefined || checkShape("x-browser-flow", "root", declared).length > 0) return;
    for (const [name, flow] of Object.entries(declared as Readonly<Record<string, BrowserFlow>>)) {
      for (const { path, message } of findingsOf(flow))
        report({ message, location: location.child(["x-browser-flow", name, ...path]) });
    }
  },
});

function* findingsOf({ redirect, parameters, exclusive = [], returns }: BrowserFlow): Iterable<Finding> {
  const names = parameters.map(({ name }) => name);
  const unknown = (name: string) => `There is no parameter \`${name}\`.${didYouMean(name, names)}`;
  if (!names.includes(redirect)) yield { path: ["redirect"], message: unknown(redirect) };
  yield* parameterFindings("parameters", parameters);
  yield* parameterFindings("returns", returns);
  for (const [index, group] of exclusive.entries()) {
    for (const [place, name] of group.entries()) {
      if (!names.includes(name)) yield { path: ["exclusive", index, place], message: unknown(name) };
      if (parameters.find((each) => each.name === name)?.required !== true) continue;
      const message = `\`${name}\` is required, so that no other of its list could ever be given. Take it off \`exclusive\`.`;
      yield { path: ["exclusive", index, place], message };
    }
  }
}

function* parameterFindings(list: string, parameters: readonly BrowserParameter[]): Iterable<Finding> {
  const seen = new Map<string, string>();
  for (const [index, { name, member = camelCase(name), values, open }] of parameters.entries()) {
    const before = seen.get(member);
    if (before !== undefined) {
      const message = `\`${name}\` and \`${before}\` are both \`${member}\` for callers. Give one of them a \`member\`.`;
      yield { path: [list, index], message };
    }
    seen.set(member, name);
    if (open !== true || values !== undefined) continue;
    yield {
      path: [list, index, "open"],
      message: `\`${name}\` is open and lists no \`values\`. Any is taken without it.`,
    };
  }
}
