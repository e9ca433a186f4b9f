// The greeting of the sandbox of our own services: its address, and calls that work as they stand.

import type { Sandbox } from "../options.js";
import type { ServedSandbox } from "../server/serve.js";
import { boards } from "./boards.js";

const client = "sharewright/persona";

export function greeting({ sandbox, url }: ServedSandbox): string {
  const blocks = boards.map((board) => {
    const parties = board.parties(sandbox).map(({ side, name, credentials }) => {
      const lines = Object.entries(credentials).map(([label, value]) => row(label, value));
      return [`  ${name} (${side})`, ...lines].join("\n");
    });
    return [`${board.title}: ${url}/${board.service}`, ...parties].join("\n");
  });
  return [...blocks, firstCalls(sandbox, url)].join("\n\n");
}

function firstCalls({ credentials }: Sandbox, url: string): string {
  const { apiKey, objects } = credentials.persona.source;
  const { clientId, clientSecret } = credentials.enablenow.a;
  const form = `grant_type=client_credentials&client_id=${clientId}&client_secret=${clientSecret}`;
  return [
    "Try it:",
    `  curl -H 'Authorization: Bearer ${apiKey}' ${url}/persona/inquiries/${objects.inquiry}`,
    `  curl -d '${form}' ${url}/enablenow/cfa/connect/token`,
    "",
    `  import { createPersona } from ${JSON.stringify(client)};`,
    `  const persona = createPersona({ apiKey: ${JSON.stringify(apiKey)}, baseUrl: "${url}/persona" });`,
    `  console.log(await persona.inquiries.retrieve("${objects.inquiry}"));`,
    "",
    "Ids to try with the first of each:",
    ...Object.entries(objects).map(([name, id]) => row(name, id)),
  ].join("\n");
}

function row(label: string, value: string): string {
  return `    ${label.padEnd(16)}${value}`;
}
