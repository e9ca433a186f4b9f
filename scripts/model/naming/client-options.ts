/** What every client takes (`ClientOptions` of the runtime): options of a spec are called otherwise. */
export const clientOptions: readonly string[] =
  "baseUrl environment fetch fetchOptions headers insecureHosts int64 logger maxResponseBytes onRequest onResponse rateLimit retry throttle timeoutMs totalTimeoutMs trace validate".split(
    " ",
  );

/** What no option may be called: an object has a `constructor` whether or not somebody passes one. */
export const takenOptions: readonly string[] = [
  ...clientOptions,
  "serverVariables",
  ...Object.getOwnPropertyNames(Object.prototype),
];
