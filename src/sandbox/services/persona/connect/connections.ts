// Connections: who may share with whom. The source offers one, the destination accepts it in its dashboard.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Identifier } from "../../../engine/records/record.js";
import type { Call, Handlers, Presenter, TypedRecord, World } from "../../../service.js";
import type { Collection } from "../../../world/state/store.js";
import type { Organization, PersonaCaller } from "../organizations.js";

export interface Connection extends TypedRecord {
  readonly type: "connect/connection";
  readonly attributes: {
    status: string;
    readonly "source-organization-id": string;
    readonly "destination-organization-id": string;
    readonly "created-at": string;
    "updated-at": string;
  };
  readonly creator: Identifier;
}

type ConnectionCall<Id extends keyof operations> = Call<operations[Id], PersonaCaller>;

const lifecycle = "Connection";

export function connectionsOf({ store }: World): Collection<Connection> {
  return store.collection("connect/connection");
}

export const connections: Handlers<operations, PersonaCaller> = {
  "list-all-connect-connections": (call) => {
    const { caller, query, page } = call;
    const { status, "destination-organization-id": destination } = query.filter ?? {};
    const all = connectionsOf(call).newestFirst((connection) => isParty(connection, caller));
    const matches = ({ attributes }: Connection) =>
      (status === undefined || attributes.status === status) &&
      (destination === undefined || attributes["destination-organization-id"] === destination);
    return { page: page(all, undefined, matches) };
  },

  "create-a-connect-connection": (call) => {
    const { body, caller, assume, store, ids, clock } = call;
    const destination = body.data.attributes["destination-organization-id"];
    const pointer = "/data/attributes/destination-organization-id";
    const title = "Record invalid";
    if (destination === caller.organization.id) {
      throw refuse(422, { title, detail: "An organization cannot connect to itself", pointer });
    }
    if (store.collection<Organization>("organization").get(destination) === undefined) {
      throw refuse(assume<number>("connection-unknown-destination-status"), {
        title,
        detail: "No such organization",
        pointer,
      });
    }
    // One that is inactive counts too: it is never deleted, and can be reactivated.
    const [duplicate] = connectionsOf(call).newestFirst(
      ({ attributes }) =>
        attributes["source-organization-id"] === caller.organization.id &&
        attributes["destination-organization-id"] === destination,
    );
    if (duplicate !== undefined) {
      throw refuse(assume<number>("connection-duplicate-status"), {
        title: "Record not unique",
        detail: "A Connection to this organization exists",
        meta: { "connection-id": duplicate.id },
      });
    }
    const at = clock.iso();
    const record = connectionsOf(call).add({
      type: "connect/connection",
      id: ids.prefixed("cxn_"),
      attributes: {
        status: call.lifecycle(lifecycle).initial,
        "source-organization-id": caller.organization.id,
        "destination-organization-id": destination,
        "created-at": at,
        "updated-at": at,
      },
      creator: { type: "api-key", id: caller.key.id },
    });
    return { record };
  },

  "retrieve-a-connect-connection": (call) => ({ record: inPath(call) }),

  "deactivate-a-connect-connection": (call) => {
    const record = inPath(call);
    move(call, record, "inactive", "connection-deactivate-wrong-state-status");
    return { record };
  },

  "reactivate-a-connect-connection": (call) => {
    const { caller, assume } = call;
    const record = inPath(call);
    if (record.attributes["source-organization-id"] !== caller.organization.id) {
      const status = assume<number>("connection-reactivate-by-destination-status");
      throw status === 404 ? refuse(404) : refuse(status, "Only the source organization may reactivate");
    }
    move(call, record, "pending", "connection-reactivate-wrong-state-status");
    return { record };
  },
};

/** Both sides see the same. */
export const presentConnection: Presenter<PersonaCaller> = (connection: Connection, caller) => {
  const { type, id, attributes, creator } = connection;
  return isParty(connection, caller)
    ? { type, id, attributes, relationships: { creator: { data: creator } } }
    : undefined;
};

/**
 * Accepts a Connection for its destination, as a person does in the dashboard.
 *
 * @throws if there is none with that id, or if it is not pending.
 */
export function acceptConnection(world: World, id: string): void {
  const connection = connectionsOf(world).get(id);
  if (connection === undefined) throw new Error(`There is no Connection ${id} in the sandbox.`);
  world.lifecycle(lifecycle).move(connection, "active", "vendor");
  connection.attributes["updated-at"] = world.clock.iso();
}

function isParty({ attributes }: Connection, { organization }: PersonaCaller): boolean {
  return [attributes["source-organization-id"], attributes["destination-organization-id"]].includes(organization.id);
}

/** The Connection in the path, if the caller is one of its sides. */
function inPath(
  call: ConnectionCall<
    "retrieve-a-connect-connection" | "deactivate-a-connect-connection" | "reactivate-a-connect-connection"
  >,
): Connection {
  const { path, caller, assume } = call;
  const connection = connectionsOf(call).get(path["connection-id"]);
  if (connection === undefined) throw refuse(404);
  if (isParty(connection, caller)) return connection;
  const status = assume<number>("connection-stranger-status");
  throw status === 404 ? refuse(404) : refuse(status, "Your organization has no part in this Connection");
}

function move(
  { operation, lifecycle: lifecycleOf, assume, clock }: ConnectionCall<keyof operations>,
  connection: Connection,
  to: string,
  wrongState: string,
): void {
  const cause = { by: operation.id };
  const { status } = connection.attributes;
  if (!lifecycleOf(lifecycle).allows(connection, to, cause)) {
    const action = operation.id.split("-")[0];
    throw refuse(assume<number>(wrongState), `A Connection that is ${status} cannot be ${action}d`);
  }
  lifecycleOf(lifecycle).move(connection, to, cause);
  connection.attributes["updated-at"] = clock.iso();
}
