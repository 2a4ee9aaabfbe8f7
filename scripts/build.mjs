// Builds everything that is shipped into build/: the core, the library's bundles, and the types. Knows no test.
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
/** Gives CommonJS packages the platform's modules as they expect them: `require("node:fs")` is the module itself. */
const platformModules = {
  name: "platform-modules",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === "require-call" ? { path, namespace: "platform" } : { path, external: true },
    );
    onLoad({ filter: /.*/, namespace: "platform" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule("${path}");`, // Node ≥ 20.16
    }));
  },
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
  entryPoints: {
    index: "src/index.ts",
    reference: "src/reference/index.ts",
    worker: "src/worker/index.ts",
    cli: "src/cli/main.ts",
  },
  alias: { ...options.alias, hyparquet: "./node_modules/hyparquet/src/index.js" }, // its own entry for Node reads files too
  plugins: [platformModules],
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  external: ["#core", "#relaxed", "#thread"],
});

writeFileSync("build/cli.js", `#!/usr/bin/env node\n${readFileSync("build/cli.js", "utf8")}`, { mode: 0o755 });
chmodSync("build/cli.js", 0o755);
writeNotices(metafiles, "build/THIRD_PARTY_NOTICES.txt");
if (!process.argv.includes("--bundles"))
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
    stdio: "inherit",
  });
