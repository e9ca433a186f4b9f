import type { Parameter, SpecDocument } from "../../document/resolve.js";
import type { Losses } from "../losses.js";
import { isDeep, parameterContent, placeholders } from "./parameters.js";

/** Parts of the parameters that no client can carry. */
export function reportLostParameters(
  document: SpecDocument,
  path: string,
  parameters: readonly Parameter[],
  losses: Losses,
): void {
  const names = placeholders(path);
  const adrift = parameters.filter((each) => each.in === "path" && !names.includes(each.name));
  if (adrift.length > 0) {
    losses.report(
      "path-parameter",
      `The path has no place for ${adrift.map(({ name }) => `{${name}}`).join(", ")}: the parameter is left out.`,
      "Correct the path, or the parameter's name or `in`.",
    );
  }
  const deep = parameters.filter((each) => isDeep(document, each));
  if (deep.length > 0) {
    losses.report(
      "parameter-shape",
      `OpenAPI has no way to write objects or lists inside of ${deep.map(({ name }) => name).join(", ")}: a call that gives them is refused.`,
      "Give the parameter `style: deepObject`, or a `content` of application/json, as the service has it; or pass it by `http`.",
    );
  }
  for (const parameter of parameters) {
    const { lost } = parameterContent(document, parameter);
    if (lost === undefined || parameter.in === "querystring") continue;
    losses.report(
      "parameter-content",
      `The ${parameter.in} parameter ${parameter.name} is ${lost}: it is sent as text, and as JSON if it is none.`,
      "Nothing, if the service takes it so.",
    );
  }
}
