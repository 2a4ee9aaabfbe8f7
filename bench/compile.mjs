// Compiles the benchmark's own kernels with the flags of the core.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Exports of bench/NAME.as.ts; null where this engine does not take its instructions. */
export async function compiled(name, { relaxed = false } = {}) {
  const options = JSON.parse(readFileSync(resolve(root, "asconfig.json"), "utf8"));
  const features = [...options.options.enable, ...(relaxed ? ["relaxed-simd"] : [])].flatMap((f) => ["--enable", f]);
  const out = `build/bench/${name}.wasm`;
  const flags = ["-O3", "--runtime", "stub", "--noAssert", "--initialMemory", "16", "--disableWarning", "112"];
  const { error, stderr } = await asc.main([`bench/${name}.as.ts`, ...flags, ...features, "--outFile", out], {
    readFile: (file, base) => {
      try {
        return readFileSync(resolve(root, base, file), "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (file, contents, base) => {
      mkdirSync(dirname(resolve(root, base, file)), { recursive: true });
      writeFileSync(resolve(root, base, file), contents);
    },
  });
  if (error) throw new Error(stderr.toString());
  const bytes = readFileSync(resolve(root, out));
  if (!WebAssembly.validate(bytes)) return null;
  return (await WebAssembly.instantiate(bytes)).instance.exports;
}
