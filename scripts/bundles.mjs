// Bundles src/ into few files: each one costs a start some time. What several files need stands once in a file of its own where it must
// not exist twice; what is imported on demand is a chunk, with copies of the small rest, so that no bundler keeps in an application
// what only its chunks need.
import { writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { build } from "esbuild";

const isOnDemand = ({ kind, external }) => kind === "dynamic-import" && !external;
const nameOf = (path) => basename(path).replace(/\.[cm]?[jt]s$/, "");
const short = (path) => relative(process.cwd(), path);

/** esbuild's picture of all modules that these paths lead to: what each imports, and what each own one exports. */
async function modulesOf(paths, options) {
  const look = async (entryPoints) =>
    (await build({ ...options, entryPoints, splitting: true, outdir: "build", write: false })).metafile;
  const { inputs } = await look(paths);
  const { outputs } = await look(Object.keys(inputs).filter((path) => /^(src|assembly)\//.test(path)));
  const exported = Object.values(outputs).filter(({ entryPoint }) => entryPoint);
  return { inputs, exports: new Map(exported.map(({ entryPoint, exports }) => [entryPoint, exports])) };
}

/** A module and all that it loads at once. */
function loadedBy(path, inputs, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: next, kind, external } of inputs[path].imports)
    if (!external && kind === "import-statement") loadedBy(next, inputs, seen);
  return seen;
}

/** A shared file: its modules' exports, each under a name of its own: path → name → name in the file. */
function sharedFile(name, paths, exportsOf) {
  const taken = new Set();
  const free = (word, i = 1) => {
    const there = i === 1 ? word : `${word}${i}`;
    if (taken.has(there)) return free(word, i + 1);
    taken.add(there);
    return there;
  };
  const exported = paths.map((path) => [path, exportsOf.get(path).map((word) => [word, free(word)])]);
  return { name, exported: new Map(exported) };
}

/** Takes modules of other shared files from these, in `folder`; with `onDemand`, what is imported on demand from its chunk there, too. */
function linked(shared, { current, onDemand, folder = "." }) {
  const file = (name) => ({ path: `${folder}/${name}.js`, external: true });
  return {
    name: "linked",
    setup({ onResolve, onLoad, resolve: resolved }) {
      onResolve({ filter: /^shared:/ }, ({ path }) => file(path.slice("shared:".length)));
      onResolve({ filter: /^[./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (kind !== "dynamic-import" || onDemand === undefined || pluginData === "linked") return;
        const found = await resolved(path, { kind, resolveDir, pluginData: "linked" });
        return file(onDemand.get(short(found.path)));
      });
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const other = shared.find((one) => one !== current && one.exported.has(short(path)));
        if (other === undefined) return;
        const list = other.exported.get(short(path)).map(([name, there]) => `${there} as ${name}`);
        return { contents: `export { ${list.join(", ")} } from "shared:${other.name}";`, loader: "ts" };
      });
    },
  };
}

/**
 * Writes one file per entry into `folder`, and shared files and chunks into `folder`/chunks.
 * @param entries   name → path of the modules that are the package's entries
 * @param binaries  name → path of programs: chunks that an executable file of the same name imports
 * @param once      given `loadedBy` (a module → the set of those that it loads at once), returns name → whether that shared file holds a
 *                  module; the first that says so has it. Each file has a copy of what it needs and no shared file holds
 * @param options   esbuild's, for all of them
 * @param plugins   esbuild's, likewise
 * @returns esbuild's metafiles
 */
export async function bundle({ entries, binaries, folder, once, options, plugins }) {
  const all = { ...options, bundle: true, metafile: true, plugins };
  const { inputs, exports } = await modulesOf([...Object.values(entries), ...Object.values(binaries)], all);
  const rules = Object.entries(once((path) => loadedBy(path, inputs)));
  const holderOf = (path) => rules.find(([, holds]) => holds(path))?.[0];
  const shared = rules.map(([name]) => {
    const paths = [...exports.keys()].filter((path) => holderOf(path) === name);
    return sharedFile(name, paths, exports);
  });

  const onDemand = new Map(Object.entries(binaries).map(([name, path]) => [path, name]));
  for (const entry of Object.values(entries))
    for (const path of loadedBy(entry, inputs))
      for (const target of inputs[path].imports.filter(isOnDemand)) onDemand.set(target.path, nameOf(target.path));
  const names = [...onDemand.values(), ...shared.map(({ name }) => name)];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new Error(`Two chunks would be called ${twice}.js: rename a module that is imported on demand.`);

  const outdir = join(folder, "chunks");
  const run = async (link, options) =>
    (await build({ ...all, ...options, plugins: [linked(shared, link), ...plugins] })).metafile;
  const metafiles = [await run({ onDemand, folder: "./chunks" }, { entryPoints: entries, outdir: folder })];
  for (const current of shared) {
    const lines = [...current.exported].map(([path, list]) => {
      const words = list.map(([name, there]) => `${name} as ${there}`);
      return `export { ${words.join(", ")} } from "./${path}";`;
    });
    const stdin = { contents: lines.join("\n"), resolveDir: process.cwd(), loader: "ts" };
    metafiles.push(await run({ current, onDemand }, { stdin, outfile: join(outdir, `${current.name}.js`) }));
  }
  const entryPoints = Object.fromEntries([...onDemand].map(([path, name]) => [name, resolve(path)]));
  // of chunks nothing is left out, so that they need no marks for it and can be small
  const chunks = { entryPoints, outdir, splitting: true, chunkNames: "[name]-[hash]", minify: true };
  metafiles.push(await run({}, chunks));
  for (const name of Object.keys(binaries))
    writeFileSync(join(folder, `${name}.js`), `#!/usr/bin/env node\nimport "./chunks/${name}.js";\n`, { mode: 0o755 });
  return metafiles;
}
