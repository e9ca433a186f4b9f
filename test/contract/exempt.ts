/**
 * Pairs that no fixture compares, each with the reason: `<operationId> <status> request|response` or `<webhook> delivery`.
 * A declared pair that stands neither here nor in a fixture fails the tests.
 */
export const exempt: Readonly<Record<string, string>> = {};
