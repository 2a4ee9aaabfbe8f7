// `ravine race`: optimizers on a surface, as an animated picture. Knows no data.

import { nearest } from "../../core/options.ts";
import { allOptimizers } from "../../curvature/allOptimizers.ts";
import { figure } from "../../diagnosis/numberText.ts";
import { raceSvg } from "../../report/raceSvg.ts";
import { minimize } from "../../surfaces/minimize.ts";
import type { Surface } from "../../surfaces/surface.ts";
import { surfaces } from "../../surfaces/surfaces.ts";
import { Failure, failureOf } from "../failure.ts";
import { requireWritable, sayDocument, tableText, writeWhole } from "../output.ts";
import { optimizerNames, optimizerOf } from "../parts.ts";
import { defaults } from "../settings.ts";

/** Rates at which each shows its character on each surface: of sgd, of the momentum methods, of the adaptive ones, of Adadelta. */
const rates: Readonly<Record<string, readonly [number, number, number, number]>> = {
  beale: [0.02, 0.003, 0.2, 10],
  rosenbrock: [0.001, 0.0003, 0.05, 5],
  saddle: [0.03, 0.01, 0.03, 2],
  monkeySaddle: [0.02, 0.01, 0.03, 2],
  longValley: [0.09, 0.02, 0.12, 10],
  noisyMoons: [0.4, 0.1, 0.1, 10],
  ravine: [2e-5, 5e-6, 1e-3, 1],
};

/** Where a race begins, where that is not the surface's own start: here every optimizer has a way to the minimum. */
const starts: Readonly<Record<string, readonly number[]>> = { beale: [1, 1.6] };

function defaultOptimizers(name: string): Record<string, string> {
  const [plain, momentum, adaptive, adadelta] = rates[name];
  return {
    SGD: `sgd:learningRate=${plain}`,
    Momentum: `sgd:learningRate=${momentum},momentum=0.9`,
    NAG: `sgd:learningRate=${momentum},momentum=0.9,nesterov=true`,
    Adagrad: `adagrad:learningRate=${4 * adaptive}`,
    Adadelta: `adadelta:learningRate=${adadelta}`,
    RMSprop: `rmsprop:learningRate=${adaptive / 3}`,
    Adam: `adam:learningRate=${adaptive}`,
    "Saddle-free Newton": "saddleFreeNewton:learningRate=0.1", // at rate 1 it is there, or out of sight, in a step or two
  };
}

function surfaceOf(name: string): Surface {
  const names = Object.keys(surfaces);
  if (Object.hasOwn(surfaces, name)) return surfaces[name as keyof typeof surfaces];
  const near = nearest(name, names);
  throw new Failure(
    `surface: got "${name}", expected one of ${names.join(", ")}.${near ? ` Did you mean "${near}"?` : ""}`,
  );
}

function startOf(given: unknown, name: string, surface: Surface): readonly number[] {
  if (given === undefined) return starts[name] ?? surface.start;
  const start = String(given).split(",").map(Number);
  if (start.length === surface.start.length && start.every(Number.isFinite)) return start;
  throw new Failure(
    `--start: got "${given}", expected ${surface.start.length} numbers, such as ${surface.start.join(",")}.`,
  );
}

/** @returns the exit code */
export async function race(name: string, flags: Readonly<Record<string, unknown>>): Promise<number> {
  const surface = surfaceOf(name);
  const out = typeof flags.out === "string" ? flags.out : "race.svg";
  const steps = flags.steps === undefined ? 120 : Number(flags.steps);
  if (!(Number.isInteger(steps) && steps >= 1 && steps <= 5000))
    throw new Failure(`--steps: got "${flags.steps}", expected a whole number from 1 to 5000.`);
  const start = startOf(flags.start, name, surface);
  const given = typeof flags.optimizers === "string" ? flags.optimizers : undefined;
  const chosen =
    given === undefined ? defaultOptimizers(name) : Object.fromEntries(optimizerNames(given).map((one) => [one, one]));
  const racers = Object.entries(chosen).map(([title, text]) => {
    const optimizer = optimizerOf({ ...defaults, hidden: [], optimizer: text }, text);
    const own = text.includes("learningRate") || optimizer.own ? optimizer : withRate(text, name);
    return { title, optimizer: own };
  });
  await requireWritable({ "--out": out });
  try {
    const paths = [];
    for (const { title, optimizer } of racers) {
      const { path, values } = await minimize(surface, { start, optimizer, steps });
      paths.push({ name: title, path, values });
    }
    await writeWhole(out, await raceSvg(surface, paths, { title: `${name}: optimizers race` }));
    const results = paths.map(({ name: racer, values, path }) => ({
      name: racer,
      value: values[steps],
      end: Array.from(path[steps]),
    }));
    if (flags.json) sayDocument({ command: "race", surface: name, start, steps, results, files: { svg: out } });
    else {
      const rows = results.map(({ name: racer, value, end }) =>
        Number.isFinite(value) ? [racer, figure(value), end.map(figure).join(", ")] : [racer, "diverged", "–"],
      );
      console.log(tableText([["optimizer", "value", "where"], ...rows], [false, true, false]));
      console.log(`\nthe picture: ${out}`);
    }
    return 0;
  } catch (error) {
    throw failureOf(error, { running: true });
  }
}

/** An optimizer given without a rate, with the one that suits the surface. */
function withRate(text: string, surface: string) {
  const [name] = text.split(":");
  const [plain, momentum, adaptive, adadelta] = rates[surface];
  const known: Readonly<Record<string, number>> = {
    adagrad: 4 * adaptive,
    adadelta,
    rmsprop: adaptive / 3,
    lion: adaptive / 3,
  };
  const rate = name === "sgd" ? (text.includes("momentum") ? momentum : plain) : (known[name] ?? adaptive);
  const separator = text.includes(":") ? "," : ":";
  return Object.hasOwn(allOptimizers, name)
    ? optimizerOf({ ...defaults, hidden: [] }, `${text}${separator}learningRate=${rate}`)
    : optimizerOf({ ...defaults, hidden: [] }, text);
}
