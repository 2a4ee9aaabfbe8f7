// Builds everything that is shipped into build/: the core, the library's bundles, and the types. Knows no test.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeNotices } from "./notices.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
for (const made of ["build/chunks", "build/types"]) rmSync(made, { recursive: true, force: true });
await import("./core.mjs");

const options = {
  outdir: "build",
  bundle: true,
  format: "esm",
  target: "es2022",
  platform: "neutral",
  mainFields: ["module", "main"],
  alias: { stream: "./scripts/no-stream.mjs" },
  define: { PAPA_BROWSER_CONTEXT: "true" }, // leaves out papaparse's Node streams, which we do not use
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "inline",
  logLevel: "warning",
  metafile: true,
};
const metafiles = [];
const bundle = async (own) => metafiles.push((await build({ ...options, ...own })).metafile);

// a worker's script is one file with the cores inside: bundlers pass it on as it stands, and its text serves where they do not
await bundle({
  entryPoints: { thread: "src/worker/thread.ts" },
  minifyIdentifiers: true, // it lies in the package twice
  alias: {
    ...options.alias,
    "#core": "./build/core.embedded.js",
    "#relaxed": "./build/core.relaxed.embedded.js",
  },
});
writeFileSync("build/thread.text.js", `export default ${JSON.stringify(readFileSync("build/thread.js", "utf8"))};\n`);
writeFileSync("build/thread.text.d.ts", "declare const text: string;\nexport default text;\n");

await bundle({
  entryPoints: { index: "src/index.ts", reference: "src/reference/index.ts", worker: "src/worker/index.ts" },
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  external: ["#core", "#relaxed", "#thread"],
});

/** The binary takes the library from its own file, as users do. */
const libraryBeside = {
  name: "library-beside",
  setup: (bundler) =>
    bundler.onResolve({ filter: /^\.\.\/index\.ts$/ }, () => ({ path: "./index.js", external: true })),
};
await bundle({
  entryPoints: { cli: "src/cli/main.ts" },
  platform: "node",
  plugins: [libraryBeside],
  // commander is CommonJS: it asks for Node's modules by require
  banner: {
    js: '#!/usr/bin/env node\nimport { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
});
writeNotices(metafiles, "build/THIRD_PARTY_NOTICES.txt");
if (!process.argv.includes("--bundles"))
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
    stdio: "inherit",
  });
