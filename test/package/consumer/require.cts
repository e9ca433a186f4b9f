// A consumer whose own code is CommonJS.

import { ApiError } from "sharewright";
import { createEnableNow } from "sharewright/enablenow";
import { createPersona, type ShareToken } from "sharewright/persona";

export async function statusOf(id: string): Promise<ShareToken["status"]> {
  try {
    return (await createPersona({ apiKey: "key" }).connect.shareTokens.retrieve(id)).status;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return "expired";
    throw error;
  }
}

export const { shares } = createEnableNow({ clientId: "id", clientSecret: "secret" });
