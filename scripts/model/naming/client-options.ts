/** What every client takes (`ClientOptions` of the runtime): options of a spec are called otherwise. */
export const clientOptions: readonly string[] =
  "baseUrl environment fetch headers logger maxResponseBytes rateLimit retry throttle timeoutMs totalTimeoutMs trace".split(
    " ",
  );
