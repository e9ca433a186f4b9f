// Calls every operation of a document once, through the client that was generated of it.

import { sampleAnswer } from "./answer.js";
import { compareBody, declaredMedia, sampleBody } from "./body.js";
import { argumentsFor, type Door, letters, openDoor, origin } from "./call-operation.js";
import { compareRequest } from "./compare.js";
import { SpokenDocument, type SpokenOperation, type SpokenParameter } from "./document.js";
import { expectRequest } from "./expect-request.js";
import { Sampler } from "./sampler.js";

export interface Finding {
  /** Method and path template. */
  readonly operation: string;
  readonly difference: string;
}

export interface Checked {
  readonly operations: number;
  readonly findings: readonly Finding[];
}

/** `module` is what the generated index exports, `file` the document as it came. */
export async function checkDocument(file: string, module: Readonly<Record<string, unknown>>): Promise<Checked> {
  const document = new SpokenDocument(file);
  const operations = document.operations();
  const isClear = (schemes: unknown) => /"tokenUrl":"http:/.test(JSON.stringify(schemes));
  // No client sends its secret to a token endpoint in the clear: it is not to be given one.
  const door = await openDoor(module, isClear(document.schemes) ? /client_?(id|secret)$/i : undefined);
  const findings: Finding[] = [];
  const { server } = document;
  // In the clear, requests go to this machine alone: then the caller has to say where.
  if (server !== undefined && door.server !== server)
    findings.push({ operation: "all", difference: `server: ${door.server}, not ${server}` });
  for (const operation of operations) {
    const { security, anonymous } = operation;
    if (!anonymous && security.every(isClear)) continue;
    const differences = await checkOperation(operation, door, document).catch((error) => [`checker: ${error.stack}`]);
    const name = `${operation.method} ${operation.path}`;
    findings.push(...differences.map((difference) => ({ operation: name, difference })));
  }
  return { operations: operations.length, findings };
}

async function checkOperation(
  operation: SpokenOperation,
  door: Door,
  document: SpokenDocument,
): Promise<readonly string[]> {
  const found = await door.locate(operation);
  if (found === undefined) return ["no function sends it"];
  const input = new Sampler(document, "input");
  const values = new Map<SpokenParameter, unknown>(
    operation.parameters
      .filter(isCarried)
      .map((each) => [each, input.sample(each.schema)] as const)
      // Of an object without members nothing is written in most styles.
      .filter(([each, value]) => each.in === "path" || JSON.stringify(value) !== "{}"),
  );
  const type = found.media;
  const media = type === undefined ? undefined : declaredMedia(operation.bodies, type);
  if (type !== undefined && media === undefined) return [`body: ${type} is none that the document declares`];
  const bodiless = operation.method === "GET" || operation.method === "HEAD";
  if (type === undefined && operation.bodies.length > 0 && !bodiless) return ["body: the function takes none"];
  const body = media && sampleBody(media, type ?? "", input);
  const answer = sampleAnswer(operation, new Sampler(document, "output"));
  const args = await argumentsFor(operation, values, body?.input, found, door);
  const { server } = operation;
  const target = server === undefined || door.server === undefined ? undefined : await door.target(found, args);
  const { sent, value, error } = await door.call(found, args, answer.respond);
  const wanted = expectRequest(operation, values);
  // What OpenAPI cannot write may be refused, by a message that says what it is about.
  if (sent === undefined && wanted.open.some(({ name }) => letters(error?.message ?? "").includes(letters(name))))
    return [];
  if (sent === undefined) return [`refused: ${error?.message}`];
  return [
    ...compareRequest(operation, wanted, sent, origin),
    ...(body === undefined ? [] : await compareBody(sent, body)),
    ...(target === undefined || target.startsWith(`${server}/`) ? [] : [`server: ${target}, not of ${server}`]),
    ...(await outcome()),
  ];

  async function outcome(): Promise<readonly string[]> {
    if (answer.fails) return error === undefined ? ["succeeded: by an answer that is none"] : [];
    return error === undefined ? answer.compare(value) : [`failed: ${error.message}`];
  }
}

/** Content types and credentials are spoken of elsewhere in a document: OpenAPI wants such parameters ignored. */
function isCarried({ in: place, name }: SpokenParameter): boolean {
  return place !== "header" || !/^(accept|content-type|authorization)$/i.test(name);
}
