/** What every client takes (`ClientOptions` of the runtime): options of a spec are called otherwise. */
export const clientOptions: readonly string[] =
  "baseUrl environment fetch headers logger maxResponseBytes rateLimit retry throttle timeoutMs totalTimeoutMs trace".split(
    " ",
  );

/** Names that an option of a spec cannot have. A member that every object has (`constructor`) would seem to be given always. */
export const takenOptions: readonly string[] = [...clientOptions, ...Object.getOwnPropertyNames(Object.prototype)];
