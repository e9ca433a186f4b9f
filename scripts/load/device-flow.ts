// Redocly's types of OpenAPI 3.2 name a type `string` for the scopes of a device flow, which it does not have: it gives up
// on every document with such a flow. This plug-in puts the right type in its place.

import type { Plugin } from "@redocly/openapi-core";

type ExtendTypes = NonNullable<NonNullable<Plugin["typeExtension"]>["oas3"]>;

export const deviceFlowTypes: ExtendTypes = (types, version) => {
  const flow = types.DeviceAuthorization;
  if (version !== "oas3_2" || flow === undefined) return types;
  return {
    ...types,
    DeviceAuthorization: { ...flow, properties: { ...flow.properties, scopes: "DeviceScopes" } },
    DeviceScopes: { properties: {}, additionalProperties: { type: "string" } },
  };
};

export const deviceFlow: Plugin = { id: "device-flow", typeExtension: { oas3: deviceFlowTypes } };
