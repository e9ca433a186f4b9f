// The types of server-sent events whose names tell what their data is.

import { noDocs } from "../docs.js";
import { stringType, union } from "../schema/composition/combine.js";
import type { Types } from "../schema/types.js";
import type { TypeNode } from "../types/node.js";
import type { EventKind } from "./event-data.js";

export function eventsOf(kinds: readonly EventKind[], types: Types): TypeNode {
  const events = kinds.map(({ names, schema }): TypeNode => {
    const member = (name: string, type: TypeNode, optional = false) => ({ name, type, optional, docs: noDocs });
    const event = union(names.map((value): TypeNode => ({ kind: "literal", value })));
    // A `message` need not say that it is one.
    const members = [
      member("event", event, names.includes("message")),
      member("data", types.of(schema, "output")),
      member("id", stringType, true),
    ];
    return { kind: "object", members, rest: undefined };
  });
  return union(events);
}
