// The edition of a document, by its root. A document of another kind is refused with the name of its kind.

import { isObject } from "../../document/json.js";
import { stringify } from "../../document/stringify.js";
import { Refusal, startOf } from "../refusal.js";

/** The edition of the document; `3.1` needs no conversion, the others become it. */
export type Edition = "2.0" | "3.0" | "3.1" | "3.2";

type Root = Readonly<Record<string, unknown>>;

const others: readonly (readonly [(root: Root) => boolean, string, string])[] = [
  [
    (root) => "asyncapi" in root,
    "an AsyncAPI document",
    "sharewright makes clients of HTTP APIs: bring its OpenAPI document.",
  ],
  [
    (root) => "overlay" in root && "actions" in root,
    "an overlay",
    "Pass it as --overlay, and the document it changes as --spec.",
  ],
  [(root) => "arazzo" in root, "an Arazzo workflow", "Bring the OpenAPI document that it describes workflows for."],
  [
    (root) => "openrpc" in root,
    "an OpenRPC document",
    "sharewright makes clients of HTTP APIs: bring an OpenAPI document.",
  ],
  [isPostman, "a Postman collection", "Export it as OpenAPI first; Postman and several converters do that."],
  [
    (root) => "swaggerVersion" in root,
    "a Swagger 1 document",
    "Convert it to OpenAPI 3 first, for example with swagger-converter.",
  ],
  [(root) => "$schema" in root || "$defs" in root, "a JSON Schema", "Bring the OpenAPI document that uses it."],
];

export function editionOf(value: unknown, text: string, shown: string): Edition {
  const refuse = (message: string, remedy: string): never => {
    throw new Refusal({ code: "not-openapi", message, remedy, place: startOf(shown) });
  };
  if (text.trim() === "") return refuse(`${shown} is empty.`, "Bring an OpenAPI document, in JSON or YAML.");
  if (text.trimStart().startsWith("<")) {
    return refuse(
      `${shown} is HTML or XML.`,
      "If it was downloaded, look at it: it may be a page about an error or a log-in.",
    );
  }
  if (!isObject(value)) {
    const kind = Array.isArray(value)
      ? "a list"
      : value === null || value === undefined
        ? "nothing"
        : `a ${typeof value}`;
    return refuse(`${shown} holds ${kind}, not an object.`, "Bring an OpenAPI document, in JSON or YAML.");
  }
  // YAML reads `2.0` and `3.1` without quotes as numbers.
  const { swagger, openapi } = value;
  if (swagger === "2.0" || swagger === 2) return "2.0";
  if (openapi === 3) return "3.0";
  const [, edition] = /^(3\.[012])(?:\.\d+)?(?:-\S*)?$/.exec(stringify(openapi)) ?? [];
  if (edition !== undefined) return edition as Edition;
  if (openapi !== undefined || swagger !== undefined) {
    const edition = openapi === undefined ? `swagger: ${brief(swagger)}` : `openapi: ${brief(openapi)}`;
    return refuse(`${shown} says \`${edition}\`.`, "sharewright reads OpenAPI 3.0, 3.1 and 3.2, and Swagger 2.0.");
  }
  const [, what, remedy] = others.find(([is]) => is(value)) ?? [];
  return what === undefined || remedy === undefined
    ? refuse(
        `${shown} has neither \`openapi\` nor \`swagger\` at its root.`,
        "Bring an OpenAPI document, in JSON or YAML.",
      )
    : refuse(`${shown} is ${what}.`, remedy);
}

function isPostman(root: Root): boolean {
  const info = isObject(root.info) ? root.info : {};
  return "_postman_id" in info || stringify(info.schema).includes("getpostman.com");
}

function brief(value: unknown): string {
  return (JSON.stringify(value) ?? "").slice(0, 40);
}
