// Writes a core's bytes in the forms that runtimes can load: deflated text, and static imports of the .wasm file.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import zopfli from "@gfx/zopfli";

/**
 * Beside `folder`/`name`.wasm:
 *   .embedded.js  deflated and in base64, which every bundler carries; Zopfli finds 7 % more than zlib
 *   .node.js      its bytes from base64 as it is: loading zlib takes Node 3 ms, and a download's size matters less there
 *   .workerd.js   a module import: workerd refuses to compile bytes
 *   .edge.js      the same in the form that Vercel's and Next's edge runtimes know
 */
export async function writeForms(folder, name, bytes) {
  const write = (ending, text) => writeFileSync(join(folder, `${name}.${ending}`), text);
  const deflated = await zopfli.deflateAsync(bytes, {});
  write("embedded.js", `export default "${Buffer.from(deflated).toString("base64")}";\n`);
  write(
    "node.js",
    `import { Buffer } from "node:buffer";\nexport default Buffer.from("${Buffer.from(bytes).toString("base64")}", "base64");\n`,
  );
  write("workerd.js", `export { default } from "./${name}.wasm";\n`);
  write("edge.js", `export { default } from "./${name}.wasm?module";\n`);
  write(
    "embedded.d.ts",
    "/** deflated and in base64; its bytes; or a compiled module where the runtime imports one */\ndeclare const core: string | Uint8Array<ArrayBuffer> | WebAssembly.Module;\nexport default core;\n",
  );
}
