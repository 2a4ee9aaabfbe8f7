// The budgets of everything shipped, in bytes, what is used of them, and where we want to be. Exits with 1 where one is
// exceeded. Needs a build.
//   node scripts/sizes.mjs
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const kilobytes = 1000;

/** Bundles count what an application loads at once; chunks loaded on demand (data sets, the relaxed core, Plot, Parquet) do not count. */
const budgets = [
  { what: "core.wasm", budget: 48 * kilobytes, aim: 40 * kilobytes, file: "build/core.wasm" },
  { what: "core.relaxed.wasm", budget: 48.9 * kilobytes, aim: 40 * kilobytes, file: "build/core.relaxed.wasm" },
  {
    what: "dense + sgd + fit, bundled, gzipped",
    budget: 49.5 * kilobytes,
    aim: 45 * kilobytes,
    source: 'export { dataset, dense, Network, sgd } from "./build/index.js";',
  },
  {
    what: "everything exported, bundled, gzipped",
    budget: 63 * kilobytes,
    aim: 60 * kilobytes,
    source: 'export * from "./build/index.js";',
  },
  // Parquet with its decompressors is 150 kB, pictures with their DOM 140 kB, the data sets 90 kB
  { what: "all chunks, gzipped", budget: 568 * kilobytes, aim: 500 * kilobytes, folder: "build/chunks" },
];

/** Gzipped bytes of an ES module after esbuild, with all that it imports statically. */
async function bundleBytes(source) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: root },
    outdir: resolve(root, "build/sizes"),
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
    metafile: true,
    absWorkingDir: root,
    logLevel: "error",
  });
  const seen = new Set();
  const visit = (path) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: next, kind } of metafile.outputs[path].imports) if (kind === "import-statement") visit(next);
  };
  visit(Object.keys(metafile.outputs).find((path) => metafile.outputs[path].entryPoint === "<stdin>"));
  let bytes = 0;
  for (const { path, contents } of outputFiles)
    if (seen.has(path.slice(root.length + 1))) bytes += gzipSync(contents, { level: 9 }).length;
  return bytes;
}

/** Gzipped bytes of a folder's files. */
const folderBytes = (folder) =>
  readdirSync(folder).reduce(
    (sum, file) => sum + gzipSync(readFileSync(resolve(folder, file)), { level: 9 }).length,
    0,
  );

/** What each budget is for, its bytes, and the bytes used; null for a file that is not built. */
export async function sizes() {
  const all = [];
  for (const { what, budget, aim, file, folder, source } of budgets) {
    const bytes = file
      ? (statSync(resolve(root, file), { throwIfNoEntry: false })?.size ?? null)
      : folder
        ? folderBytes(resolve(root, folder))
        : await bundleBytes(source);
    all.push({ what, bytes, budget, aim });
  }
  return all;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  let exceeded = false;
  for (const { what, bytes, budget, aim } of await sizes()) {
    const over = bytes === null || bytes > budget;
    exceeded ||= over;
    console.log(
      `${what.padEnd(40)} ${String(bytes).padStart(7)} of ${budget} bytes, aim ${aim}${over ? (bytes === null ? "   NOT BUILT" : "   EXCEEDED") : ""}`,
    );
  }
  if (exceeded) process.exit(1);
}
