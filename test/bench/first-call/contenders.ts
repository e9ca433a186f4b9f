// The contenders of the first call: what each has installed, what a person writes for it, and the command that generates. The
// call is the same for all: with a token, the first of a list, its name as text, an error thrown.

export const subjects = ["petstore", "train-travel"] as const;
export type Subject = (typeof subjects)[number];

export interface Contender {
  readonly packages: readonly string[];
  readonly client: (subject: Subject) => {
    /** Files that are written by hand before it generates. */
    readonly config?: Readonly<Record<string, string>>;
    /** Scripts in node_modules, with arguments. */
    readonly commands: readonly (readonly string[])[];
    readonly call: string;
  };
}

const typescript = "typescript@5.9.3";

const servers: Readonly<Record<Subject, string>> = {
  petstore: "http://petstore.swagger.io/v2",
  "train-travel": "https://api.example.com",
};

const ours = (tarballs: readonly string[]): Contender => ({
  packages: [...tarballs, typescript],
  client: (subject) => ({
    commands: [
      ["@sharewright/cli/dist/cli.js", "init", `${subject}.json`, "--name", subject],
      ["@sharewright/cli/dist/cli.js", "generate", subject],
    ],
    call:
      subject === "petstore"
        ? `import { createPetstore } from "./src/clients/petstore/index.js";
const petstore = createPetstore({ accessToken: "token" });
const pets = await petstore.pet.findByStatus({ status: ["available"] });
export const name: string | undefined = pets[0]?.name;
`
        : `import { createTrainTravel } from "./src/clients/train-travel/index.js";
const trains = createTrainTravel({ accessToken: "token" });
const { items } = await trains.stations.list();
export const name: string | undefined = items[0]?.name;
`,
  }),
});

const heyApi: Contender = {
  packages: ["@hey-api/openapi-ts@0.95.0", typescript],
  client: (subject) => ({
    commands: [["@hey-api/openapi-ts/bin/run.js", "-i", `${subject}.json`, "-o", `src/${subject}`, "-s"]],
    call: `import { ${subject === "petstore" ? "findPetsByStatus" : "getStations"} } from "./src/${subject}";
import { client } from "./src/${subject}/client.gen";
client.setConfig({ auth: "token" });
${
  subject === "petstore"
    ? `const { data } = await findPetsByStatus({ query: { status: ["available"] }, throwOnError: true });
export const name: string | undefined = data[0]?.name;`
    : `const { data } = await getStations({ throwOnError: true });
export const name: string | undefined = data.data?.[0]?.name;`
}
`,
  }),
};

const orval: Contender = {
  packages: ["orval@7.13.2", typescript],
  client: (subject) => ({
    config: {
      // Its command has no option for the address, and without one the calls go nowhere.
      "orval.config.ts": `export default {
  api: {
    input: "${subject}.json",
    output: { target: "src/${subject}.ts", client: "fetch", baseUrl: "${servers[subject]}" },
  },
};
`,
    },
    commands: [["orval/dist/bin/orval.js", "--config", "orval.config.ts"]],
    call: `import { ${subject === "petstore" ? "findPetsByStatus" : "getStations"} } from "./src/${subject}";
const options = { headers: { Authorization: "Bearer token" } };
const answer = await ${subject === "petstore" ? 'findPetsByStatus({ status: ["available"] }, options)' : "getStations(options)"};
if (answer.status !== 200) throw new Error(String(answer.status));
export const name: string | undefined = answer.data${subject === "petstore" ? "" : ".data?."}[0]?.name;
`,
  }),
};

const kubbVersion = "4.39.3";
const kubb: Contender = {
  packages: [
    ...["cli", "core", "plugin-client", "plugin-oas", "plugin-ts"].map((name) => `@kubb/${name}@${kubbVersion}`),
    typescript,
  ],
  client: (subject) => ({
    config: {
      "kubb.config.js": `import { defineConfig } from "@kubb/core";
import { pluginClient } from "@kubb/plugin-client";
import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";
export default defineConfig({
  input: { path: "./${subject}.json" },
  output: { path: "./src/${subject}" },
  plugins: [pluginOas(), pluginTs(), pluginClient({ client: "fetch", baseURL: "${servers[subject]}" })],
});
`,
    },
    commands: [["@kubb/cli/bin/kubb.cjs", "generate"]],
    call: `import { ${subject === "petstore" ? "findPetsByStatus" : "getStations"} } from "./src/${subject}";
const options = { headers: { Authorization: "Bearer token" } };
const found = await ${subject === "petstore" ? 'findPetsByStatus({ status: ["available"] }, options)' : "getStations(options)"};
export const name: string | undefined = found${subject === "petstore" ? "" : ".data?."}[0]?.name;
`,
  }),
};

const redocly: Contender = {
  packages: ["@redocly/cli@2.77.0", typescript],
  client: (subject) => ({
    commands: [["@redocly/cli/bin/cli.js", "generate-client", `${subject}.json`, "-o", `src/${subject}.ts`]],
    call: `import { ${subject === "petstore" ? "findPetsByStatus" : "get_stations"}, configure } from "./src/${subject}";
configure({ auth: { bearer: "token" } });
${
  subject === "petstore"
    ? `const pets = await findPetsByStatus({ query: { status: ["available"] } });
export const name: string | undefined = pets[0]?.name;`
    : `const stations = await get_stations();
export const name: string | undefined = stations.data?.[0]?.name;`
}
`,
  }),
};

export const contenders = {
  ours,
  rivals: { "hey-api": heyApi, orval, kubb, "redocly generate-client": redocly },
} as const;
