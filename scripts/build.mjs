// Builds everything that is shipped into build/: the core, the library's bundles, and the types. Knows no test.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
for (const made of ["build/chunks", "build/types"]) rmSync(made, { recursive: true, force: true });
await import("./core.mjs");
await build({
  entryPoints: { index: "src/index.ts", reference: "src/reference/index.ts" },
  outdir: "build",
  bundle: true,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  format: "esm",
  target: "es2022",
  platform: "neutral",
  mainFields: ["module", "main"],
  external: ["#core"],
  alias: { stream: "./scripts/no-stream.mjs" },
  define: { PAPA_BROWSER_CONTEXT: "true" }, // leaves out papaparse's Node streams, which we do not use
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "inline",
  logLevel: "warning",
});
if (!process.argv.includes("--bundles"))
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
    stdio: "inherit",
  });
