// From the import of the sandbox to its first answer, in process or over a port. Prints the milliseconds.

const started = performance.now();
const { createSandbox, serveSandbox } = await import("sharewright/sandbox");

if (process.argv[2] === "served") {
  const { sandbox, url, close } = await serveSandbox();
  await answered(fetch(`${url}/persona/cases`, credentialsOf(sandbox)));
  await close();
} else {
  const sandbox = createSandbox();
  await answered(sandbox.fetch("https://api.withpersona.com/api/v1/cases", credentialsOf(sandbox)));
}

function credentialsOf({ credentials }: ReturnType<typeof createSandbox>): RequestInit {
  return { headers: { authorization: `Bearer ${credentials.persona.source.apiKey}` } };
}

async function answered(answering: Promise<Response>): Promise<void> {
  const response = await answering;
  await response.text();
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`);
  console.log(performance.now() - started);
}
