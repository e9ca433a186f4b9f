// Calls every operation of a document once, through the client that was generated of it.

import { sampleAnswer } from "./answer.js";
import { compareBody, declaredMedia, sampleBody } from "./body.js";
import { argumentsFor, type Caller, letters, openCaller, origin } from "./call-operation.js";
import { compareRequest } from "./compare.js";
import { DescribedDocument, type DescribedOperation, type DescribedParameter } from "./document.js";
import { expectRequest } from "./expect-request.js";
import { Sampler } from "./sampler.js";
import { type Opinion, secondOpinion } from "./second-opinion.js";

export interface Finding {
  /** Method and path template. */
  readonly operation: string;
  readonly difference: string;
}

export interface Checked {
  readonly operations: number;
  /** How many of them openapi-fetch can send too, by the default serializers that it has. */
  readonly compared: number;
  readonly findings: readonly Finding[];
}

/** `module` is what the generated index exports, `file` the document as it came. */
export async function checkDocument(
  file: string,
  module: Readonly<Record<string, unknown>>,
  onOperation: (name: string) => void = () => {},
): Promise<Checked> {
  const document = new DescribedDocument(file);
  const operations = document.operations();
  const isClear = (schemes: unknown) => /"tokenUrl":"http:/.test(JSON.stringify(schemes));
  // No client sends its secret to a token endpoint in the clear: it is not to be given one.
  const caller = await openCaller(module, isClear(document.schemes) ? /client_?(id|secret)$/i : undefined);
  const findings: Finding[] = [];
  let compared = 0;
  const { server } = document;
  // In the clear, requests go to this machine alone: then the caller has to say where.
  if (server !== undefined && caller.server !== server)
    findings.push({ operation: "all", difference: `server: ${caller.server}, not ${server}` });
  for (const operation of operations) {
    const { security, anonymous } = operation;
    if (!anonymous && security.every(isClear)) continue;
    const name = `${operation.method} ${operation.path}`;
    const { differences, opinion } = await checkOperation(operation, caller, document).catch((error: Error) => ({
      differences: [`the comparison failed: ${error.message}`],
      opinion: undefined,
    }));
    if (opinion !== undefined) compared += 1;
    findings.push(
      ...(opinion ?? []).map((difference) => ({ operation: name, difference: `openapi-fetch: ${difference}` })),
    );
    onOperation(name);
    findings.push(...differences.map((difference) => ({ operation: name, difference })));
  }
  return { operations: operations.length, compared, findings };
}

async function checkOperation(
  operation: DescribedOperation,
  caller: Caller,
  document: DescribedDocument,
): Promise<{ readonly differences: readonly string[]; readonly opinion: Opinion }> {
  const only = (...differences: string[]) => ({ differences, opinion: undefined });
  const found = await caller.locate(operation);
  if (found === undefined) return only("no function sends it");
  const input = new Sampler(document, "input");
  const values = new Map<DescribedParameter, unknown>(
    operation.parameters
      .filter(isCarried)
      .map((each) => [each, input.sample(each.schema)] as const)
      // Of an object without members nothing is written in most styles.
      .filter(([each, value]) => each.in === "path" || JSON.stringify(value) !== "{}"),
  );
  const type = found.media;
  const media = type === undefined ? undefined : declaredMedia(operation.bodies, type);
  if (type !== undefined && media === undefined) return only(`body: ${type} is none that the document declares`);
  const bodiless = operation.method === "GET" || operation.method === "HEAD";
  if (type === undefined && operation.bodies.length > 0 && !bodiless) return only("body: the function takes none");
  const body = media && sampleBody(media, type ?? "", input);
  const answer = sampleAnswer(operation, new Sampler(document, "output"));
  const args = await argumentsFor(operation, values, body?.input, found, caller);
  const { server } = operation;
  const target = server === undefined || caller.server === undefined ? undefined : await caller.target(found, args);
  const { sent, value, error } = await caller.call(found, args, answer.respond);
  const wanted = expectRequest(operation, values);
  // A client may refuse values that OpenAPI cannot write, by a message that names the parameter.
  if (sent === undefined && wanted.open.some(({ name }) => letters(error?.message ?? "").includes(letters(name))))
    return only();
  if (sent === undefined) return only(`refused: ${error?.message}`);
  const differences = [
    ...compareRequest(operation, wanted, sent, origin),
    ...(body === undefined ? [] : await compareBody(sent.clone(), body)),
    ...(target === undefined || target.startsWith(`${server}/`) ? [] : [`server: ${target}, not of ${server}`]),
    ...(await outcome()),
  ];
  return { differences, opinion: await secondOpinion(operation, values, body, sent) };

  async function outcome(): Promise<readonly string[]> {
    if (answer.fails) return error === undefined ? ["succeeded: by an answer that is none"] : [];
    return error === undefined ? answer.compare(value) : [`failed: ${error.message}`];
  }
}

/** Content types and credentials are spoken of elsewhere in a document: OpenAPI wants such parameters ignored. */
function isCarried({ in: place, name }: DescribedParameter): boolean {
  return place !== "header" || !/^(accept|content-type|authorization)$/i.test(name);
}
