// Graph Queries: by the clock, they find the Accounts that share a value with what they were given.

import type { ResourceRecord } from "../../../engine/records/record.js";
import type { ResourceRules, World } from "../../../service.js";
import { textsIn } from "../objects/objects.js";
import type { PersonaObject } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";

interface Given {
  readonly attributes?: { readonly "parameter-map"?: object; readonly "variable-map"?: object };
}

export const graphQueryRules: ResourceRules<PersonaCaller> = {
  creates: (resource) => {
    const { attributes } = resource as Given;
    return { attributes: { params: attributes?.["parameter-map"] ?? attributes?.["variable-map"] ?? {}, stats: {} } };
  },
  moves: [{ from: "submitted", to: "completed", after: "2s", does: find }],
};

function find(record: ResourceRecord, { store }: World): void {
  const query = record as unknown as PersonaObject;
  const { attributes, relationships } = query.resource;
  const wanted = new Set(textsIn(attributes.params));
  const found = [...store.collection<PersonaObject>("account").values()].filter(
    ({ account, resource }) =>
      account === query.account && textsIn(resource.attributes.fields).some((text) => wanted.has(text)),
  );
  attributes.nodes = found.map(({ id }) => ({ type: "account", value: id }));
  attributes.stats = { "node-count": found.length };
  relationships.accounts = { data: found.map(({ id }) => ({ type: "account", id })) };
}
