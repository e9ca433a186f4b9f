// The work of a consumer's compiler for ten calls of GitHub's 1,223: by the functions of our generated folder, by those of
// kubb, which are one a file too, and by openapi-fetch over the types of openapi-typescript. Callers import the files of
// the functions that they use.

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Figure, figure, inTurns, type Row, timeNode } from "./measure.js";
import { compile } from "./types.js";

/** Ten calls, and of each answer a member: `GET` and `POST` with ids, queries and bodies, one answer or a list. */
const calls = {
  ours: `
import { createGitHubTransport } from "./github/transport.js";
import { gistsGet } from "./github/resources/gists/get.js";
import { issuesCreate } from "./github/resources/issues/create.js";
import { issuesCreateComment } from "./github/resources/issues/create-comment.js";
import { issuesListForRepo } from "./github/resources/issues/list-for-repo.js";
import { pullsList } from "./github/resources/pulls/list.js";
import { pullsMerge } from "./github/resources/pulls/merge.js";
import { reposGet } from "./github/resources/repos/get.js";
import { reposListCommits } from "./github/resources/repos/list-commits.js";
import { searchRepos } from "./github/resources/search/repos.js";
import { usersGetByUsername } from "./github/resources/users/get-by-username.js";

export async function tenCalls(owner: string, repo: string) {
  const github = createGitHubTransport();
  const repository = await reposGet(github, owner, repo);
  const commits = await reposListCommits(github, owner, repo, { sha: "main" });
  const issues = await issuesListForRepo(github, owner, repo, { state: "open" });
  const issue = await issuesCreate(github, owner, repo, { title: "It is broken", labels: ["bug"] });
  const comment = await issuesCreateComment(github, owner, repo, issue.number, { body: "Indeed." });
  const pulls = await pullsList(github, owner, repo, { state: "closed" });
  const merged = await pullsMerge(github, owner, repo, 7, { merge_method: "squash" });
  const user = await usersGetByUsername(github, owner);
  const gist = await gistsGet(github, "aa5a315d61ae9438b18d");
  const found = await searchRepos(github, { q: "openapi", sort: "stars" });
  return [
    repository.full_name,
    commits.items[0]?.sha,
    issues.items[0]?.title,
    issue.number,
    comment.body,
    pulls.items[0]?.title,
    merged.sha,
    user.login,
    gist.description,
    found.items[0]?.full_name,
  ];
}
`,
  kubb: `
import { gistsGet } from "./kubb/clients/gistsGet.js";
import { issuesCreate } from "./kubb/clients/issuesCreate.js";
import { issuesCreateComment } from "./kubb/clients/issuesCreateComment.js";
import { issuesListForRepo } from "./kubb/clients/issuesListForRepo.js";
import { pullsList } from "./kubb/clients/pullsList.js";
import { pullsMerge } from "./kubb/clients/pullsMerge.js";
import { reposGet } from "./kubb/clients/reposGet.js";
import { reposListCommits } from "./kubb/clients/reposListCommits.js";
import { searchRepos } from "./kubb/clients/searchRepos.js";
import { usersGetByUsername } from "./kubb/clients/usersGetByUsername.js";

export async function tenCalls(owner: string, repo: string) {
  const repository = await reposGet(owner, repo);
  const commits = await reposListCommits(owner, repo, { sha: "main" });
  const issues = await issuesListForRepo(owner, repo, { state: "open" });
  const issue = await issuesCreate(owner, repo, { title: "It is broken", labels: ["bug"] });
  const comment = await issuesCreateComment(owner, repo, issue.number, { body: "Indeed." });
  const pulls = await pullsList(owner, repo, { state: "closed" });
  const merged = await pullsMerge(owner, repo, 7, { merge_method: "squash" });
  const user = await usersGetByUsername(owner);
  const gist = await gistsGet("aa5a315d61ae9438b18d");
  const found = await searchRepos({ q: "openapi", sort: "stars" });
  return [
    repository.full_name,
    commits[0]?.sha,
    issues[0]?.title,
    issue.number,
    comment.body,
    pulls[0]?.title,
    merged.sha,
    user.login,
    gist.description,
    found.items[0]?.full_name,
  ];
}
`,
  openapiFetch: `
import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

export async function tenCalls(owner: string, repo: string) {
  const github = createClient<paths>();
  const path = { owner, repo };
  const repository = await github.GET("/repos/{owner}/{repo}", { params: { path } });
  const commits = await github.GET("/repos/{owner}/{repo}/commits", { params: { path, query: { sha: "main" } } });
  const issues = await github.GET("/repos/{owner}/{repo}/issues", { params: { path, query: { state: "open" } } });
  const issue = await github.POST("/repos/{owner}/{repo}/issues", {
    params: { path },
    body: { title: "It is broken", labels: ["bug"] },
  });
  const comment = await github.POST("/repos/{owner}/{repo}/issues/{issue_number}/comments", {
    params: { path: { ...path, issue_number: issue.data?.number ?? 1 } },
    body: { body: "Indeed." },
  });
  const pulls = await github.GET("/repos/{owner}/{repo}/pulls", { params: { path, query: { state: "closed" } } });
  const merged = await github.PUT("/repos/{owner}/{repo}/pulls/{pull_number}/merge", {
    params: { path: { ...path, pull_number: 7 } },
    body: { merge_method: "squash" },
  });
  const user = await github.GET("/users/{username}", { params: { path: { username: owner } } });
  const gist = await github.GET("/gists/{gist_id}", { params: { path: { gist_id: "aa5a315d61ae9438b18d" } } });
  const found = await github.GET("/search/repositories", { params: { query: { q: "openapi", sort: "stars" } } });
  return [
    repository.data?.full_name,
    commits.data?.[0]?.sha,
    issues.data?.[0]?.title,
    issue.data?.number,
    comment.data?.body,
    pulls.data?.[0]?.title,
    merged.data?.sha,
    user.data?.login,
    gist.data?.description,
    found.data?.items[0]?.full_name,
  ];
}
`,
};

/** `client` is the folder that we generated; `types` the declarations of openapi-typescript. */
export function benchGitHubTypes(
  project: string,
  rivals: string,
  { spec, client, types }: { readonly spec: string; readonly client: string; readonly types: string },
  rounds: number,
): Row[] {
  const folder = join(project, "github-types");
  mkdirSync(folder);
  cpSync(client, join(folder, "github"), { recursive: true });
  cpSync(types, join(folder, "schema.d.ts"));
  makeKubb(folder, rivals, spec);
  const measured = (name: keyof typeof calls) => {
    const file = join(folder, `${name}.ts`);
    writeFileSync(file, calls[name]);
    // What kubb prints does not pass `exactOptionalPropertyTypes`.
    return () => compile(project, join(rivals, "typescript/bin/tsc"), file, "--strict");
  };
  const [ours, kubb, openapiFetch] = [measured("ours"), measured("kubb"), measured("openapiFetch")];
  const instantiations = (of: typeof ours): Figure => figure([of().instantiations]);
  const counted = instantiations(ours);
  const seconds = inTurns(rounds, { ours: () => ours().seconds, kubb: () => kubb().seconds });
  const work = "GitHub, ten calls";
  return [
    {
      work: `${work}, instantiations: openapi-fetch`,
      ours: counted,
      rival: instantiations(openapiFetch),
      unit: "",
      bar: 0.03,
    },
    { work: `${work}, instantiations: kubb`, ours: counted, rival: instantiations(kubb), unit: "" },
    { work: `${work}, tsc in all: kubb`, ours: seconds.ours, rival: seconds.kubb, unit: "s", bar: 1.2 },
  ];
}

/** Functions over fetch and their types, nothing else: no file that holds them all, no formatter. */
function makeKubb(folder: string, rivals: string, spec: string): void {
  const from = (name: string) => JSON.stringify(join(rivals, name, "dist/index.js"));
  const config = join(folder, "kubb.config.mjs");
  const extension = `extension: { ".ts": ".js" }`;
  writeFileSync(
    config,
    `import { defineConfig } from ${from("@kubb/core")};
import { pluginClient } from ${from("@kubb/plugin-client")};
import { pluginOas } from ${from("@kubb/plugin-oas")};
import { pluginTs } from ${from("@kubb/plugin-ts")};

export default defineConfig({
  input: { path: ${JSON.stringify(spec)} },
  output: { path: "kubb", barrelType: false, format: false, lint: false, ${extension} },
  plugins: [
    pluginOas({ validate: false, generators: [] }),
    pluginTs({ output: { path: "types", barrelType: false } }),
    pluginClient({ output: { path: "clients", barrelType: false }, client: "fetch", bundle: true }),
  ],
});
`,
  );
  timeNode(folder, [join(rivals, "@kubb/cli/bin/kubb.cjs"), "generate", "--config", config, "--logLevel", "silent"]);
}
