// The fact sheet of a service: everything that a caller, person or program, needs to know without reading the code.

import { fileName } from "../../model/naming/names.js";
import type { Resource, Service } from "../../model/types/service.js";
import { banner } from "../typescript/banner.js";
import { assumptionSection } from "./assumptions.js";
import { scopeOf } from "./call.js";
import { type Details, detailsOf } from "./details.js";
import { downloadSection } from "./downloads.js";
import { commonErrors, errorSection } from "./errors.js";
import { contents, head, resourceHead } from "./head.js";
import { lifecycleSections } from "./lifecycles.js";
import { operationSection } from "./operation.js";
import { pagesOf, type Section } from "./pages.js";
import { describedTypes, typeSections } from "./types.js";
import { decimalCall } from "./values/sample.js";
import { webhookSection } from "./webhooks.js";

export interface ReferenceOptions {
  /** See {@link banner}. */
  readonly command?: string | undefined;
  /** The module specifier from which callers import the client. Default: the index beside this page. */
  readonly specifier?: string | undefined;
  /** Module specifier of the runtime. */
  readonly runtime?: string | undefined;
}

/** The text of each page by its path. */
export function printReference(
  service: Service,
  document: unknown,
  { command, specifier = "./index.js", runtime = "sharewright" }: ReferenceOptions = {},
): ReadonlyMap<string, string> {
  const details = detailsOf(service, document);
  const declarations = new Map(service.declarations.map((declaration) => [declaration.name, declaration]));
  const described = describedTypes(service, declarations);
  const errors = commonErrors(service, details);
  const scope = scopeOf(service);
  const operations = (resource: Resource): readonly string[] => {
    const own = resource.operations.map((operation) => {
      const its = ofOperation(details, operation.id);
      return operationSection({ service, operation, details: its, declarations, described, errors, scope });
    });
    const headed = own.length === 0 ? [] : [resourceHead(service, resource), ...own];
    return [...headed, ...resource.children.flatMap(operations)];
  };
  const others = [
    section(errorSection(errors, described)),
    section(lifecycleSections(service)),
    section(downloadSection(service)),
    section(webhookSection(service, declarations, described)),
    section(typeSections(declarations, described), "reference-types.md"),
    section(assumptionSection(service)),
  ].flat();
  const calls = [service.root, ...service.root.children].flatMap((resource): readonly Section[] => {
    const texts = operations(resource === service.root ? { ...resource, children: [] } : resource);
    const [name] = resource.path;
    return texts.length === 0 ? [] : [{ page: name && `reference/${fileName(name)}.md`, text: texts.join("\n\n") }];
  });
  const usesDecimals = calls.some(({ text }) => text.includes(decimalCall));
  const first = [
    { text: head(service, details, specifier, usesDecimals ? runtime : undefined) },
    {
      text: contents(
        service,
        others.map(({ text }) => text),
      ),
    },
  ];
  // Text that would end the comment gets a space.
  const comment = `<!-- ${banner(service.specFolder, command)
    .slice(3)
    .replace(/--(!?>)/g, "-- $1")} -->`;
  return pagesOf([...first, ...calls, ...others], comment, service.title);
}

function ofOperation({ operations }: Details, id: string): NonNullable<ReturnType<Details["operations"]["get"]>> {
  return operations.get(id) ?? { bodies: [], parameters: new Map(), responses: {} };
}

function section(text: string | undefined, page?: string): readonly Section[] {
  return text === undefined ? [] : [{ page, text }];
}
