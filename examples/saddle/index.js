// The experiment of arXiv:1406.2572 on small pictures: SGD, damped Newton and saddle-free Newton, and the critical points found.
//   npm run saddle -- [--data digits|fashion] [--units 5,25,50] [--seeds 3] [--epochs 30] [--krylov 40] [--rows N] [--out DIR] [--quick]
//
// Exit codes: 0 done · 1 the data is not there · 2 wrong arguments
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { digits, fashion } from "./data.js";
import { bestSgd, findCritical, isExact, raceAll } from "./experiment.js";
import { drawCritical, drawRaces } from "./figures.js";

function leave(code, text) {
  console.error(text);
  process.exit(code);
}

function readArguments() {
  const options = {
    data: { type: "string", default: "digits" },
    units: { type: "string", default: "5,25,50" },
    seeds: { type: "string", default: "3" },
    epochs: { type: "string", default: "30" },
    krylov: { type: "string", default: "40" },
    rows: { type: "string" },
    out: { type: "string", default: "build/saddle" },
    quick: { type: "boolean", default: false },
  };
  try {
    const { values } = parseArgs({ options });
    const whole = (name, text) => {
      const value = Number(text);
      if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} is ${text}, expected a whole number ≥ 1`);
      return value;
    };
    if (values.data !== "digits" && values.data !== "fashion")
      throw new Error(`--data is ${values.data}, expected digits or fashion`);
    const settings = {
      data: values.data,
      out: values.out,
      units: values.units.split(",").map((n) => whole("units", n)),
      seeds: whole("seeds", values.seeds),
      epochs: whole("epochs", values.epochs),
      krylov: whole("krylov", values.krylov),
      ...(values.rows && { rows: whole("rows", values.rows) }),
    };
    return values.quick ? { ...settings, units: [5], seeds: 1, epochs: 10, rows: 300, quick: true } : settings;
  } catch (error) {
    return leave(2, `saddle: ${error.message}`);
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const figure = (value) => (value === 0 ? "0" : value.toExponential(1));
const settings = readArguments();
const data = await (settings.data === "digits" ? digits : fashion)(settings.rows);
if (data === null)
  leave(1, "saddle: Fashion-MNIST is not there. Install it with   apt-get install dataset-fashion-mnist");
const { units: sizes, epochs, krylov } = settings;
const seeds = Array.from({ length: settings.seeds }, (_, i) => i + 1);
const marks = [1, 2, 4, 7, 12, 18, 24].filter((mark) => mark < epochs);
console.log(
  `${settings.data}: ${data.rows} rows, ${data.features} pixels; ${epochs} epochs, ${krylov} Lanczos vectors`,
);

const columns = [6, 20, 12, 22, 14, 8, 9];
const print = (...cells) => console.log(cells.map((cell, i) => String(cell).padStart(columns[i])).join(" "));
print("units", "optimizer", "final cost", "(lowest … highest)", "smallest λ", "index", "seconds");
const results = [];
for (const units of sizes) {
  const best = await bestSgd(data, { units, seed: 1, epochs });
  const byseed = [];
  for (const seed of seeds)
    byseed.push({ seed, ...(await raceAll(data, { units, seed, epochs, marks, krylov, best })) });
  for (const name of Object.keys(byseed[0].runs)) {
    const runs = byseed.map(({ runs }) => runs[name]);
    const costs = runs.map(({ points }) => points[points.length - 1].cost);
    const ends = runs.map(({ marks }) => marks[marks.length - 1]);
    const range = `(${figure(Math.min(...costs))} … ${figure(Math.max(...costs))})`;
    const smallest = figure(median(ends.map((end) => end.smallest)));
    // an estimate's error is as large as the index
    const index = isExact(data, units) ? median(ends.map((end) => end.index)).toFixed(2) : "–";
    print(
      units,
      name,
      figure(median(costs)),
      range,
      smallest,
      index,
      median(runs.map((run) => run.seconds)).toFixed(1),
    );
  }
  const sameTime = byseed.map((one) => one.sameTime);
  const { learningRate, momentum, batchSize } = best;
  const range = `(${figure(Math.min(...sameTime))} … ${figure(Math.max(...sameTime))})`;
  print(units, "SGD, as long as SFN", figure(median(sameTime)), range, "", "", "");
  console.log(
    `       SGD's best of the grid: learning rate ${learningRate}, momentum ${momentum}, batches of ${batchSize}`,
  );
  results.push({ units, exact: isExact(data, units), best, seeds: byseed });
}

const searched = {
  units: 5,
  seeds: seeds.slice(0, 2),
  epochs: settings.quick ? 2 : 6,
  perturbation: settings.quick ? [0.1] : [0, 0.1, 0.3],
};
const few = await (settings.data === "digits" ? digits : fashion)(settings.quick ? 150 : 500);
const points = await findCritical(few, { ...searched, tolerance: 1e-3, steps: settings.quick ? 20 : 80, krylov: 60 });
console.log(`\n${points.length} critical points found (5 units, ${few.rows} rows, gradient norm at most 1e-3)`);
for (const [low, high] of [
  [0, 0.5],
  [0.5, 1],
  [1, 1.5],
  [1.5, 2],
  [2, 99],
]) {
  const within = points.filter(({ cost }) => cost >= low && cost < high);
  if (within.length > 0)
    console.log(
      `  cost ${low} … ${high === 99 ? "" : high}: ${within.length} points, median index ${median(within.map(({ index }) => index)).toFixed(3)}`,
    );
}

await mkdir(settings.out, { recursive: true });
const write = async (name, text) => {
  const path = join(settings.out, name);
  await writeFile(path, text);
  console.log(path);
};
const rows = `${settings.data}, ${data.rows} rows; ${seeds.length} seed${seeds.length > 1 ? "s" : ""}; SGD: best of a grid; Newton: full batch, ${krylov} Lanczos vectors`;
console.log();
await write(`${settings.data}.json`, JSON.stringify({ settings, results, points }));
await write(`${settings.data}-races.svg`, drawRaces("Leaving saddle points", rows, results));
if (points.length >= 3) {
  const about = `5 units, ${few.rows} rows of ${settings.data}; found by Newton's method on the gradient's length near SGD's paths`;
  await write(
    `${settings.data}-critical.svg`,
    drawCritical("Critical points: cost, index, eigenvalues", about, points),
  );
}
