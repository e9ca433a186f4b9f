// The plug-ins that are shipped, by the names that settings have for them. Each is loaded when it is wanted.

import type { Plugin } from "./plugin.js";

export const builtInNames = ["http", "mocks", "record", "reference", "validators"] as const;

export type BuiltInName = (typeof builtInNames)[number];

export function isBuiltIn(name: string): name is BuiltInName {
  return builtInNames.some((each) => each === name);
}

/** The packages that a project has to install for the files of a plug-in. */
export const peers: Readonly<Partial<Record<BuiltInName, readonly string[]>>> = {
  mocks: ["msw", "hono", "ajv", "ajv-formats"],
  validators: ["valibot"],
};

export async function builtIn(name: BuiltInName): Promise<Plugin> {
  switch (name) {
    case "http":
      return (await import("./http.js")).http;
    case "mocks":
      return (await import("./mocks.js")).mocks;
    case "record":
      return (await import("./record.js")).record;
    case "reference":
      return (await import("./reference.js")).reference;
    case "validators":
      return (await import("./validators/validators.js")).validators;
  }
}
