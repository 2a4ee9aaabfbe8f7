// The binary `ravine`: hears signals from its first moment, says its version at once, and loads everything else when it is asked for.
import { createRequire } from "node:module";
import { interruption } from "./interruption.ts";
import { outputErrors } from "./outputErrors.ts";
import { standardOutput } from "./standardStreams.ts";

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };
const words = process.argv.slice(2);

interruption.listen();
outputErrors.listen();
if (["train", "resume", "compare"].includes(words[0]))
  interruption.beforeTraining("interrupted before training began: nothing was trained, and no checkpoint was written.");

if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) standardOutput.lines(version);
else {
  // Node 20 can wait for ever for a WebAssembly instance where nothing else keeps the event loop: 5 of 40 times at the 33rd
  const awake = setInterval(() => {}, 2 ** 30);
  const { runProgram } = await import("./runProgram.ts");
  process.exitCode = outputErrors.codeAfter(await runProgram(words, version));
  clearInterval(awake);
}
