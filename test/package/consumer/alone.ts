// One operation from its own path: of the service, the compiler reads that and its types.

import { retrieveShareToken } from "sharewright/persona/resources/connect/share-tokens/retrieve";
import { createPersonaTransport } from "sharewright/persona/transport";
import { answer } from "./answers.js";

const transport = createPersonaTransport({ apiKey: "key", baseUrl: "https://stub.test/persona", fetch: answer });

void (async () => {
  const { id, status } = await retrieveShareToken(transport, "cnst_1");
  console.log(`${id} ${status}`);
})();
