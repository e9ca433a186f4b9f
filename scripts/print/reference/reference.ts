// The fact sheet of a service: all that its caller, person or program, needs to know without reading the code.

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
import { decimalCall } from "./sample.js";
import { describedTypes, typeSections } from "./types.js";
import { webhookSection } from "./webhooks.js";

export const referenceFile = "reference.md";

export interface ReferenceOptions {
  /** See {@link banner}. */
  readonly command?: string | undefined;
  /** What callers import the client from. Default: the index beside this page. */
  readonly specifier?: string | undefined;
}

export function printReference(
  service: Service,
  document: unknown,
  { command, specifier = "./index.js" }: ReferenceOptions = {},
): string {
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
    errorSection(errors, described),
    lifecycleSections(service),
    downloadSection(service),
    webhookSection(service, declarations, described),
    typeSections(declarations, described),
    assumptionSection(service),
  ].filter((section) => section !== undefined);
  const calls = operations(service.root);
  const sections = [
    // What would end the comment has a space in it.
    `<!-- ${banner(service.specFolder, command)
      .slice(3)
      .replace(/--(!?>)/g, "-- $1")} -->`,
    head(
      service,
      details,
      specifier,
      calls.some((section) => section.includes(decimalCall)),
    ),
    contents(service, others),
    ...calls,
    ...others,
  ];
  return `${sections.join("\n\n")}\n`;
}

function ofOperation({ operations }: Details, id: string): NonNullable<ReturnType<Details["operations"]["get"]>> {
  return operations.get(id) ?? { bodies: [], parameters: new Map(), responses: {} };
}
