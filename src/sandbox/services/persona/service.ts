// Persona: organizations that call with an API key, connect, share, and work on Cases.

import { document } from "../../../../generated/persona/document.js";
import type { Inflection } from "../../answer/inflection.js";
import { refuse } from "../../answer/refusal.js";
import type { Service, World } from "../../service.js";
import type { Receiver } from "../../world/receivers.js";
import { accountTimers } from "./accounts/account-consolidation.js";
import { accounts } from "./accounts/accounts.js";
import { admitKey } from "./api-keys/admission.js";
import { apiKeys } from "./api-keys/api-keys.js";
import { apiLogs } from "./api-keys/api-logs.js";
import { type KeySettings, keyOf, productionKeyOf, type Side, setKey } from "./api-keys/keys.js";
import { type CaseControl, caseControl } from "./cases/case-control.js";
import { casePresenters } from "./cases/case-presenters.js";
import { seedCases } from "./cases/case-seed.js";
import { caseTimers } from "./cases/case-sla.js";
import { understandCase } from "./cases/case-versions.js";
import { cases } from "./cases/cases.js";
import {
  type ConnectControl,
  connectControl,
  connectOperations,
  connectPresenters,
  connectTimers,
  seedConnect,
} from "./connect/connect.js";
import { type FirstObjects, firstObjects } from "./data/objects.js";
import { invalid, problem } from "./errors.js";
import { eventList } from "./events/event-list.js";
import { documentEvents, webhooks } from "./events/events.js";
import { inquiries } from "./inquiries/inquiries.js";
import { type InquiryControl, inquiryControl, inquiryTimers } from "./inquiries/inquiry-course.js";
import { sessions } from "./inquiries/inquiry-sessions.js";
import { imports } from "./lists/imports.js";
import { listItems } from "./lists/list-items.js";
import { oauth } from "./oauth/oauth.js";
import { objectSearch } from "./objects/object-search.js";
import { objectTags } from "./objects/object-tags.js";
import { locate, objectPresenters, seedObjects } from "./objects/objects.js";
import { redactions } from "./objects/redactions.js";
import { seedTypes } from "./objects/type-seed.js";
import { unions } from "./objects/unions.js";
import { authenticate, type PersonaCaller, seedOrganizations, seedProductionKeys } from "./organizations.js";
import { type RelayControl, relayControl, relays } from "./relays/relays.js";
import { type ReportControl, reportControl, reportTimers } from "./reports/report-course.js";
import { seedListedNames } from "./reports/report-findings.js";
import { reportPresenters, reports } from "./reports/reports.js";
import { resources } from "./resources.js";
import { invalidSearch } from "./search/invalid-search.js";
import { type SearchControl, searchControl, searchTimers } from "./search/search-index.js";
import { themeSets } from "./templates/theme-sets.js";
import { templates } from "./templates/translations.js";
import { transactions } from "./transactions/transactions.js";
import { admitVersion } from "./versions.js";
import { webhookEvents } from "./webhooks/webhook-events.js";
import { overlapSeconds, webhookSettings } from "./webhooks/webhook-settings.js";
import { refusedAction } from "./wrong-state.js";

/** Of each of the two organizations: the source shares, the destination redeems. */
export interface PersonaCredentials {
  readonly source: OrganizationCredentials;
  readonly destination: OrganizationCredentials;
}

interface OrganizationCredentials {
  /** Of the sandbox environment, where the objects are that there are from the start. */
  readonly apiKey: string;
  /** Of the production environment, which begins empty. */
  readonly productionKey: string;
  readonly organizationId: string;
  readonly environmentId: string;
  /** The first signing secret of its webhooks. */
  readonly webhookSecret: string;
  /** Ids of objects to share, or to import into. */
  readonly objects: FirstObjects;
}

export interface PersonaControl
  extends CaseControl,
    ConnectControl,
    InquiryControl,
    RelayControl,
    ReportControl,
    SearchControl {
  /** Changes what an organization's API key says for the calls made with it. */
  setKey(side: Side, settings: KeySettings): void;
  /** Directs the webhooks of an organization to another URL, or in another casing. */
  setWebhook(side: Side, to: { readonly url?: string; readonly inflection?: Inflection }): void;
  /** Gives an organization's webhooks a new secret. The present ones stay valid for so many seconds, or for good. */
  rotateWebhookSecret(side: Side, expiresInSeconds?: number): string;
}

const dayMs = 86_400_000;

export const persona: Service<PersonaCaller, PersonaCredentials, PersonaControl> = {
  name: "persona",
  document,
  operations: {
    ...{ ...connectOperations, ...cases, ...inquiries, ...accounts, ...objectTags, ...objectSearch },
    ...{ ...reports, ...webhookSettings, ...unions, ...apiKeys, ...apiLogs, ...oauth, ...listItems, ...imports },
    ...{ ...eventList, ...webhookEvents, ...transactions, ...redactions, ...templates, ...relays },
    ...{ ...sessions, ...themeSets },
  },
  resources,
  events: documentEvents,
  presenters: { ...objectPresenters, ...connectPresenters, ...casePresenters, ...reportPresenters },
  timers: { ...connectTimers, ...accountTimers, ...caseTimers, ...inquiryTimers, ...reportTimers, ...searchTimers },
  locate,
  webhooks,
  // Creating Cases has a quota of its own; what it is, the account manager says.
  limits: { requests: 300, quotas: { cases: 100 } },
  expiredFileStatus: (assume) => assume("file-url-expired-status"),
  jsonapi: ({ assume }) => ({
    fieldsDropRelationships: assume("fieldset-drops-relationships"),
    tooDeep: () => refuse(assume<number>("include-too-deep-status"), "include allows one nested level"),
  }),
  recases: ({ assume }) => (assume("key-inflection-reach") === true ? "all" : "attributes"),
  cursors: ({ assume }) => ({
    linksKeepQuery: assume("page-links-keep-query"),
    sizeIsClamped: assume("page-size-out-of-range-status") === "clamped",
    unknown: (cursor) =>
      refuse(assume<number>("page-unknown-cursor-status"), `page names no object of the list: ${cursor}`),
    both: () => refuse(assume<number>("page-after-and-before-status"), "page.after and page.before exclude each other"),
  }),
  idempotency: ({ assume }) => ({
    keepMs: dayMs,
    honours: (method) => method === "POST" || (method === "PATCH" && assume("idempotency-on-patch") === true),
    reused: () =>
      refuse(assume<number>("idempotency-key-reuse-status"), "Idempotency-Key was used with other parameters"),
    replayHeaders: (id): Record<string, string> =>
      assume("idempotency-replay-request-id") === true ? {} : { "Request-Id": id },
  }),
  authenticate,
  admit: ({ headers, caller, operation, path }, world) => {
    const longest = world.assume<number>("idempotency-key-max-length");
    if ((headers.get("Idempotency-Key")?.length ?? 0) > longest)
      throw refuse(400, `Idempotency-Key must have at most ${longest} characters`);
    admitVersion(headers, operation, world.assume);
    admitKey({ headers, caller, operation, path }, world);
  },
  understand: understandCase,
  permits: ({ in: place, pointer }, _, { assume }) =>
    place === "header" && pointer === "/Key-Inflection" && assume("key-inflection-invalid-status") === "ignored",
  invalid: (violations, world, call) => invalidSearch(violations, world, call) ?? invalid(violations),
  wrongState: refusedAction,
  problem,
  callId: ({ ids }) => ids.prefixed("req_"),
  headers: (id, caller): Record<string, string> =>
    caller === undefined || caller.organization.id === ""
      ? {}
      : {
          "Request-Id": id,
          "Persona-Environment-Id": caller.organization.environmentId,
          "Persona-Organization-Id": caller.organization.id,
        },
  seed: (world) => {
    seedOrganizations(world);
    seedObjects(world);
    seedConnect(world);
    seedCases(world);
    seedListedNames(world);
    seedTypes(world);
    seedProductionKeys(world);
    const credentials = (side: Side): OrganizationCredentials => {
      const webhookSecret = world.ids.prefixed("wbhsec_", 32);
      world.receivers.direct(side, { secrets: [webhookSecret] });
      const caller = authenticate(new Headers({ authorization: `Bearer ${keyOf(world, side).value}` }), world);
      const { organization, key } = caller;
      return {
        apiKey: key.value,
        productionKey: productionKeyOf(world, side).value,
        organizationId: organization.id,
        environmentId: organization.environmentId,
        webhookSecret,
        objects: firstObjects[side],
      };
    };
    return { source: credentials("source"), destination: credentials("destination") };
  },
  control: (world) => ({
    ...connectControl(world),
    ...caseControl(world),
    ...inquiryControl(world),
    ...relayControl(world),
    ...reportControl(world),
    ...searchControl(world),
    setKey: (side, settings) => setKey(world, side, settings),
    setWebhook: (side, to: Partial<Receiver>) => world.receivers.direct(side, to),
    rotateWebhookSecret: (side, expiresInSeconds) => rotated(world, side, expiresInSeconds),
  }),
};

function rotated(world: World, side: Side, expiresInSeconds: number | undefined): string {
  const { ids, receivers } = world;
  const secret = ids.prefixed("wbhsec_", 32);
  receivers.rotate(side, secret, overlapSeconds(world, expiresInSeconds));
  return secret;
}
