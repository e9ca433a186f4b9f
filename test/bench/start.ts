// How long a process that starts for one request waits for its client: imported in a fresh Node, ours beside the clients of
// other services.

import { run } from "../package/npm.js";
import { inTurns, type Row } from "./measure.js";

/** What is imported: the row's name, the module, and the most milliseconds it may take. */
const ours = [
  ["import of all of Persona", "sharewright/persona", 20],
  ["  of one function by its path", "sharewright/persona/resources/connect/share-tokens/retrieve", 8],
  ["  of all of EnableNow", "sharewright/enablenow", undefined],
] as const;

const rivals = ["openai", "stripe", "plaid"] as const;

export function benchStart(project: string, rivalFolder: string, rounds: number): Row[] {
  const importing = (folder: string, name: string) => () => {
    const program = `const started = performance.now();
      await import(${JSON.stringify(name)});
      console.log(performance.now() - started);`;
    return Number(run(folder, process.execPath, ["--input-type=module", "--eval", program]));
  };
  const taken = inTurns(rounds, {
    ...Object.fromEntries(ours.map(([, name]) => [name, importing(project, name)])),
    ...Object.fromEntries(rivals.map((name) => [name, importing(rivalFolder, name)])),
  });
  return [
    ...ours.map(([work, name, bar]): Row => {
      const row = { work, ours: taken[name] as Row["ours"], unit: "ms" };
      return bar === undefined ? row : { ...row, bar };
    }),
    ...rivals.map((name): Row => ({ work: `  of ${name}, beside them`, ours: taken[name] as Row["ours"], unit: "ms" })),
  ];
}
