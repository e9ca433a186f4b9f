// A worker with one client of each service in module scope, which every request of the isolate shares.

import { createEnableNow } from "sharewright/enablenow";
import { createPersona } from "sharewright/persona";

const services = "http://services.test";
const enableNow = createEnableNow({
  clientId: "id",
  clientSecret: "secret",
  baseUrl: `${services}/enablenow`,
  insecureHosts: ["services.test"],
});
const persona = createPersona({ apiKey: "key", baseUrl: `${services}/persona`, insecureHosts: ["services.test"] });

const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  "/share": () => enableNow.shares.list(),
  /** The call, and with it the request, ends before the token has come. */
  "/abandoned": () =>
    enableNow.shares.list({}, { signal: AbortSignal.timeout(50) }).catch((error: Error) => error.name),
  "/tokens": () => persona.connect.shareTokens.list(),
};

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    try {
      const call = calls[pathname] as () => Promise<unknown>;
      const times = Number(searchParams.get("times") ?? 1);
      const found = await Promise.all(Array.from({ length: times }, call));
      return new Response(typeof found[0] === "string" ? found[0] : `${found.length} right`);
    } catch (error) {
      return new Response(String(error), { status: 500 });
    }
  },
};
