// Installs the packed package into every runtime and bundler that is here, and requires the same results of all.
//   node test/runtimes/run.mjs [--require-all] [name …]      --require-all: a runtime that is not here is a failure
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { pack } from "../../scripts/pack.mjs";
import { browsers, here, programs } from "./runtimes.mjs";

const PATIENCE_MILLISECONDS = 240_000;
const TRIES = 3;
const LEAST_TURNS = 10;
/** Bundlers that carry a worker's script along; with the others it comes from a Blob. */
const knowWorkers = ["vite", "webpack"];
const RELAXED_TOLERANCE = 1e-3; // of a probability, after four epochs; 5e-7 was measured

const root = resolve(here, "../..");
const app = join(root, "build/runtimes");
const npm = (cwd, ...words) =>
  execFileSync("npm", [...words, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    stdio: ["ignore", "ignore", "inherit"],
  });

const requireAll = process.argv.includes("--require-all");
const asked = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const wanted = ({ name }) =>
  asked.length === 0 || asked.some((word) => name.toLowerCase().startsWith(word.toLowerCase()));
const outcomes = [];
const note = (name, outcome, detail = "") => {
  outcomes.push(outcome);
  console.log(`${{ passed: "✓", failed: "✗", skipped: "–" }[outcome]} ${name}${detail && `: ${detail}`}`);
};

/** Runs a program to its end; what it printed last is JSON. */
function printed([file, words]) {
  return new Promise((resolveWith, reject) => {
    const child = spawn(file, words, { cwd: app, stdio: ["ignore", "pipe", "pipe"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MILLISECONDS);
    let [out, err] = ["", ""];
    child.stdout.on("data", (part) => (out += part));
    child.stderr.on("data", (part) => (err += part));
    child.on("close", (code) => {
      clearTimeout(timer);
      if (code === 0) resolveWith(JSON.parse(out.trim().split("\n").at(-1)));
      else reject(new Error(`ended with ${code}\n${err.slice(-2000)}`));
    });
  });
}

/** Opens an address in a browser until `result` is there. A browser's start is tried a few times. */
async function opened(browser, file, address, result) {
  const [program, words] = browser.command(file, address);
  for (let attempt = 1; ; attempt++) {
    const child = spawn(program, words, { cwd: here, stdio: ["ignore", "pipe", "pipe"] });
    let err = "";
    child.stderr.on("data", (part) => (err += part));
    const closed = new Promise((done) => child.on("close", () => done("closed")));
    const open = new Promise((done) => child.stdout.once("data", () => done("open")));
    const slow = new Promise((done) => setTimeout(done, 60_000, "slow").unref());
    const how = await Promise.race([open, closed, slow]);
    try {
      if (how === "open") {
        const late = new Promise((_, fail) =>
          setTimeout(fail, PATIENCE_MILLISECONDS, new Error(`no result\n${err.slice(-2000)}`)).unref(),
        );
        return await Promise.race([result, late]);
      }
    } finally {
      child.kill("SIGTERM");
      await Promise.race([closed, new Promise((done) => setTimeout(done, 5000).unref())]);
      child.kill("SIGKILL");
    }
    if (attempt === TRIES) throw Object.assign(new Error(`did not start\n${err.slice(-2000)}`), { notStarted: true });
  }
}

let standard;
let given = "";

/** Compares a runtime's results with the first one's, and hands its checkpoint on. */
function compare(name, result) {
  if (result.error) throw new Error(result.error);
  standard ??= { name, same: result.same };
  for (const [part, value] of Object.entries(result.same)) {
    if (isDeepStrictEqual(value, standard.same[part])) continue;
    throw new Error(`${part} differs from ${standard.name}: ${JSON.stringify(value).slice(0, 400)}`);
  }
  if (!result.consistent) throw new Error("a run that was cut, resumed or continued ended in other bits");
  if (result.wrong.length > 0) throw new Error(`not the published fingerprints: ${result.wrong.join(", ")}`);
  if (result.unpublished > 0) throw new Error(`${result.unpublished} cases have no published fingerprint`);
  const workerless = result.worker.startsWith("none");
  if (!workerless && result.worker !== result.same.fingerprint) throw new Error(`in a worker ${result.worker}`);
  const { core, distance = 0 } = result.relaxed;
  if (!(distance <= RELAXED_TOLERANCE)) throw new Error(`relaxed predictions are ${distance} away`);
  given = result.checkpoint;
  writeFileSync(join(app, "given.txt"), given);
  const parts = [result.same.fingerprint, `${Object.keys(result.same.cases).length} published, ok`];
  parts.push(
    workerless ? "no workers" : "worker too",
    `fast: ${core}${distance ? ` ±${distance.toExponential(1)}` : ""}`,
  );
  return parts.join(", ");
}

/** One runtime or check of the list: what `body` returns is its detail. */
async function attempt(entry, body) {
  if (!wanted(entry)) return;
  const file = entry.find ? entry.find() : "here";
  if (!file) return note(entry.name, requireAll ? "failed" : "skipped", "not on this machine");
  try {
    note(entry.name, "passed", await body(file));
  } catch (error) {
    if (entry.mayNotStart && error.notStarted) return note(entry.name, "skipped", `its driver ${error.message}`);
    note(entry.name, "failed", error.message);
  }
}

function prepare() {
  if (!existsSync(join(here, "node_modules"))) npm(here, "ci");
  rmSync(app, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  const tarball = pack(app);
  writeFileSync(join(app, "package.json"), JSON.stringify({ name: "ravine-app", private: true, type: "module" }));
  npm(app, "install", "--offline", tarball);
  for (const name of ["conformance.js", "here.js", "fetch.js", "page.js", "apps"])
    cpSync(join(here, name), join(app, name), { recursive: true });
}

/** The examples, built from the installed package as their READMEs say. */
async function examples(bundle) {
  const node24 = programs.find(({ name }) => name === "Node 24");
  for (const name of ["edge", "lambda"]) cpSync(join(root, "examples", name), join(app, name), { recursive: true });
  const run = (name, prepareFolder) =>
    attempt({ ...node24, name: `examples/${name}` }, async (file) => {
      const folder = join(app, name);
      execFileSync(process.execPath, [join(app, "edge/makeModel.js"), join(folder, "model.safetensors")], { cwd: app });
      const built = join(folder, "built");
      mkdirSync(built);
      cpSync(join(folder, "model.safetensors"), join(built, "model.safetensors"));
      await prepareFolder(folder, built);
      return JSON.stringify(await printed([file, [join(here, `drivers/${name}-example.mjs`), built]]));
    });
  await run("edge", (folder, built) => bundle.forWorkerd("worker.js", built, folder));
  await run("lambda", (folder, built) => bundle.forNode("handler.js", join(built, "handler.mjs"), folder));
  await attempt({ ...node24, name: "one file for Node, its worker from text" }, async (file) => {
    const outfile = join(app, "alone/node.mjs");
    await bundle.forNode("apps/node.js", outfile, app);
    return same(await printed([file, [outfile]]));
  });
}

async function pages(bundle) {
  const { serve } = await import("./serve.mjs");
  const site = join(app, "site");
  await bundle.forPage("page.js", site, app);
  for (const [name, build] of Object.entries(bundle.bundlers)) {
    await attempt({ name: `${name} builds` }, async () => {
      await build(join(app, "apps"), join(site, name));
      return `${readdirSync(join(site, name), { recursive: true }).length} files`;
    });
  }
  const server = await serve(site);
  try {
    for (const browser of browsers) {
      const visit = (mode) => async (file) => {
        server.state.given = given;
        return opened(browser, file, `${server.origin}/?mode=${mode}`, server.result(mode));
      };
      let started = true;
      await attempt(browser, async (file) => {
        const result = await visit("all")(file).catch((error) => {
          started = !error.notStarted;
          throw error;
        });
        const said = compare(browser.name, result);
        const { steps, turns, longest, milliseconds } = result.breathing;
        if (turns < LEAST_TURNS) throw new Error(`${turns} turns of the event loop in ${steps} steps`);
        return `${said}; ${steps} steps in ${milliseconds.toFixed(0)} ms, ${turns} turns, longest waits ${longest.map(Math.round).join(", ")} ms`;
      });
      if (!started || !browser.find()) continue;
      const policy = (mode, check) =>
        attempt({ name: `${browser.name}, policy "${mode}"`, find: browser.find }, async (file) =>
          check(await visit(mode)(file)),
        );
      await policy("trained", same);
      await policy("no-workers", (text) => saying(text, /StateError.*(Content-Security-Policy|worker)/));
      await policy("no-wasm", (text) => saying(text, /StateError.*wasm-unsafe-eval/));
    }
    const [chromium] = browsers;
    for (const name of Object.keys(bundle.bundlers))
      await attempt({ name: `${name}'s bundle in Chromium`, find: chromium.find }, async (file) => {
        server.state.workerScripts = 0;
        const address = `${server.origin}/${name}/`;
        const said = same(await opened(chromium, file, address, server.result("app")));
        const from = server.state.workerScripts > 0 ? "its file" : "a Blob";
        if ((from === "its file") !== knowWorkers.includes(name)) throw new Error(`the worker came from ${from}`);
        return `${said}, the worker from ${from}`;
      });
  } finally {
    server.close();
  }
}

function same({ here: onPage, there, error }) {
  if (error !== undefined || onPage !== there) throw new Error(error ?? `${onPage} on the page, ${there} in a worker`);
  return onPage;
}

function saying(text, pattern) {
  if (pattern.test(text)) return text;
  throw new Error(`said ${JSON.stringify(text)}`);
}

prepare();
const bundle = await import("./bundle.mjs");
await bundle.forWorkerd("fetch.js", join(app, "workerd"), app);
await bundle.forEdgeLight("fetch.js", join(app, "edge-light"), app);
writeFileSync(join(app, "given.txt"), given);
for (const program of programs)
  await attempt(program, async (file) => compare(program.name, await printed(program.command(file, "given.txt"))));
await examples(bundle);
await pages(bundle);
const last = { ...programs[0], name: `${programs[0].name} resumes the last one's run` };
await attempt(last, async (file) => compare(last.name, await printed(last.command(file, "given.txt"))));

const count = (outcome) => outcomes.filter((each) => each === outcome).length;
console.log(`${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`);
process.exit(count("failed") > 0 ? 1 : 0);
