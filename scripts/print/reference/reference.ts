// The fact sheet of a service: all that its caller, person or program, needs to know without reading the code.

import { operationsOf, type Resource, type Service } from "../../model/types/service.js";
import { Memo, type Printed, textOf } from "../memo.js";
import { banner } from "../typescript/banner.js";
import { assumptionSection } from "./assumptions.js";
import { scopeOf } from "./call.js";
import { type Details, detailsOf } from "./details.js";
import { commonErrors, errorSection } from "./errors.js";
import { contents, head, resourceHead } from "./head.js";
import { lifecycleSections } from "./lifecycles.js";
import { operationSection } from "./operation.js";
import { describedTypes, typeSections } from "./types.js";
import { webhookSection } from "./webhooks.js";

export const referenceFile = "reference.md";

export function emitReference(service: Service, document: unknown, command?: string, memo = new Memo()): string {
  const details = detailsOf(service, document);
  const declarations = new Map(service.declarations.map((declaration) => [declaration.name, declaration]));
  const described = describedTypes(service, declarations);
  const errors = commonErrors(service, details);
  const scope = scopeOf(service);
  const { root, recording, unconfirmed, ...rest } = service;
  const functions = operationsOf(root).map(({ functionName }) => functionName);
  const common = memo.key([rest, functions, [...described], [...errors]]);
  const operations = (resource: Resource): readonly (Printed | string)[] => {
    const own = resource.operations.map((operation) => {
      const told = ofOperation(details, operation.id);
      const parts = [common, memo.key(operation), told, [...told.parameters]];
      return memo.print(parts, () =>
        operationSection({ service, operation, details: told, declarations, described, errors, scope }),
      );
    });
    const headed = own.length === 0 ? [] : [resourceHead(service, resource), ...own];
    return [...headed, ...resource.children.flatMap(operations)];
  };
  const types = memo.print(["types", common], () => typeSections(declarations, described) ?? "");
  const others = [
    errorSection(errors, described),
    lifecycleSections(service),
    webhookSection(service, declarations, described),
    types.text === "" ? undefined : types,
    assumptionSection(service),
  ].filter((section) => section !== undefined);
  const sections = [
    `<!-- ${banner(service.specFolder, command).replace("//", "").replaceAll("--", "").trim()} -->`,
    head(service, details),
    contents(service, others.map(textOf)),
    ...operations(root),
    ...others,
  ];
  return `${memo.file(referenceFile, sections, "\n\n")}\n`;
}

function ofOperation({ operations }: Details, id: string): NonNullable<ReturnType<Details["operations"]["get"]>> {
  return operations.get(id) ?? { bodies: [], parameters: new Map(), responses: {} };
}
