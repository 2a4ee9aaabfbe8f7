// `ravine race`: optimizers on a surface, as an animated picture. Knows no data.

import { nearest } from "../../core/options.ts";
import { figure } from "../../diagnosis/figure.ts";
import type { Optimizer, RaceRates } from "../../optimizers/optimizer.ts";
import { raceSvg } from "../../report/raceSvg.ts";
import { minimize } from "../../surfaces/minimize.ts";
import type { Surface } from "../../surfaces/surface.ts";
import { surfaces } from "../../surfaces/surfaces.ts";
import { commandFlags } from "../commandFlags.ts";
import { Failure, failureOf } from "../failure.ts";
import { optimizerKindOf, optimizerTexts, readOptimizer } from "../readOptimizer.ts";
import { requireWritable } from "../requireWritable.ts";
import { defaults, defaultsOf, readFlags } from "../settings.ts";
import { sayDocument } from "../speaker.ts";
import { standardOutput } from "../standardStreams.ts";
import { tableText } from "../tableText.ts";
import { writeWhole } from "../writeWhole.ts";

const ratesOf = (plain: number, withMomentum: number, adaptive: number, unitless: number): RaceRates => ({
  plain,
  withMomentum,
  adaptive,
  unitless,
});

const rates: Readonly<Record<string, RaceRates>> = {
  beale: ratesOf(0.02, 0.003, 0.2, 10),
  rosenbrock: ratesOf(0.001, 0.0003, 0.05, 5),
  saddle: ratesOf(0.03, 0.01, 0.03, 2),
  monkeySaddle: ratesOf(0.02, 0.01, 0.03, 2),
  longValley: ratesOf(0.09, 0.02, 0.12, 10),
  noisyMoons: ratesOf(0.4, 0.1, 0.1, 10),
  ravine: ratesOf(2e-5, 5e-6, 1e-3, 1),
};

/** Where a race begins, where that is not the surface's own start: here every optimizer has a way to the minimum. */
const starts: Readonly<Record<string, readonly number[]>> = { beale: [1, 1.6] };

const raceDefaults = defaultsOf(commandFlags.race);

/** Who races where nobody is named. */
const usualRacers: Readonly<Record<string, string>> = {
  SGD: "sgd",
  Momentum: "sgd:momentum=0.9",
  NAG: "sgd:momentum=0.9,nesterov=true",
  Adagrad: "adagrad",
  Adadelta: "adadelta",
  RMSprop: "rmsprop",
  Adam: "adam",
  "Saddle-free Newton": "saddleFreeNewton:learningRate=0.1", // at rate 1 it is there, or out of sight, in a step or two
};

/** The optimizer that a text describes; one without a rate has the one that suits the surface. */
function racerOf(text: string, surface: string): Optimizer {
  const { kind, options } = optimizerKindOf(text);
  const optimizer = readOptimizer({ ...defaults, hidden: [] }, text);
  if (options.learningRate !== undefined || kind.raceRate === undefined) return optimizer;
  return kind.make({ ...optimizer.options, learningRate: kind.raceRate(rates[surface], optimizer.options) });
}

function surfaceOf(name: string): Surface {
  const names = Object.keys(surfaces);
  if (Object.hasOwn(surfaces, name)) return surfaces[name as keyof typeof surfaces];
  const near = nearest(name, names);
  throw new Failure(
    `surface: got "${name}", expected one of ${names.join(", ")}.${near ? ` Did you mean "${near}"?` : ""}`,
  );
}

function startOf(text: string | undefined, name: string, surface: Surface): readonly number[] {
  if (text === undefined) return starts[name] ?? surface.start;
  const start = text.split(",").map(Number);
  if (start.length === surface.start.length && start.every(Number.isFinite)) return start;
  throw new Failure(
    `--start: got "${text}", expected ${surface.start.length} numbers, such as ${surface.start.join(",")}.`,
  );
}

/** @returns the exit code */
export async function raceCommand(name: string, flags: Readonly<Record<string, unknown>>): Promise<number> {
  const surface = surfaceOf(name);
  const {
    optimizers,
    steps,
    start: startText,
    out,
    json,
  } = { ...raceDefaults, ...readFlags(commandFlags.race, flags) };
  const start = startOf(startText, name, surface);
  const texts =
    optimizers === undefined ? usualRacers : Object.fromEntries(optimizerTexts(optimizers).map((text) => [text, text]));
  const racers = Object.entries(texts).map(([title, text]) => ({ title, optimizer: racerOf(text, name) }));
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
    if (json) sayDocument({ command: "race", surface: name, start, steps, results, files: { svg: out } });
    else {
      const rows = results.map(({ name: racer, value, end }) =>
        Number.isFinite(value) ? [racer, figure(value), end.map(figure).join(", ")] : [racer, "diverged", "–"],
      );
      const table = tableText([["optimizer", "value", "where"], ...rows], [false, true, false]);
      standardOutput.lines(...table, "", `the picture: ${out}`);
    }
    return 0;
  } catch (error) {
    throw failureOf(error, { running: true });
  }
}
