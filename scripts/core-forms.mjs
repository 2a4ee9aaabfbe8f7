// Writes a core's bytes in the forms that runtimes can load: deflated text, and static imports of the .wasm file. Knows no kernel.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

/**
 * Beside `folder`/`name`.wasm:
 *   .embedded.js  deflated and in base64, which every bundler carries
 *   .workerd.js   a module import: workerd refuses to compile bytes
 *   .edge.js      the same in the form that Vercel's and Next's edge runtimes know
 */
export function writeForms(folder, name, bytes) {
  const write = (ending, text) => writeFileSync(join(folder, `${name}.${ending}`), text);
  write("embedded.js", `export default "${deflateRawSync(bytes, { level: 9 }).toString("base64")}";\n`);
  write("workerd.js", `export { default } from "./${name}.wasm";\n`);
  write("edge.js", `export { default } from "./${name}.wasm?module";\n`);
  write(
    "embedded.d.ts",
    "/** deflated and in base64, or a compiled module where the runtime imports one */\ndeclare const core: string | WebAssembly.Module;\nexport default core;\n",
  );
}
