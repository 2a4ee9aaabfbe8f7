// The binary `ravine`: says its version at once, and loads everything else when it is asked for. Knows no command.
import { createRequire } from "node:module";

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };
const given = process.argv.slice(2);

if (given.length === 1 && (given[0] === "--version" || given[0] === "-V")) process.stdout.write(`${version}\n`);
else {
  // a reader that has seen enough (ravine … | head) is no failure
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? 0 : 1);
  });
  // Node 20 can wait for ever for a WebAssembly instance where nothing else keeps the event loop: 5 of 40 times at the 33rd
  const awake = setInterval(() => {}, 2 ** 30);
  const { main } = await import("./program.ts");
  process.exitCode = await main(given, version);
  clearInterval(awake);
}
