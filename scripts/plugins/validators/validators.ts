// `validators`: a validator of each type and of what each operation gives, a file for each file of types; and `validators.ts`,
// whose `create…` holds all answers against them. They are Valibot's, because a bundle with them is a third of one with Zod's.

import { connectedComponents } from "../../document/connected-components.js";
import { noDocs } from "../../model/docs.js";
import { type Declaration, namesOf, type TypeNode } from "../../model/types/node.js";
import type { Operation } from "../../model/types/operation.js";
import { operationsOf, type Service } from "../../model/types/service.js";
import { clientFile } from "../../print/client.js";
import { transportFile } from "../../print/transport.js";
import { docComment } from "../../print/typescript/comment.js";
import { dataText, Expression } from "../../print/typescript/literal.js";
import { type Context, type SourceFile, sourceFile } from "../../print/typescript/source-file.js";
import { constant, exportedFunction } from "../../print/typescript/statement.js";
import type { Plugin } from "../plugin.js";
import { printContext, printFile } from "../print-files.js";
import { answerName, declareAnswer, hasAnswer } from "./answer.js";
import { declareValidators, validatorName } from "./declaration.js";
import { type ValidatorFile, valibot } from "./expression.js";

const indexFile = "validators";

/** `types/case` → `validators/types/case` */
function fileOf(file: string): string {
  return `${indexFile}/${file}`;
}

export const validators: Plugin = {
  name: "validators",
  files(service, context) {
    const shared = printContext(service, context);
    const sources = [...validatorSources(service, shared), indexSource(service, shared)];
    return sources.map((source) => printFile(source, context));
  },
};

function* validatorSources(service: Service, shared: Context): Iterable<SourceFile> {
  const operations = operationsOf(service.root).filter(hasAnswer);
  const declared = new Map(service.declarations.flatMap((each) => namesOf(each).map((name) => [name, each])));
  const circles = circlesOf(service.declarations, declared);
  const paths = new Set([...service.declarations, ...operations].map(({ file }) => file));
  for (const path of paths) {
    yield sourceFile(shared, fileOf(path), (file) => {
      const validatorFile: ValidatorFile = {
        ...file,
        named(name) {
          const target = declared.get(name)?.file ?? "";
          const reference = file.imports.value(validatorName(name), fileOf(target));
          return circles.get(path)?.has(target) ? valibot(file, "lazy", `() => ${reference}`) : reference;
        },
        resolve: (type) => resolved(type, declared),
      };
      for (const declaration of service.declarations) {
        if (declaration.file === path) file.statements.push(...declareValidators(declaration, validatorFile));
      }
      for (const operation of operations) {
        if (operation.file === path) file.statements.push(declareAnswer(operation, validatorFile));
      }
    });
  }
}

function resolved(type: TypeNode, declared: ReadonlyMap<string, Declaration>): TypeNode {
  let at = type;
  // Aliases do not lead round in a circle.
  while (at.kind === "named") {
    const next = declared.get(at.name);
    if (next === undefined) return at;
    at = next.type;
  }
  return at;
}

/** The files whose validators are not there yet while those of a file are made: its own, and those that lead back to it. */
function circlesOf(
  declarations: readonly Declaration[],
  declared: ReadonlyMap<string, Declaration>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const edges = new Map<string, string[]>();
  for (const { file, type, states } of declarations) {
    const types = [type, ...(states?.known.flatMap(({ members }) => members.map((each) => each.type)) ?? [])];
    const targets = types.flatMap(namesIn).flatMap((name) => declared.get(name)?.file ?? []);
    edges.set(file, [...(edges.get(file) ?? []), ...targets]);
  }
  const circles = new Map([...edges.keys()].map((file) => [file, new Set([file])]));
  for (const circle of connectedComponents(edges)) for (const file of circle) circles.set(file, new Set(circle));
  return circles;
}

function namesIn(type: TypeNode): readonly string[] {
  switch (type.kind) {
    case "named":
      return [type.name];
    case "array":
      return namesIn(type.items);
    case "tuple":
      return [...type.items, ...(type.rest ? [type.rest] : [])].flatMap(namesIn);
    case "object":
      return [...type.members.map((member) => member.type), ...(type.rest ? [type.rest] : [])].flatMap(namesIn);
    case "union":
    case "intersection":
      return type.of.flatMap(namesIn);
    case "reference":
      return [type.type, ...(type.resource ? [type.resource] : [])].flatMap(namesIn);
    default:
      return [];
  }
}

function indexSource(service: Service, shared: Context): SourceFile {
  const { typeName } = service;
  return sourceFile(shared, indexFile, ({ imports, statements }) => {
    const create = `create${typeName}`;
    const client = imports.value(typeName, clientFile);
    const options = imports.type(`${typeName}Options`, transportFile);
    const createTransport = imports.value(`${create}Transport`, transportFile);
    const mode = imports.runtime("ValidateMode");
    const ofOperation = (operation: Operation): readonly [string, Expression] => [
      operation.name,
      new Expression(imports.value(answerName(operation), fileOf(operation.file))),
    ];
    const answers = Object.fromEntries(operationsOf(service.root).filter(hasAnswer).map(ofOperation));
    const validate = imports.runtimeValue("validateAnswers");
    statements.push(
      constant("answers", imports.runtime("AnswerValidators"), dataText(answers, true), {
        exported: true,
        docs: "Validators of what calls give, by operation.",
      }),
      exportedFunction({
        name: create,
        docs: docComment({ ...noDocs, description: createDocs }),
        parameters: [
          {
            name: "options",
            optional: false,
            type: `Omit<${options}, "validate"> & { validate?: ${mode} | undefined }`,
            initial: "{}",
          },
        ],
        returns: client,
        statements: [
          `const { validate = "throw", throttle = ${imports.runtimeValue("createThrottle")}, ...others } = options;`,
          `const transport = ${createTransport}({ ...others, throttle, validate: ${validate}(answers, validate) });`,
          `return new ${client}(transport);`,
        ],
      }),
    );
  });
}

const createDocs =
  'Makes a client that holds the value of every call against its type: with `validate: "throw"`, which is the default, a value that does not fit is a DecodeError; with `"warn"` it is a line of the logger, or of the console.';
