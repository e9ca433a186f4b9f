// The values of an operation's successes, as types.

import { isObject } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { type Media, typesOf } from "../media.js";
import { stringType, undefinedType, union, unknownType, voidType } from "../schema/composition/combine.js";
import type { Types } from "../schema/types.js";
import type { RuntimeType, TypeNode } from "../types/node.js";
import type { Decode, Reading, Success } from "../types/operation.js";
import { withAside, withMeta } from "./beside-value.js";
import { contentOf, type Envelope, isArray } from "./envelope.js";
import { eventData } from "./event-data.js";
import { eventsOf } from "./event-types.js";
import { includedOf, type Responses } from "./responses.js";

/** The value of a success body. */
export function successValue(
  document: SpecDocument,
  schema: Schema | undefined,
  envelope: Envelope,
  types: Types,
): { readonly type: TypeNode; readonly decode: Decode } {
  if (schema === undefined) return { type: voidType, decode: "nothing" };
  const content = contentOf(document, schema, envelope);
  if (envelope === "none" || content === undefined) return { type: types.of(schema, "output"), decode: "none" };
  const value = types.of(content, "output");
  const given = { document, body: schema, envelope, types };
  const isList = envelope === "jsonapi" && isArray(document, content);
  const type = isList ? withAside(value, includedOf(document, schema), given) : withMeta(value, given);
  return { type, decode: envelope };
}

/** The value of each success, where they are not all alike, or some are not named. */
export function outcomesOf(
  document: SpecDocument,
  { answers, reading }: Responses,
  envelope: Envelope,
  types: Types,
): readonly Success[] {
  const groups = new Map<string, { statuses: (number | "any")[]; value: TypeNode }>();
  const some = answers.find(({ media }) => media !== undefined)?.media;
  for (const { status, media, file } of answers) {
    // An empty stream is a stream.
    const shown = reading === "lines" || reading === "textEvents" || reading === "jsonEvents" ? (media ?? some) : media;
    const stream = answerType(document, shown, reading, envelope, types);
    const value = file === undefined ? stream : union([stream, answerType(document, file, "binary", envelope, types)]);
    const key = JSON.stringify(value);
    const group = groups.get(key) ?? { statuses: [], value };
    group.statuses.push(status);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function answerType(
  document: SpecDocument,
  media: Media | undefined,
  reading: Reading | undefined,
  envelope: Envelope,
  types: Types,
): TypeNode {
  const runtime = (name: RuntimeType, of?: TypeNode, events?: TypeNode): TypeNode => ({
    kind: "runtime",
    name,
    of,
    ...(events && { events }),
  });
  if (reading === "redirect") return stringType;
  if (reading === "binary") return runtime("BinaryBody");
  if (media === undefined) return undefinedType;
  if (media.kind !== "json" && reading === "jsonAndBinary") return runtime("BinaryBody");
  if (reading === "text" || (media.kind !== "json" && reading === "jsonAndText")) return stringType;
  if (reading === "lines") return runtime("JsonLines", types.of(lineOf(document, media), "output"));
  if (reading === "textEvents") return runtime("EventStream", stringType);
  if (reading === "jsonEvents") {
    const { schema, kinds } = eventData(document, media);
    return runtime("EventStream", types.of(schema, "output"), kinds && eventsOf(kinds, types));
  }
  if (media.kind !== "json") return unknownType;
  return successValue(document, media.schema ?? {}, envelope, types).type;
}

/** The type of a line: the schema may describe one line, or the list of them. */
export function lineOf(document: SpecDocument, { schema, node }: Media): Schema | undefined {
  if (isObject(node.itemSchema)) return node.itemSchema as Schema;
  const list = document.resolve(schema);
  return isObject(list) && typesOf(document, list).includes("array") && isObject(list.items)
    ? (list.items as Schema)
    : schema;
}
