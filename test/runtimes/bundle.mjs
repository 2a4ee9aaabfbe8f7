// Bundles the test programs from the installed package: as wrangler, Vercel and a plain esbuild do, and by four bundlers.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { here } from "./runtimes.mjs";

const common = { bundle: true, format: "esm", target: "es2022", logLevel: "warning", platform: "neutral" };

/** Leaves imports of .wasm to the runtime, as modules of their own beside the bundle. */
const wasmBeside = (folder) => ({
  name: "wasm-beside",
  setup(bundler) {
    bundler.onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => {
      const name = path.split("/").at(-1);
      copyFileSync(join(resolveDir, path), join(folder, name));
      return { path: `./${name}`, external: true };
    });
  },
});

/** As wrangler: one ES module, and the core as a module of its own. */
export async function forWorkerd(entry, folder, absWorkingDir, outfile = "worker.js") {
  mkdirSync(folder, { recursive: true });
  await build({
    ...common,
    absWorkingDir,
    entryPoints: [entry],
    outfile: join(folder, outfile),
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*", "cloudflare:*", "*.safetensors"],
    plugins: [wasmBeside(folder)],
  });
}

/** By the very command of examples/lambda: one file with everything inside. */
export async function forNode(entry, outfile, absWorkingDir) {
  const readme = readFileSync(join(here, "../../examples/lambda/README.md"), "utf8");
  const words = /^npx esbuild handler\.js (.*) --outfile=\S+$/m.exec(readme)[1].split(" ");
  const esbuild = join(here, "node_modules/.bin/esbuild");
  execFileSync(esbuild, [entry, ...words, `--outfile=${outfile}`, "--log-level=warning"], { cwd: absWorkingDir });
}

/** As Vercel: one script, in which `?module` imports are compiled modules. */
export async function forEdgeLight(entry, folder, absWorkingDir) {
  mkdirSync(folder, { recursive: true });
  const wasmModules = {
    name: "wasm-modules",
    setup(bundler) {
      bundler.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => {
        const name = path.split("/").at(-1).replace("?module", "");
        copyFileSync(join(resolveDir, path.replace("?module", "")), join(folder, name));
        return { path: name, namespace: "wasm" };
      });
      bundler.onLoad({ filter: /.*/, namespace: "wasm" }, ({ path }) => ({
        contents: `export default globalThis.wasmModules[${JSON.stringify(path)}];`,
      }));
    },
  };
  await build({
    ...common,
    absWorkingDir,
    stdin: {
      contents: `import { answer } from "./${entry}"; addEventListener("fetch", (event) => event.respondWith(answer(event.request)));`,
      resolveDir: absWorkingDir,
    },
    format: "iife",
    outfile: join(folder, "edge.js"),
    conditions: ["edge-light", "worker", "browser"],
    plugins: [wasmModules],
  });
}

/** A page's script, in chunks; esbuild knows no workers, so the thread comes from a Blob. */
export async function forPage(entry, folder, absWorkingDir) {
  mkdirSync(folder, { recursive: true });
  const options = { ...common, platform: "browser", splitting: true };
  await build({ ...options, absWorkingDir, entryPoints: [entry], outdir: folder });
  cpSync(join(absWorkingDir, "apps/page.html"), join(folder, "index.html"));
}

/** The small app by each bundler, into folder/NAME. */
export const bundlers = {
  async esbuild(app, folder) {
    await build({
      ...common,
      platform: "browser",
      splitting: true,
      entryPoints: [join(app, "app.js")],
      outdir: folder,
    });
    cpSync(join(app, "index.html"), join(folder, "index.html"));
  },
  async rollup(app, folder) {
    const { rollup } = await import("rollup");
    const { nodeResolve } = await import("@rollup/plugin-node-resolve");
    const bundle = await rollup({ input: join(app, "app.js"), plugins: [nodeResolve({ browser: true })] });
    await bundle.write({ dir: folder, format: "es" });
    cpSync(join(app, "index.html"), join(folder, "index.html"));
  },
  async vite(app, folder) {
    const { build: viteBuild } = await import("vite");
    const options = { outDir: folder, emptyOutDir: true, target: "es2022" };
    await viteBuild({ root: app, base: "./", logLevel: "warn", configFile: false, build: options });
  },
  async webpack(app, folder) {
    const { default: webpack } = await import("webpack");
    const output = { path: folder, filename: "app.js", publicPath: "auto", module: true, chunkFormat: "module" };
    const config = { mode: "production", context: app, entry: "./app.js", output, experiments: { outputModule: true } };
    const stats = await new Promise((resolve, reject) =>
      webpack({ ...config, performance: false }, (error, done) => (error ? reject(error) : resolve(done))),
    );
    if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
    cpSync(join(app, "index.html"), join(folder, "index.html"));
  },
};
