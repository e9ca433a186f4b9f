// Requests of every operation of both documents: as the schemas allow them, with what exists in them, and spoilt.

import fc from "fast-check";
import { document as enablenow } from "../../../generated/enablenow/document.js";
import { document as persona } from "../../../generated/persona/document.js";
import { type Node, type Operation, type Spec, specOf } from "../../../scripts/contract/spec/spec.js";
import { requestOf } from "../../contract/arbitrary-request.js";
import { isEmulated } from "../emulated.js";
import { choicesOf, type Draft, type Known, planted, plantedIn } from "./draft.js";
import { type Mutation, mutation } from "./mutations.js";

/** Who calls, as text of the authorization header. */
export type Callers = Readonly<Record<"source" | "destination" | "a" | "b", string>>;

/** Makes the draft when it is known what exists. */
export type Plan = (known: Known, callers: Callers) => Draft;

const services = { persona: specOf(persona as Node), enablenow: specOf(enablenow as Node) };

function planOf(service: "persona" | "enablenow", spec: Spec, operation: Operation): fc.Arbitrary<Plan> {
  const sides = service === "persona" ? (["source", "source", "destination"] as const) : (["a", "a", "b"] as const);
  const parts = fc.record({
    sent: requestOf(spec, operation),
    picks: fc.array(fc.nat(10_000), { minLength: 12, maxLength: 12 }),
    side: fc.constantFrom(...sides),
    // A query of any values is seldom one that is granted.
    isBare: fc.boolean(),
    mutations: fc.oneof(fc.constant<Mutation[]>([]), fc.array(mutation, { minLength: 1, maxLength: 3 })),
  });
  return parts.map(({ sent, picks, side, isBare, mutations }): Plan => {
    return (known, callers) => {
      const choose = choicesOf(picks);
      const [path = "", query = ""] = sent.path.split("?");
      const names = operation.path.split("/");
      const draft: Draft = {
        method: sent.method.toUpperCase(),
        base: `http://localhost/${service}`,
        path: path
          .split("/")
          .map((segment, index) => {
            const [, name] = /^\{(.+)\}$/.exec(names[index] ?? "") ?? [];
            return name === undefined
              ? segment
              : encodeURIComponent(planted(name, decodeURIComponent(segment), known, choose));
          })
          .join("/"),
        query: [...new URLSearchParams(isBare ? "" : query)]
          .map(([name, value]) => {
            const inner = /\[([^\]]*)\]$/.exec(name)?.[1] ?? name;
            return `${encodeURIComponent(name)}=${encodeURIComponent(planted(inner, value, known, choose))}`;
          })
          .join("&"),
        headers: [
          ["authorization", callers[side]],
          ["content-type", "application/json"],
        ],
        body: plantedIn(sent.body, known, choose),
        text: undefined,
      };
      for (const spoil of mutations) spoil(draft);
      return draft;
    };
  });
}

/** The endpoint that no document has: access tokens for a secret. */
const tokens: fc.Arbitrary<Plan> = fc
  .record({
    form: fc.dictionary(
      fc.constantFrom("grant_type", "client_id", "client_secret", "scope"),
      fc.oneof(
        fc.constantFrom("client_credentials", "amstel-mortgages-01", "customer-api"),
        fc.string({ unit: "binary" }),
      ),
    ),
    mutations: fc.array(mutation, { maxLength: 2 }),
  })
  .map(({ form, mutations }): Plan => {
    return () => {
      const text = Object.entries(form)
        .map(([name, value]) => `${name}=${encodeURIComponent(value.replace(/[\ud800-\udfff]/g, "?"))}`)
        .join("&");
      const draft: Draft = {
        ...{ method: "POST", base: "http://localhost/enablenow", path: "/cfa/connect/token", query: "" },
        ...{ headers: [["content-type", "application/x-www-form-urlencoded"]], body: undefined, text },
      };
      for (const spoil of mutations) spoil(draft);
      return draft;
    };
  });

export const plan: fc.Arbitrary<Plan> = fc.oneof(
  ...Object.entries(services).flatMap(([name, spec]) =>
    [...spec.operations.values()]
      .filter(({ id }) => isEmulated(name, id))
      .map((operation) => planOf(name as keyof typeof services, spec, operation)),
  ),
  tokens,
);
