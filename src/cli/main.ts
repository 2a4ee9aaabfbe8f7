// The binary `ravine`: says its version at once, and loads everything else when it is asked for.
import { createRequire } from "node:module";
import { standardError, standardOutput } from "./standardStreams.ts";

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };
const words = process.argv.slice(2);

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0); // a reader that has seen enough (ravine … | head) is no failure
  const what = error.code === "ENOSPC" ? "the disk is full" : error.message;
  standardError.lines(`ravine: standard output: ${what}.`);
  process.exit(1);
});

if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) standardOutput.lines(version);
else {
  // Node 20 can wait for ever for a WebAssembly instance where nothing else keeps the event loop: 5 of 40 times at the 33rd
  const awake = setInterval(() => {}, 2 ** 30);
  const { runProgram } = await import("./runProgram.ts");
  process.exitCode = await runProgram(words, version);
  clearInterval(awake);
}
