// The two generated clients behind one face. This is all that the harness knows of either of them.

import { resolve } from "node:path";
import { createEnableNow } from "../../generated/enablenow/index.js";
import { parseEnableNowEvent } from "../../generated/enablenow/webhooks.js";
import { createPersona } from "../../generated/persona/index.js";
import { parsePersonaEvent } from "../../generated/persona/webhooks.js";
import type { Service } from "../../scripts/contract/service.js";
import { readSpec, type Spec } from "../../scripts/contract/spec/spec.js";
import { root } from "./paths.js";

function byRequest(answer: Parameters<Service["client"]>[0]): (url: string, init: RequestInit) => Promise<Response> {
  return async (url, init) => answer(new Request(url, init));
}

export async function readServices(): Promise<readonly Service[]> {
  const [persona, enablenow] = await Promise.all(
    ["persona", "enablenow"].map((name) => readSpec(resolve(root, "specs", name, "openapi.yaml"))),
  );
  return [
    {
      name: "persona",
      spec: persona as Spec,
      client: (fetch) =>
        createPersona({
          apiKey: "persona_sandbox_contract",
          privacyPassAuth: "PrivateToken token=contract",
          fetch: byRequest(fetch),
          retry: false,
        }),
      parseEvent: parsePersonaEvent,
      documents: ["payload"],
      requestId: "Request-Id",
    },
    {
      name: "enablenow",
      spec: enablenow as Spec,
      client: (fetch) =>
        createEnableNow({ clientId: "contract", clientSecret: "secret", fetch: byRequest(fetch), retry: false }),
      parseEvent: parseEnableNowEvent,
      documents: [],
      requestId: undefined,
    },
  ];
}
