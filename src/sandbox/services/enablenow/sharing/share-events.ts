// Webhooks about shares, and who gets them.

import type { World } from "../../../service.js";
import type { App } from "../apps.js";
import { type Share, shown } from "./share.js";

export function tellOfShare(world: World, share: Share, happened: "created" | "updated" | "deleted"): void {
  const { assume, store, spec } = world;
  const event = `databridge.share.${happened}`;
  const content = assume<string>("share-event-data");
  const data = content === "all of the share" ? shown(share, world) : { [content]: share.id };
  const isKnown = content === "shareId" && spec.webhooks.has(event);
  const isForBoth = happened === "created" && assume("share-created-webhook-receiver") === "Both apps.";
  for (const client of isForBoth ? [share.clientId, share.owner] : [share.clientId]) {
    const side = store.collection<App>("app").get(client)?.side ?? client;
    world.announce(event, side, { event, data }, !isKnown);
  }
}
