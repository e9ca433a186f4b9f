// Dated versions of the API: the call's own, or else the key's.

import { refuse } from "../../answer/refusal.js";
import type { SpecOperation } from "../../document/operation.js";
import type { Assume } from "../../world/assumptions.js";

const header = "Persona-Version";

/** The version that a call is answered in, such as `2025-12-08`. Versions compare as text. */
export function versionOf({
  headers,
  caller,
}: {
  readonly headers: Headers;
  readonly caller: { readonly key: { readonly version: string } };
}) {
  return headers.get(header) ?? caller.key.version;
}

/** @throws a refusal of a version that does not exist, from an operation that takes versions at all. */
export function admitVersion(headers: Headers, { parameters }: SpecOperation, assume: Assume): void {
  const version = headers.get(header);
  const isTaken = parameters.some(({ name }) => name === header);
  if (version === null || !isTaken || knownVersions(parameters, assume).includes(version)) return;
  const known = knownVersions(parameters, assume).join(", ");
  throw refuse(assume<number>("persona-version-unknown-status"), `${header} must be one of: ${known}`);
}

function knownVersions(parameters: SpecOperation["parameters"], assume: Assume): readonly string[] {
  const listed = parameters.find(({ name }) => name === header)?.schema["x-extensible-enum"];
  const july = assume<string>("persona-version-july-2021");
  return [
    ...(assume("persona-version-2026-09-29") === true ? ["2026-09-29"] : []),
    ...(Array.isArray(listed)
      ? (listed as string[]).map((version) => (version === "2021-07-05" ? july : version))
      : []),
    ...(assume("persona-version-2021-05-14") === true ? ["2021-05-14"] : []),
  ];
}

/** Since then fields are under `fields` alone and keep their names, and nothing is included without `include`. */
export function keepsFieldNames({ version }: { readonly version: string }): boolean {
  return version >= "2025-10-27";
}

/** Since then the address of a file is signed. */
export function signsFileUrls({ version }: { readonly version: string }): boolean {
  return version >= "2023-01-05";
}
