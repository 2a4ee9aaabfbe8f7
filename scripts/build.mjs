// Builds everything that is shipped into build/: the core, the library's bundles, and the types.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundle } from "./bundles.mjs";
import { kernelChanges, wordsOfSources } from "./kernel-changes.mjs";
import { writeNotices } from "./notices.mjs";
import "./plain-errors.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
/** The kernels of the last build that went through. */
const BUILT_KERNELS = "build/kernels.built.json";
for (const made of ["build/chunks", "build/types"]) rmSync(made, { recursive: true, force: true });
await import("./core.mjs");

const options = {
  bundle: true,
  format: "esm",
  target: "es2022",
  platform: "neutral",
  mainFields: ["module", "main"],
  alias: { stream: "./scripts/no-stream.mjs" },
  define: { PAPA_BROWSER_CONTEXT: "true" }, // leaves out papaparse's Node streams, which we do not use
  minifySyntax: true, // but neither names nor white space: with it go the marks by which an application's bundler knows what it can leave out
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
// a worker's script is one file with the cores inside: bundlers pass it on as it stands, and its text serves where they do not
const { metafile: ofThread } = await build({
  ...options,
  entryPoints: { thread: "src/worker/thread.ts" },
  outdir: "build",
  minify: true, // it lies in the package twice
  alias: {
    ...options.alias,
    "#core": "./build/core.embedded.js",
    "#relaxed": "./build/core.relaxed.embedded.js",
  },
});
writeFileSync("build/thread.text.js", `export default ${JSON.stringify(readFileSync("build/thread.js", "utf8"))};\n`);
writeFileSync("build/thread.text.d.ts", "declare const text: string;\nexport default text;\n");

const metafiles = await bundle({
  entries: { index: "src/index.ts", reference: "src/reference/index.ts", worker: "src/worker/index.ts" },
  binaries: { cli: "src/cli/main.ts" },
  folder: "build",
  // classes and marks that must be the same for all, and the twins, which are many; the constants of abi.ts are inlined
  once: (loadedBy) => {
    const network = loadedBy("src/api/network.ts");
    return {
      network: (path) => network.has(path) && path !== "assembly/abi.ts",
      reference: (path) => path.startsWith("src/reference/") && path !== "src/reference/index.ts",
    };
  },
  options: {
    ...options,
    alias: { ...options.alias, hyparquet: "./node_modules/hyparquet/src/index.js" }, // its own entry for Node reads files too
    external: ["#core", "#relaxed", "#thread"],
  },
  plugins: [platformModules],
});
writeNotices([ofThread, ...metafiles], "build/THIRD_PARTY_NOTICES.txt");
if (!process.argv.includes("--bundles")) {
  const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"];
  const { status, stdout } = spawnSync(process.execPath, tsc, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) explain(stdout);
  copyFileSync("build/kernels.json", BUILT_KERNELS);
}

/** Ends the build, with what TypeScript said and what it means for the kernels. */
function explain(messages) {
  const kernels = (file) => JSON.parse(readFileSync(file, "utf8"));
  const before = existsSync(BUILT_KERNELS) ? kernels(BUILT_KERNELS) : [];
  const lines = kernelChanges(before, kernels("build/kernels.json"), wordsOfSources(root), messages);
  const heading = "The types do not fit; each line above says file(line,column).";
  console.error([messages, heading, ...(lines.length > 0 ? ["Of the kernels:", ...lines] : [])].join("\n"));
  process.exit(1);
}
