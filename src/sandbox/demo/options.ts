// The command line of `npm run demo`.

const help = `Tells a story of four parties by the generated clients, over HTTP on this machine. It needs no account.

  npm run demo              the story, in a few seconds
  npm run demo -- --stay    the same, and the sandbox stays to be looked at in a browser
`;

/** The options that were given. Ends the process for --help, and for what there is not. */
export function readOptions(given: readonly string[] = process.argv.slice(2)): readonly string[] {
  if (given.includes("--help") || given.includes("-h")) {
    process.stdout.write(help);
    process.exit(0);
  }
  const unknown = given.find((each) => each !== "--stay");
  if (unknown !== undefined) {
    process.stderr.write(`npm run demo: there is no option ${unknown}.\n\n${help}`);
    process.exit(2);
  }
  return given;
}
