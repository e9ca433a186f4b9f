import type { Oas3Rule } from "@redocly/openapi-core";
import { checkShape } from "../../vocabulary/check.js";
import type { Pagination } from "../../vocabulary/extensions/pagination.js";
import { hasParameter, type Operation, operationOf } from "../operation.js";
import { type Located, type Resolve, schemaAt, typesOf, type UncheckedObject } from "../schema.js";

/** Pagers are generated from pointers and names; one that leads nowhere would only show on the second page, in production. */
export const paginationSound: Oas3Rule = () => {
  let everywhere: Located<Pagination> | undefined;
  let applied = false;
  return {
    Root: {
      enter(root, { location }) {
        const value: unknown = (root as unknown as UncheckedObject)["x-pagination"];
        if (value === undefined || checkShape("x-pagination", "root", value).length > 0) return;
        everywhere = { value: value as Pagination, location: location.child(["x-pagination"]) };
      },
      leave(_, { report }) {
        if (!everywhere || applied) return;
        report({
          message: `\`x-pagination\` applies to no operation: none takes the query parameter \`${pagingParameter(everywhere.value)}\`. Correct the name, or remove \`x-pagination\`.`,
          location: everywhere.location.key(),
        });
      },
    },
    PathItem: {
      Operation(node, { resolve, location, parentLocations, report }, parents) {
        const item = { value: parents.PathItem, location: parentLocations.PathItem };
        const operation = operationOf(resolve, { value: node, location }, item);
        const own: unknown = (node as unknown as UncheckedObject)["x-pagination"];
        if (own === undefined) {
          if (!everywhere || !hasParameter(resolve, operation, pagingParameter(everywhere.value))) return;
          applied = true;
          for (const { message } of problems(resolve, operation, everywhere.value)) {
            report({
              message: `\`${node.operationId}\` does not fit the \`x-pagination\` of the root: ${message} Correct either, or give the operation an \`x-pagination\` of its own (\`false\` for none).`,
              location: location.key(),
            });
          }
        } else if (own !== false && checkShape("x-pagination", "operation", own).length === 0) {
          for (const { name, message } of problems(resolve, operation, own as Pagination)) {
            report({ message, location: location.child(["x-pagination", name]) });
          }
        }
      },
    },
  };
};

/** The parameter that asks for a page: an operation without it has no pages. */
function pagingParameter(pagination: Pagination): string {
  if (pagination.style === "single") return "";
  return "after" in pagination ? pagination.after : pagination.page;
}

function* problems(
  resolve: Resolve,
  operation: Operation,
  pagination: Pagination,
): Iterable<{ name: string; message: string }> {
  const names: readonly string[] = "after" in pagination ? ["after", "before", "size"] : ["page", "size"];
  for (const [name, value] of Object.entries(pagination)) {
    if (name === "style") continue;
    if (names.includes(name)) {
      if (hasParameter(resolve, operation, value)) continue;
      yield { name, message: `There is no query parameter \`${value}\` for \`${name}\`.` };
    } else {
      const message = pointerProblem(resolve, operation, name, value);
      if (message !== undefined) yield { name, message };
    }
  }
}

const kinds: {
  readonly [member: string]: { readonly type: string; readonly nullable: boolean; readonly words: string };
} = {
  items: { type: "array", nullable: false, words: "an array" },
  next: { type: "string", nullable: true, words: "a string or null" },
  previous: { type: "string", nullable: true, words: "a string or null" },
  current: { type: "integer", nullable: false, words: "an integer" },
  pages: { type: "integer", nullable: false, words: "an integer" },
  total: { type: "integer", nullable: false, words: "an integer" },
  perPage: { type: "integer", nullable: false, words: "an integer" },
};

function pointerProblem(resolve: Resolve, { bodies }: Operation, name: string, pointer: string): string | undefined {
  if (bodies.length === 0) return `No success response has a JSON body for \`${name}\` to point into.`;
  const kind = kinds[name];
  for (const body of bodies) {
    const schema = schemaAt(resolve, body, pointer);
    if (!schema)
      return `\`${name}\` points at \`${pointer}\`, which the schema of the success response does not declare.`;
    const types = typesOf(resolve, schema);
    if (
      kind &&
      !(types.has(kind.type) && [...types].every((type) => type === kind.type || (kind.nullable && type === "null")))
    ) {
      const found = types.size === 0 ? "a value of no declared type" : [...types].join(" or ");
      return `\`${name}\` points at \`${pointer}\`, which is ${found} and should be ${kind.words}.`;
    }
  }
  return undefined;
}
