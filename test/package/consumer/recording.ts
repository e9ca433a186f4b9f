// Records two calls into the folder that is given, and makes them again from there: a consumer's own tests, in short.

import type { Fetch } from "sharewright";
import { createEnableNow } from "sharewright/enablenow";
import * as enablenow from "sharewright/enablenow/record";
import { createPersona } from "sharewright/persona";
import { type RecordOptions, type RecordOutcome, record, replay } from "sharewright/persona/record";
import { answer } from "./answers.js";

declare const process: { readonly argv: readonly string[] };

const dir = process.argv[2] ?? "fixtures";
const outcomes: RecordOutcome[] = [];
const options: RecordOptions = { fetch: answer, onExchange: (outcome) => void outcomes.push(outcome) };

async function use(persona: Fetch, other: Fetch): Promise<string> {
  const { connect } = createPersona({ apiKey: "key", baseUrl: "https://stub.test/persona", fetch: persona });
  const { shares } = createEnableNow({
    clientId: "id",
    clientSecret: "s",
    baseUrl: "https://stub.test/enablenow",
    fetch: other,
  });
  const [token, page] = await Promise.all([connect.shareTokens.retrieve("cnst_1"), shares.list({ isExpired: false })]);
  return `${token.id} ${token.status} ${page.items.length}`;
}

void (async () => {
  const recorded = await use(record(dir, options), enablenow.record(dir, options));
  const replayed = await use(replay(dir), enablenow.replay(dir));
  const files = outcomes.flatMap((outcome) => (outcome.kind === "written" ? [outcome.file] : [])).sort();
  console.log(`${files.join(" ")}: ${recorded === replayed ? "the same" : `${recorded}, then ${replayed}`}`);
})();
