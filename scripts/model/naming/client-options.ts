/** Members of the runtime's `ClientOptions`. Options of a spec get other names. */
export const clientOptions: readonly string[] =
  "baseUrl environment fetch fetchOptions headers insecureHosts int64 logger maxResponseBytes onRequest onResponse rateLimit retry throttle timeoutMs totalTimeoutMs trace validate".split(
    " ",
  );

/** Names that no option may have: an object has a `constructor` whether or not a caller passes one. */
export const takenOptions: readonly string[] = [
  ...clientOptions,
  "serverVariables",
  ...Object.getOwnPropertyNames(Object.prototype),
];
