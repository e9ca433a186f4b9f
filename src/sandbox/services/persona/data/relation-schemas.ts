// Keys of the relations that the organizations have set up in their dashboards.

import { type Refusal, refuse } from "../../../answer/refusal.js";

export const relationKeys: readonly string[] = [
  ...["partners", "owner", "beneficial_owners", "employer"],
  ...["buyer", "sender", "recipient"],
];

export function noRelation(status: number, key: string): Refusal {
  const detail = `No relation schema found for ${key}`;
  return refuse(status, { title: "Record invalid", detail, pointer: "/meta/relation-schema-key" });
}
