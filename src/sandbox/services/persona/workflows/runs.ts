// Runs of Workflows: of the version that is live, and done by the clock.

import { isObject } from "../../../../json.js";
import { refuse } from "../../../answer/refusal.js";
import { holderOf } from "../../../engine/lifecycles.js";
import type { ResourceRecord } from "../../../engine/records/record.js";
import type { Call, ResourceRules } from "../../../service.js";
import type { PersonaObject } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";

const secondsPerRun = 2;

export const workflowRunRules: ResourceRules<PersonaCaller> = {
  creates: (_, { path, resources }: Call<never, PersonaCaller>) => {
    const { "workflow-id": id } = path as Readonly<Record<string, string>>;
    const versions = [...resources.of("workflow-version").values()].filter(
      ({ resource }) => workflowOf(resource) === id,
    );
    if (versions.length === 0) throw refuse(404, `There is no Workflow ${id}`);
    const [live = versions[0]] = versions.filter(({ resource }) => holderOf(resource).live === true);
    return {
      meta: { "processing-time-seconds": null },
      relationships: {
        creator: { data: null },
        workflow: { data: { type: "workflow", id } },
        "workflow-version": { data: { type: "workflow-version", id: live?.id } },
      },
    };
  },
  moves: [
    {
      ...{ from: "in_progress", to: "completed", after: secondsPerRun * 1000 },
      does: ({ resource }) => Object.assign(resource, { meta: { "processing-time-seconds": secondsPerRun } }),
    },
  ],
};

function workflowOf({ relationships }: ResourceRecord["resource"]): unknown {
  const { data } = (relationships as PersonaObject["resource"]["relationships"]).workflow ?? {};
  return isObject(data) ? data.id : undefined;
}
