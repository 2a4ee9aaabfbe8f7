// The same jobs side by side with other libraries: one process per peer and job, asked for chunks in turn.
//   node bench/peers.mjs [--json] [--save] [--quick] [--only=A32,predict,tfjs]      PYTHON=<an interpreter that has torch and numpy>
// Installs bench/peers/node_modules where it is missing. Needs `npm run build` before.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { root } from "./compile.mjs";
import { heading, machine, save, today } from "./machine.mjs";
import { figures } from "./measure.mjs";
import { emptyProcess, peers } from "./peers/list.mjs";
import { PeerProcess } from "./peers/process.mjs";
import { printed } from "./peers/tables.mjs";
import { jobOf, names } from "./peers/work.mjs";

const flag = (name) => process.argv.includes(`--${name}`);
const say = (text) => process.stderr.write(`${text} …\n`);
const effort = flag("quick")
  ? { rounds: 5, milliseconds: 80, warmUp: 700, starts: 2 }
  : { rounds: 30, milliseconds: 150, warmUp: 2000, starts: 10 };

/** Jobs and peers that were asked for: all of a kind where none of it is named. Ravine is always there. */
function asked() {
  const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
  const wanted = only?.split(",") ?? [];
  const known = [...names, ...Object.keys(peers)];
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`bench:peers: no job or peer "${unknown.join('", "')}"; there are ${known.join(", ")}.`);
    process.exit(2);
  }
  const some = (all) => (all.some((name) => wanted.includes(name)) ? all.filter((name) => wanted.includes(name)) : all);
  return { jobs: some(names), peers: [...new Set(["ravine", "fast", ...some(Object.keys(peers))])] };
}

function install() {
  const folder = resolve(root, "bench/peers");
  const versions = JSON.parse(readFileSync(resolve(folder, "package.json"), "utf8")).dependencies;
  const installed = ([name, version]) => {
    const file = resolve(folder, "node_modules", name, "package.json");
    return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).version === version;
  };
  if (Object.entries(versions).every(installed)) return;
  say("installing the peers that bench/peers/package-lock.json names");
  const options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npmPath = process.env.npm_execpath;
  const [program, first] = npmPath?.endsWith("npm-cli.js") ? [process.execPath, [npmPath]] : ["npm", []];
  const windows = program === "npm" && process.platform === "win32";
  const { status } = spawnSync(program, [...first, ...options], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    shell: windows,
  });
  if (status !== 0) say("npm ci did not succeed, so that what is not there is left out");
}

/** Chunks of each peer, asked in turn, so that a machine whose speed swings treats all alike. */
async function chunks(job, list) {
  const results = [];
  const alive = [];
  for (const peer of list) {
    const child = new PeerProcess(peers[peer].start(job));
    const { ready, cannot } = await child.answer();
    const result = { peer, title: peers[peer].title, ...ready, cannot, chunks: [] };
    results.push(result);
    if (cannot === undefined) alive.push({ child, result });
    else await child.end();
  }
  const ask = async ({ child, result }, milliseconds, counts) => {
    if (result.cannot !== undefined) return;
    const { samples, seconds, cannot } = await child.ask({ milliseconds });
    if (cannot !== undefined) result.cannot = cannot;
    else if (counts) result.chunks.push(seconds / samples);
  };
  for (const one of alive) await ask(one, effort.warmUp, false);
  for (let round = 0; round < effort.rounds; round++)
    for (const one of alive) await ask(one, effort.milliseconds, true);
  for (const { child } of alive) await child.end();
  return results;
}

/** Seconds by the wall from the start of a process to its first trained step, beside a process that does nothing. */
async function starts(list) {
  const kinds = list.map((peer) => ({ peer, title: peers[peer].title, begin: peers[peer].start("start") }));
  kinds.push({ peer: "empty", title: "an empty Node process", begin: emptyProcess() });
  const results = kinds.map(({ begin, ...result }) => ({ begin, result: { ...result, chunks: [] } }));
  for (let round = 0; round < effort.starts; round++)
    for (const { begin, result } of results) {
      if (result.cannot !== undefined) continue;
      const since = performance.now();
      const child = new PeerProcess(begin);
      const { ready, cannot } = await child.answer();
      result.chunks.push((performance.now() - since) / 1000);
      Object.assign(result, ready, { cannot });
      await child.end();
    }
  return results.map(({ result }) => result);
}

/** What stands in the document: rates, and Ravine's rate ÷ the peer's, of the fastest chunks. */
function compared(results) {
  const rated = results.map(({ chunks: seconds, cannot, ...result }) => {
    if (cannot !== undefined) return { ...result, cannot };
    const { fastest, median, spread, chunks: count } = figures(seconds);
    return { ...result, samplesPerSecond: 1 / fastest, median: 1 / median, spread, chunks: count };
  });
  const rateOf = (name) => rated.find(({ peer }) => peer === name)?.samplesPerSecond;
  const [plain, relaxed] = [rateOf("ravine"), rateOf("fast")];
  return rated.map((result) => {
    if (result.cannot !== undefined) return result;
    const { samplesPerSecond } = result;
    return { ...result, ratio: plain && plain / samplesPerSecond, relaxedRatio: relaxed && relaxed / samplesPerSecond };
  });
}

function described(name) {
  const { widths, activation, optimizer, batch, predicts } = jobOf(name);
  if (predicts) return `one row through ${widths.join("-")}`;
  const what = `${widths.join("-")}, ${activation}, ${optimizer}, batch ${batch}`;
  return name === "start" ? `a fresh process to its first trained step, ${what}` : what;
}

const wanted = asked();
install();
const document = { date: today(), machine: machine(), jobs: [] };
say(heading(document));
for (const job of wanted.jobs) {
  say(`${job}: ${described(job)}`);
  const results = job === "start" ? await starts(wanted.peers) : await chunks(job, wanted.peers);
  document.jobs.push({ job, what: described(job), peers: compared(results) });
}
console.log(flag("json") ? JSON.stringify(document, null, 2) : printed(document));
if (flag("save")) save(document, "-peers");
