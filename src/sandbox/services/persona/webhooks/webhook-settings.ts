// Webhooks as an organization manages them: made, switched on and off, given new secrets, put away. What is switched on gets
// the events that it names, signed with its own secret.

import type { operations } from "../../../../../generated/persona/schema.js";
import type { Inflection } from "../../../answer/inflection.js";
import { type Refusal, refuse } from "../../../answer/refusal.js";
import type { Answer, Call, Handlers, World } from "../../../service.js";
import type { PersonaObject, PersonaResource } from "../objects/persona-object.js";
import type { Organization, PersonaCaller } from "../organizations.js";
import { wrongState } from "../wrong-state.js";

/** How long links to files in its payloads are valid by default. */
const defaultFileTokenSeconds = 21_600;

export const webhookSettings: Handlers<operations, PersonaCaller> = {
  "create-a-webhook": (call) => {
    const { name, url, description, ...rest } = call.body.data.attributes;
    requireAddress(url);
    return { record: added(call, { ...rest, name, url, description: description ?? null }) };
  },

  "clone-a-webhook": (call) => {
    const {
      secret: _,
      secrets: __,
      status: ___,
      ...settings
    } = webhookIn(call, call.path["webhook-id"]).resource.attributes as {
      secret: unknown;
      secrets: unknown;
      status: unknown;
    };
    return { record: added(call, { ...settings, "created-at": call.clock.iso() }) };
  },

  "update-a-webhook": (call) => {
    const record = webhookIn(call, call.path["webhook-id"]);
    const given = call.body.data?.attributes ?? {};
    if (typeof given.url === "string") requireAddress(given.url);
    Object.assign(record.resource.attributes, given);
    return changed(call, record);
  },

  "enable-a-webhook": (call) => moved(call, "enabled"),
  "disable-a-webhook": (call) => moved(call, "disabled"),
  "archive-a-webhook": (call) => moved(call, "archived"),

  "rotate-a-webhook-secret": (call) => {
    const record = webhookIn(call, call.path["webhook-id"]);
    const { attributes } = record.resource;
    const seconds = overlapSeconds(call, call.body?.meta?.["expires-in-seconds"]);
    const secret = newSecret(call);
    call.receivers.rotate(record.id, secret, seconds);
    const end = seconds === undefined ? null : call.clock.iso(call.clock.now() + seconds * 1000);
    const earlier = (attributes.secrets as { value: string; "expires-at": string | null }[]).map((each) => ({
      value: each.value,
      "expires-at": each["expires-at"] ?? end,
    }));
    Object.assign(attributes, { secret, secrets: [{ value: secret, "expires-at": null }, ...earlier] });
    return { record };
  },
};

/** The receivers of an organization's event: its dashboard's, and the webhooks that are registered for it. */
export function receiversOf(world: World, { environmentId, receiver }: Organization, event: string): readonly string[] {
  const webhooks = [...world.store.collection<PersonaObject>("webhook").values()].filter(
    ({ account, resource: { attributes } }) =>
      account === environmentId &&
      attributes.status === "enabled" &&
      (attributes["enabled-events"] as readonly string[]).some((name) => name === event || name === "*"),
  );
  return [receiver, ...webhooks.map(({ id }) => id)];
}

/** The organization whose environment an account is, as it is there. */
export function organizationOf({ store }: World, environmentId: string | null): Organization | undefined {
  for (const each of store.collection<Organization>("organization").values()) {
    if (each.environmentId === environmentId) return each;
    if (environmentId !== null && each.productionId === environmentId) return { ...each, environmentId };
  }
  return undefined;
}

function added(call: Call<unknown, PersonaCaller>, settings: object): PersonaObject {
  const secret = newSecret(call);
  const record = call.resources.of<PersonaResource>("webhook").create(
    {
      attributes: {
        ...{ "api-version": call.caller.version, "api-key-inflection": "kebab", "api-attributes-blocklist": [] },
        ...{ "file-access-token-expires-in": defaultFileTokenSeconds, "payload-filter": null },
        ...{ "included-allowlist": null, "relationship-allowlist": { state: "include_all" } },
        ...settings,
        ...{
          status: call.assume<boolean>("webhook-initial-state") ? "disabled" : "enabled",
          secret,
          secrets: [{ value: secret, "expires-at": null }],
        },
      },
    },
    { account: call.caller.account },
  );
  const { url, "api-key-inflection": inflection } = record.resource.attributes;
  call.receivers.direct(record.id, { url: String(url), inflection: inflection as Inflection, secrets: [secret] });
  return record;
}

function moved(call: Call<{ parameters: { path: { "webhook-id": string } } }, PersonaCaller>, to: string): Answer {
  const record = webhookIn(call, call.path["webhook-id"]);
  const by = { by: call.operation.id };
  const lifecycle = call.lifecycle("Webhook");
  if (!lifecycle.allows(record.resource, to, by)) {
    const state = lifecycle.stateOf(record.resource);
    if (state === "archived" && state !== to && !call.assume<boolean>("webhook-archived-is-final")) {
      record.resource.attributes.status = to;
      return changed(call, record);
    }
    if (state !== to) throw wrongState(call, `The Webhook is ${state}`);
    if (call.assume<number>("webhook-same-state-status") !== 200)
      throw wrongState(call, `The Webhook is ${state} already`, "webhook-same-state-status");
    return changed(call, record);
  }
  lifecycle.move(record.resource, to, by);
  return changed(call, record);
}

/** Shown without its secrets, which only those who make and read it get. */
function changed({ receivers }: World, record: PersonaObject): Answer {
  const { secret: _, secrets: __, ...attributes } = record.resource.attributes;
  receivers.direct(record.id, {
    url: String(attributes.url),
    inflection: attributes["api-key-inflection"] as Inflection,
  });
  return { body: { data: { ...record.resource, attributes } } };
}

function webhookIn({ caller, resources }: Call<unknown, PersonaCaller>, id: string): PersonaObject {
  const record = resources.of<PersonaResource>("webhook").get(id);
  if (record === undefined || record.account !== caller.account) throw refuse(404, `There is no Webhook ${id}`);
  return record;
}

function requireAddress(url: string): void {
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw invalidUrl();
}

function invalidUrl(): Refusal {
  return refuse(422, {
    title: "Record invalid",
    detail: "must be an http or https URL",
    pointer: "/data/attributes/url",
  });
}

function newSecret({ ids }: World): string {
  return ids.prefixed("wbhsec_", 32);
}

/** For how long earlier secrets stay valid beside a new one; `undefined`: for good. */
export function overlapSeconds({ assume }: World, wanted: number | undefined): number | undefined {
  return wanted ?? (assume<string>("webhook-secret-overlap").startsWith("none") ? 0 : undefined);
}
