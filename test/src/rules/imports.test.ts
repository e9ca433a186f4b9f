// The arrows of the architecture, held: what imports what, whatever a linter is set to.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file.split(sep).join("/")}`)
    .sort();
}

const read = (file: string) => readFileSync(join(root, file), "utf8");

/** Everything a module imports or re-exports: statically, for types only, for its effects or by `import()`. */
function specifiers(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
  const pattern = /(?:^|[;\s})])(?:(?:import|export)\s[^"'`;()]*?\bfrom|import)\s*\(?\s*(["'`])([^"'`\n]+)\1/g;
  return [...code.matchAll(pattern)].map(([, , specifier = ""]) => specifier);
}

/** Imports as paths from the root, packages by their name; `file → target` for each that is not allowed. */
function wrong(files: readonly string[], allowed: (target: string, file: string) => boolean): string[] {
  return files.flatMap((file) =>
    specifiers(read(file))
      .map((specifier) =>
        specifier.startsWith(".")
          ? relative(root, join(root, dirname(file), specifier))
              .split(sep)
              .join("/")
          : specifier,
      )
      .filter((target) => !allowed(target, file))
      .map((target) => `${file} → ${target}`),
  );
}

const services = readdirSync(join(root, "specs"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test("the reader of imports sees every form of them, and no other text", () => {
  const source = [
    'import a from "./a.js";',
    'import type { B } from "./b.js";',
    "import {\n  c,\n  type D,\n} from './c.js';",
    'import "./d.js";',
    'export { e } from "./e.js";',
    'export * from "./f.js";',
    'const g = await import("./g.js");',
    'type H = import("./h.js").H;',
    '// import x from "./comment.js";',
    '/* export { x } from "./comment.js"; */',
    'const text = "see https://x.test"; const other = wanted.from("./text");',
  ].join("\n");
  expect(specifiers(source)).toEqual(["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => `./${name}.js`));
});

/** The files that one file imports, directly or through others. */
function reachable(entry: string, reached = new Set<string>()): Set<string> {
  if (reached.has(entry)) return reached;
  reached.add(entry);
  for (const specifier of specifiers(read(entry))) {
    if (specifier.startsWith(".")) {
      reachable(join(dirname(entry), specifier).split(sep).join("/").replace(/\.js$/, ".ts"), reached);
    }
  }
  return reached;
}

test("what every caller gets of src/ imports itself and openapi-fetch", () => {
  const files = [...new Set([...reachable("src/index.ts"), ...reachable("src/runtime/index.ts")])];
  expect(files).toContain("src/transport/send.ts");
  expect(wrong(files, (target) => target.startsWith("src/") || target === "openapi-fetch")).toEqual([]);
});

test("the rest of src/ may import optional peers too, each of them declared, and the recorder Node's modules", () => {
  const { peerDependencies = {}, peerDependenciesMeta = {} } = JSON.parse(read("package.json"));
  const optional = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional === true);
  const allowed = (target: string) => {
    const [, unscoped = ""] = /^((?:@[^/]+\/)?[^/]+)/.exec(target) ?? [];
    return target.startsWith("src/") || ["openapi-fetch", ...optional].includes(unscoped);
  };
  const recording = (target: string, file: string) =>
    allowed(target) || (file.startsWith("src/record/") && target.startsWith("node:"));
  const others = filesUnder("src").filter((file) => !file.startsWith("src/sandbox/"));
  expect(wrong(others, recording)).toEqual([]);
  // The sandbox is a program for Node. What it knows of a service comes from that service's spec: the document as data,
  // to route and validate by, and the types made from it.
  const ownSpec = (target: string, file: string) => {
    const [, service = ""] = /^src\/sandbox\/services\/([^/]+)\//.exec(file) ?? [];
    return service !== "" && target.startsWith(`generated/${service}/`);
  };
  const alsoAllowed = (target: string, file: string) =>
    allowed(target) || target.startsWith("node:") || ownSpec(target, file);
  const sandbox = filesUnder("src/sandbox").filter((file) => !file.startsWith("src/sandbox/demo/"));
  expect(wrong(sandbox, alsoAllowed)).toEqual([]);
});

test("of generated code the sandbox runs nothing but the documents", () => {
  const values = /^import (?!type )[^;]*?from "[./]*generated\/[a-z]+\/(?!document\.js")[^"]*"/gm;
  expect('import { createShop } from "../../generated/shop/index.js";').toMatch(new RegExp(values.source, "m"));
  const files = filesUnder("src/sandbox").filter((file) => !file.startsWith("src/sandbox/demo/"));
  expect(files.flatMap((file) => read(file).match(values) ?? [])).toEqual([]);
});

test("a service's client does not bring the document along", () => {
  const files = services.flatMap((service) => [...reachable(`generated/${service}/index.ts`)]);
  expect(files.filter((file) => file.endsWith("/document.ts"))).toEqual([]);
  expect(files).toContain("src/transport/send.ts");
});

test("only the recorder, which nothing else imports, needs a file system", () => {
  const others = filesUnder("src").filter((file) => !file.startsWith("src/record/"));
  expect(wrong(others, (target) => !target.startsWith("src/record/"))).toEqual([]);
  const generated = filesUnder("generated").filter((file) => !file.endsWith("/record.ts"));
  expect(wrong(generated, (target) => !target.endsWith("/record.js") && !target.startsWith("src/record/"))).toEqual([]);
});

test("each service in generated/ imports src/runtime, for its recorder src/record, for its http client src/http, and its own folder", () => {
  const files = filesUnder("generated");
  expect(services.map((service) => files.includes(`generated/${service}/index.ts`))).toEqual(services.map(() => true));
  const allowed = (target: string, file: string) => {
    const own = file.split("/").slice(0, 2).join("/");
    if (file === `${own}/record.ts`) return ["src/record/index.js", `${own}/document.js`].includes(target);
    if (file === `${own}/http.ts` && target === "src/http/index.js") return true;
    return target === "src/runtime/index.js" || target.startsWith(`${own}/`);
  };
  expect(wrong(files, allowed)).toEqual([]);
});

test("scripts/ imports neither src/ nor generated/", () => {
  const files = filesUnder("scripts");
  expect(files).toContain("scripts/generate.ts");
  expect(wrong(files, (target) => !/^(src|generated)\//.test(target))).toEqual([]);
});

test("the demo imports what a caller may of src/ and generated/", () => {
  const faces = /^(src\/(sandbox\/)?index\.js|generated\/[a-z]+\/index\.js|src\/sandbox\/demo\/.*|node:.*)$/;
  const story = filesUnder("src/sandbox/demo");
  expect(story).toContain("src/sandbox/demo/chapters/share.ts");
  expect(wrong(story, (target) => faces.test(target))).toEqual([]);
});

test("no file of src/ or scripts/ re-exports generated code", () => {
  const files = [...filesUnder("src"), ...filesUnder("scripts")];
  const reexports = /export\s[^;]*?from\s+"[^"]*generated\//;
  expect('export { a } from "../generated/shop/index.js"').toMatch(reexports);
  expect(files.filter((file) => reexports.test(read(file)))).toEqual([]);
});

test("a service's name is seen in every casing, and not in another word", () => {
  for (const text of ["persona", "createPersona()", "PERSONA_API_KEY", "personaClient", "src/persona.ts"]) {
    expect(names(text, "persona")).toBe(true);
  }
  expect(names("personal data of persons", "persona")).toBe(false);
});

test("src/ names no service", () => {
  expect(services).toEqual(expect.arrayContaining(["enablenow", "persona"]));
  const runtime = filesUnder("src").filter((file) => !/^src\/sandbox\/(services|demo)\//.test(file));
  const named = runtime.flatMap((file) =>
    services.filter((service) => names(`${file}\n${read(file)}`, service)).map((service) => `${file}: ${service}`),
  );
  expect(named).toEqual([]);
});

/** Whether a service's name occurs, alone or in a longer name, in any casing: `PERSONA_API_KEY`, but not `personal`. */
function names(text: string, service: string): boolean {
  const anyCase = [...service].map((letter) => `[${letter}${letter.toUpperCase()}]`).join("");
  return new RegExp(`${anyCase}(?![a-z])`).test(text);
}
