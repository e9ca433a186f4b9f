// The plug-ins of a job, from the names in its settings or flags.

import { resolve } from "node:path";
import { builtInNames, isBuiltIn } from "../plugins/built-in.js";
import { didYouMean } from "../problem/nearest.js";
import { UsageError } from "../terminal/usage-error.js";
import type { ApiSettings, Job } from "./job.js";

/** `http` and `record` also have settings of their own, from before they were plug-ins. */
export function pluginsOf(
  { http = false, record = false, plugins = [] }: Pick<ApiSettings, "http" | "record" | "plugins">,
  folder: string,
): Pick<Job, "builtIn" | "plugins"> {
  const wanted = [...(http ? ["http"] : []), ...(record ? ["record"] : []), ...plugins];
  return {
    builtIn: builtInNames.filter((name) => wanted.includes(name)),
    plugins: plugins
      .filter((name) => !isBuiltIn(name))
      .map((each) => (each.startsWith(".") ? resolve(folder, each) : each)),
  };
}

/** A name that is near one of those that are shipped is taken for a slip, and not for a package. */
export function refusePlugins(names: readonly string[]): void {
  for (const name of names) {
    const suggestion = isBuiltIn(name) || name.startsWith(".") ? "" : didYouMean(name, builtInNames);
    if (suggestion !== "") {
      throw new UsageError(
        `--plugins: there is no plug-in ${name}.${suggestion} Shipped are: ${builtInNames.join(", ")}.`,
      );
    }
  }
}
