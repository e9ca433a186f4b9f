import { isPlainObject } from "@redocly/openapi-core";
import { follow, type Located, type Resolve } from "./schema.js";

/** `application/json`, `application/vnd.api+json`, `application/problem+json` and the like. */
export function isJson(mediaType: string): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(mediaType);
}

/** The schemas of the JSON bodies of a request or response. */
export function jsonBodies(resolve: Resolve, holder: Located | undefined): readonly Located[] {
  const target = holder && follow(resolve, holder);
  if (!target || !isPlainObject(target.value.content)) return [];
  return Object.entries(target.value.content).flatMap(([name, mediaType]) =>
    isJson(name) && isPlainObject(mediaType) && mediaType.schema !== undefined
      ? [{ value: mediaType.schema, location: target.location.child(["content", name, "schema"]) }]
      : [],
  );
}
