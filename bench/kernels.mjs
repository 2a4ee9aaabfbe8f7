// Calls of single kernels: their operands by name, written to memory as a record holds them.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { root } from "./compile.mjs";

/** Operand names of each kernel in their order, from the table that the build writes. */
function operandNames() {
  const text = readFileSync(resolve(root, "src/core/kernels.ts"), "utf8");
  const [, lines] = /kernelLines = `\n(.*?)\n`/s.exec(text);
  return new Map(
    lines.split("\n").flatMap((line) => {
      const [, addresses, counts, names] = line.split(";");
      const operands = `${addresses} ${counts}`.split(" ");
      return names.split(" ").map((name) => [name, operands]);
    }),
  );
}

const names = operandNames();

/** The exports of a core, or null where this engine does not take it. */
export async function coreExports(file) {
  const bytes = readFileSync(resolve(root, file));
  return WebAssembly.validate(bytes) ? (await WebAssembly.instantiate(bytes)).instance.exports : null;
}

/** Writes a kernel's operands (addresses and counts by name; what is missing is address 0) to `at`, and gives the call. */
export function kernelCall(core, kernel, operands, at) {
  const words = names.get(kernel).map((name) => operands[name] ?? 0);
  new Uint32Array(core.memory.buffer, at, words.length).set(words);
  return () => core[kernel](at);
}
