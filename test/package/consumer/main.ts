// Calls everything, without a network or on the server whose address is given, and says how much of it was right.

import { answer } from "./answers.js";
import { callEverything } from "./calls.js";

declare const process: { readonly argv: readonly string[] };

const origin = process.argv[2];
const calls = origin === undefined ? callEverything("https://stub.test", { fetch: answer }) : callEverything(origin);
// A rejection ends the process with an error, as it would anywhere.
void calls.then((seen) => console.log(`${seen.length} right`));
