// Makes sure that what package-lock.json names is installed and that build/ is newer than its sources. Needs Node and npm only.
//   node scripts/ensure.mjs [--rebuild | --installed]      --rebuild: build even where nothing has changed; --installed: build nothing
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(root, "build", "sources.sha256");
/** What build/ is made from. */
const sources = ["assembly", "src", "scripts", "asconfig.json", "tsconfig.json", "tsconfig.build.json", "package.json"];
/** What must be there after a build. */
const made = ["index.js", "reference.js", "worker.js", "core.wasm", "types/src/index.d.ts"].map(
  (file) => `build/${file}`,
);

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const readJSON = (file) => {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8"));
  } catch {
    return undefined;
  }
};

/** The first package of the lockfile that is not installed as it says; undefined where all are. npm keeps a lockfile of what it installed. */
function firstNotInstalled() {
  const wanted = readJSON("package-lock.json")?.packages ?? {};
  const present = readJSON("node_modules/.package-lock.json")?.packages ?? {};
  return Object.keys(wanted).find((path) => {
    if (path === "") return false;
    const { optional, peer, version, integrity } = wanted[path];
    if (present[path] === undefined) return !optional && !peer;
    return present[path].version !== version || present[path].integrity !== integrity || !existsSync(join(root, path));
  });
}

function install() {
  const since = performance.now();
  process.stdout.write("ravine: installing the development tools that package-lock.json names … ");
  const options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];
  const npmPath = process.env.npm_execpath;
  const [program, first] = npmPath?.endsWith("npm-cli.js") ? [process.execPath, [npmPath]] : ["npm", []];
  const { status, error, stdout, stderr } = spawnSync(program, [...first, ...options], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: program === "npm" && process.platform === "win32",
  });
  if (status === 0) return console.log(seconds(since));
  console.log("failed");
  console.error(`${error?.message ?? ""}${stdout ?? ""}${stderr ?? ""}\nnpm ci did not succeed; see above.`);
  process.exit(1);
}

/** A hash over the paths and contents of all sources and the lockfile. */
function sourcesHash() {
  const hash = createHash("sha256");
  const add = (path) => {
    hash.update(`${path}\0`);
    hash.update(readFileSync(join(root, path)));
  };
  for (const source of sources) {
    if (source.includes(".")) {
      add(source);
      continue;
    }
    const files = readdirSync(join(root, source), { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    for (const path of files.map((f) => join(f.parentPath, f.name)).sort()) add(path.slice(root.length + 1));
  }
  add("package-lock.json");
  return hash.digest("hex");
}

const isBuilt = () =>
  made.every((file) => existsSync(join(root, file))) &&
  existsSync(stamp) &&
  readFileSync(stamp, "utf8") === sourcesHash();

function build() {
  const since = performance.now();
  console.log("ravine: building the core, the bundles and the types into build/ …");
  rmSync(stamp, { force: true });
  try {
    execFileSync(process.execPath, [join(root, "scripts", "build.mjs")], { cwd: root, stdio: ["ignore", 1, 2] });
  } catch {
    console.error("ravine: the build did not succeed; see above.");
    process.exit(1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sourcesHash());
  console.log(`ravine: built in ${seconds(since)}`);
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`ravine: this is Node ${process.versions.node}; 20.19 or newer is needed.`);
  process.exit(1);
}
if (firstNotInstalled() !== undefined) install();
if (process.argv.includes("--rebuild") || !(process.argv.includes("--installed") || isBuilt())) build();
