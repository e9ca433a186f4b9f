// The story, chapter by chapter. Each takes from those before it what it stands on.

import { workOnCase } from "./chapters/case.js";
import { connect } from "./chapters/connect.js";
import { shareConsent } from "./chapters/consent.js";
import { survive } from "./chapters/faults.js";
import { shareInquiry } from "./chapters/share.js";
import { readTransactions } from "./chapters/transactions.js";
import { verify } from "./chapters/verify.js";
import { receive } from "./chapters/webhooks.js";
import type { Stage } from "./stage.js";
import { StoryError, type Teller } from "./teller.js";

/** Tells it, up to the first step that does not hold. Gives whether all did. */
export async function tellStory(stage: Stage, teller: Teller): Promise<boolean> {
  try {
    const connection = await connect(stage, teller.chapter("Two organizations connect"));
    const verified = await verify(stage, teller.chapter("A customer is verified"));
    const shared = { connectionId: connection, sourceId: verified };
    const inquiry = await shareInquiry(stage, shared, teller.chapter("A verified inquiry changes hands"));
    await workOnCase(stage, inquiry, teller.chapter("A case is opened about it, and found again"));
    await shareConsent(stage, teller.chapter("A bank consent is shared, extended and ends"));
    await receive(stage, teller.chapter("Meanwhile, the webhooks have come"));
    await readTransactions(stage, teller.chapter("The receiver reads what was shared, to the cent"));
    await survive(stage, connection, teller.chapter("The network breaks"));
    return true;
  } catch (error) {
    if (error instanceof StoryError) return false;
    throw error;
  }
}
