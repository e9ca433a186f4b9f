/**
 * A state that the service has and the spec has not: text like any other, but none of the known states. To read it as the
 * text it is, say so: `(token.status as string) === "revoked"`.
 *
 * It is an enum because comparison with a literal rules an enum out, as it does not rule out `string & {}`: only so does
 * `token.status === "redeemed"` tell the types of a resource's states apart. Its one value never occurs.
 */
export declare enum UnknownState {
  unknown = "\u0000",
}
