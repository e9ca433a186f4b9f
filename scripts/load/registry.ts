// `apis` of redocly.yaml is the one list of services. Each entry becomes a job.

import { existsSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { isObject } from "../document/json.js";
import { escapeKey } from "../document/pointer.js";
import { apiJob } from "../job/api-job.js";
import { type ApiSettings, CONFIG_FILE, importExtensions, type Job } from "../job/job.js";
import { SERVICE_NAME } from "../job/service-name.js";
import { formats, isFormat } from "../output/format.js";
import { didYouMean } from "../problem/nearest.js";
import type { Problem } from "../problem/problem.js";
import { isAddress, objectionTo } from "../remote/address.js";
import { Refusal } from "./refusal.js";
import { type SourceFile, Sources } from "./source.js";

export interface Registry {
  readonly jobs: readonly Job[];
  readonly problems: readonly Problem[];
}

const settingChecks: Readonly<Record<keyof ApiSettings, { readonly is: (value: unknown) => boolean; wanted: string }>> =
  {
    output: { is: (value) => typeof value === "string" && value !== "", wanted: "the path of a folder" },
    overlays: {
      is: (value) => Array.isArray(value) && value.every((path) => typeof path === "string"),
      wanted: "a list of paths",
    },
    format: { is: isFormat, wanted: `one of ${formats.join(", ")}` },
    runtime: {
      is: (value) => typeof value === "string" && value !== "" && !/["'`\\\s\p{Cc}]/u.test(value),
      wanted: "a module specifier",
    },
    http: { is: (value) => typeof value === "boolean", wanted: "true or false" },
    importExtension: {
      is: (value) => importExtensions.some((each) => each === value),
      wanted: `one of ${importExtensions.join(", ")}`,
    },
    plugins: {
      is: (value) => Array.isArray(value) && value.every((each) => typeof each === "string" && each !== ""),
      wanted: "a list of modules",
    },
    record: { is: (value) => typeof value === "boolean", wanted: "true or false" },
  };

/** @param root the folder of redocly.yaml. */
export function readRegistry(root: string): Registry {
  const file = resolve(root, CONFIG_FILE);
  if (!existsSync(file)) {
    return refused(`There is no ${CONFIG_FILE} in ${root}.`, "Run this in the project's folder, or add the file.");
  }
  const sources = new Sources({ spec: file, root, base: root, remote: "kept" });
  try {
    const source = sources.readNamed(file);
    return readApis(root, sources, source, sources.parse(source).value);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { jobs: [], problems: [error.problem] };
  }
}

function readApis(root: string, sources: Sources, source: SourceFile, config: unknown): Registry {
  const at = (pointer: string) => sources.places(source, [pointer])[0];
  const apis = isObject(config) ? config.apis : undefined;
  if (!isObject(apis) || Object.keys(apis).length === 0) {
    return refused(
      `${CONFIG_FILE} names no service.`,
      "Add one under `apis`, for example `apis: { persona: { root: specs/persona/openapi.yaml } }`.",
      at("#/apis"),
    );
  }
  const jobs: Job[] = [];
  const problems: Problem[] = [];
  for (const [alias, api] of Object.entries(apis)) {
    const pointer = `#/apis/${escapeKey(alias)}`;
    const refuse = (message: string, remedy: string, key?: string) =>
      problems.push({
        code: "registry",
        severity: "error",
        message,
        remedy,
        place: at(key === undefined ? pointer : `${pointer}/x-sharewright/${escapeKey(key)}`),
      });
    const name = alias.split("@")[0] ?? "";
    const spec = isObject(api) && typeof api.root === "string" ? api.root : undefined;
    if (!SERVICE_NAME.test(name)) {
      refuse(
        `"${name}" cannot be the name of a service: it becomes a folder and an import path.`,
        "Use lower-case letters, digits and hyphens, with a letter first.",
      );
      continue;
    }
    if (jobs.some((job) => job.name === name)) {
      refuse(`Two services are called "${name}".`, `Rename one: both would be written to generated/${name}/.`);
      continue;
    }
    if (spec === undefined) {
      refuse(
        `The service "${name}" has no \`root\`.`,
        `Add the path of its document: root: specs/${name}/openapi.yaml`,
      );
      continue;
    }
    const objection = isAddress(spec) ? objectionTo(spec) : undefined;
    if (objection !== undefined) {
      refuse(`The root of "${name}" cannot be fetched: ${objection}`, "Correct it.");
      continue;
    }
    if (!isAddress(spec) && !isInside(root, resolve(root, spec))) {
      refuse(
        `The root of "${name}" lies outside of the project: ${spec}`,
        `Move it below the folder of ${CONFIG_FILE}, or make the client of it by --spec ${spec} --out <folder>.`,
      );
      continue;
    }
    const settings = settingsOf(isObject(api) ? api["x-sharewright"] : undefined, name, refuse);
    const output = resolve(root, settings.output ?? `generated/${name}`);
    if (!isInside(root, output)) {
      refuse(
        `The output of "${name}" lies outside of the project: ${settings.output}`,
        "Name a folder in it.",
        "output",
      );
      continue;
    }
    const clash = jobs.find((job) => isInside(job.out, output) || isInside(output, job.out) || job.out === output);
    if (clash !== undefined) {
      refuse(
        `"${name}" would be written into the folder of "${clash.name}".`,
        "Give each a folder of its own by `x-sharewright: { output: ... }`.",
      );
      continue;
    }
    jobs.push(apiJob(root, { name, alias, spec: isAddress(spec) ? spec : resolve(root, spec), out: output, settings }));
  }
  return { jobs, problems };
}

function settingsOf(
  given: unknown,
  name: string,
  refuse: (message: string, remedy: string, key?: string) => void,
): ApiSettings {
  if (given === undefined) return {};
  if (!isObject(given)) {
    refuse(`\`x-sharewright\` of "${name}" is not a map of settings.`, "Write settings, or leave it out.");
    return {};
  }
  const known = Object.keys(settingChecks);
  const sound: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const check = settingChecks[key as keyof ApiSettings];
    if (check === undefined) {
      refuse(
        `"${name}" has an unknown setting \`x-sharewright.${key}\`.`,
        `${didYouMean(key, known).trim()} Known are: ${known.join(", ")}.`.trim(),
        key,
      );
    } else if (!check.is(value)) {
      refuse(`\`x-sharewright.${key}\` of "${name}" has to be ${check.wanted}.`, `Correct \`${key}\`.`, key);
    } else {
      sound[key] = value;
    }
  }
  return sound as ApiSettings;
}

function refused(message: string, remedy: string, place = { file: CONFIG_FILE, line: 1, column: 1 }): Registry {
  return { jobs: [], problems: [{ code: "registry", severity: "error", message, remedy, place }] };
}

/** Whether `path` lies in `folder`, and is not the folder itself. */
function isInside(folder: string, path: string): boolean {
  const inner = relative(folder, path);
  return inner !== "" && inner !== ".." && !inner.startsWith(`..${sep}`) && !isAbsolute(inner);
}
