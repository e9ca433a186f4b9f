// API keys as an organization manages them: made, copied, ended. The value of one is shown when it is made, and never again.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Answer, Call, Handlers } from "../../../service.js";
import type { PersonaObject, PersonaResource } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";
import { newValue, usualSettings } from "./keys.js";

/** A key ends within so many seconds: 30 days. */
const longestEndSeconds = 2_592_000;

export const apiKeys: Handlers<operations, PersonaCaller> = {
  "create-an-api-key": (call) => made(call, call.body.data.attributes),

  "clone-api-key": (call) => {
    const { attributes } = keyIn(call).resource;
    const { "created-at": _, "last-used-at": __, "expires-at": ___, ...settings } = attributes;
    return made(call, settings);
  },

  "retrieve-an-api-key": (call) => {
    const id = call.path["api-key-id"];
    const isThere = call.resources.of("api-key").get(id)?.account === call.caller.account;
    if (!isThere) throw refuse(call.assume<number>("api-key-unknown-status"), `There is no API key ${id}`);
    return call.byDocument();
  },

  "expire-an-api-key": (call) => {
    const record = keyIn(call);
    const { "expires-in-seconds": seconds } = call.body.meta;
    if (seconds < 0 || seconds > longestEndSeconds) {
      const detail = `must be from 0 to ${longestEndSeconds}`;
      throw refuse(422, { title: "Record invalid", detail, pointer: "/meta/expires-in-seconds" });
    }
    record.resource.attributes["expires-at"] = call.clock.iso(call.clock.now() + seconds * 1000);
    return { record };
  },

  "list-all-rate-limits": ({ limits }) => {
    const [limit, remaining, reset] = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"].map((name) =>
      Number(limits[name] ?? 0),
    );
    const attributes = { limit, remaining, "seconds-to-reset": reset };
    return { body: { data: [{ type: "rate-limit/api", attributes }] } };
  },
};

function made(call: Call<unknown, PersonaCaller>, settings: object): Answer {
  const value = newValue(call, call.caller.isProduction);
  const { side, organizationId } = call.caller.key;
  const record = call.resources.of("api-key").create(
    {
      attributes: { note: null, permissions: [], ...usualSettings, "api-version": call.caller.version, ...settings },
    },
    { account: call.caller.account, hidden: { value, side, organizationId } },
  );
  return { record, attributes: { value } };
}

function keyIn(call: Call<{ parameters: { path: { "api-key-id": string } } }, PersonaCaller>): PersonaObject {
  return call.record<PersonaResource>();
}
