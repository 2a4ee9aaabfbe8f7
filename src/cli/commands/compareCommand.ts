// `ravine compare`: the same network with several optimizers, or values of one flag, seed by seed.
import { type Sets, split } from "../../data/split.ts";
import { bestOf } from "../../experiments/compare.ts";
import { runVariants, type Variant, type VariantRun } from "../../experiments/runVariants.ts";
import { summariesOf } from "../../experiments/summariesOf.ts";
import type { Evaluation } from "../../objective/evaluate.ts";
import type { FitOptions } from "../../training/fitOptions.ts";
import { commandFlags } from "../commandFlags.ts";
import { comparisonText, findingLines } from "../comparisonText.ts";
import { exitCodes } from "../exitCodes.ts";
import { Failure, failureOf } from "../failure.ts";
import { inFlags } from "../findingText.ts";
import { fitOptionsOf } from "../fitOptionsOf.ts";
import { interruption } from "../interruption.ts";
import { descriptionOf, type Loaded, loadTable } from "../loadTable.ts";
import { networkOf } from "../networkOf.ts";
import { outputErrors } from "../outputErrors.ts";
import { countedProgress } from "../progress.ts";
import { requireSettings } from "../requireSettings.ts";
import { requireWritable } from "../requireWritable.ts";
import { ResultFiles } from "../resultFiles.ts";
import { configurationName, readFlags, readSettings, type Settings } from "../settings.ts";
import { sourceOf } from "../source.ts";
import { bold, sayDocument, speaker } from "../speaker.ts";
import { standardError } from "../standardStreams.ts";
import { variedSettings } from "../variedSettings.ts";

/** What is asked for: the settings that all share, those of each variant, and how many seeds. */
interface Plan {
  readonly settings: Settings;
  readonly variants: Readonly<Record<string, Settings>>;
  readonly seeds: number;
  /** what the pictures' title calls the variants */
  readonly subject: string;
}

/** @throws {Failure} on flags that do not go together, and on all that settings may have wrong */
async function readPlan(data: string, flags: Readonly<Record<string, unknown>>): Promise<Plan> {
  const {
    seeds = commandFlags.compare.seeds.rule.fallback,
    vary,
    optimizers = commandFlags.compare.optimizers.shown,
  } = readFlags(commandFlags.compare, flags) as { seeds?: number; vary?: string; optimizers?: string };
  if (flags.optimizers !== undefined && vary !== undefined)
    throw new Failure("--vary: give either --optimizers or --vary, not both.");
  if (flags.optimizer !== undefined && vary === undefined)
    throw new Failure("--optimizer: it goes with --vary. To compare optimizers, give --optimizers sgd,adam.");
  const settings = await readSettings(flags);
  const read = { DATA: data, "--labels": settings.labels, "--config": configurationName(flags) };
  await requireWritable({ "--svg": settings.svg }, read);
  const variants = variedSettings(settings, optimizers, vary);
  for (const each of Object.values(variants)) requireSettings(each);
  return { settings, variants, seeds, subject: vary === undefined ? "optimizers" : vary.split("=")[0] };
}

/** Every variant with every seed, with progress, until a signal comes; what it cuts off is left out. */
async function runsOf({ settings, variants, seeds }: Plan, sets: Sets, { columns }: Loaded): Promise<VariantRun[]> {
  const spec = networkOf(settings, sets.train, columns);
  const named = Object.entries(variants).map(([name, each]): [string, Variant] => {
    const { seed: _, ...fit } = fitOptionsOf(each, sets.train, sets.validation);
    const { seed: __, ...network } = networkOf(each, sets.train, columns);
    return [name, { network, fit: fit as FitOptions }];
  });
  const runs: VariantRun[] = [];
  const bar = countedProgress(seeds * named.length, settings.json);
  const signal = interruption.beginTraining();
  try {
    for (let seed = settings.seed; seed < settings.seed + seeds; seed++) {
      for (const [name, variant] of named) {
        if (signal.aborted) return runs;
        bar.show(runs.length, `${name}, seed ${seed}`);
        const [run] = await runVariants(spec, sets, { [name]: variant }, [seed], { signal });
        if (run.reason !== "aborted") runs.push(run);
      }
    }
    return runs;
  } finally {
    bar.end();
  }
}

const figuresOf = (evaluation: Evaluation) => ({ loss: evaluation.loss, accuracy: evaluation.accuracy });

/** A run as the document has it. */
function runDocument({ train, validation, test, curve: _, diagnosis, ...run }: VariantRun): object {
  return {
    ...run,
    diagnosis: inFlags(diagnosis),
    train: figuresOf(train),
    ...(validation && { validation: figuresOf(validation) }),
    ...(test && { test: figuresOf(test) }),
  };
}

/** @returns the exit code */
export async function compareCommand(data: string, flags: Readonly<Record<string, unknown>>): Promise<number> {
  let table: string | undefined;
  let running = false;
  try {
    const plan = await readPlan(data, flags);
    const { svg, json, validation, test, seed } = plan.settings;
    if (svg !== undefined) outputErrors.filesAreResult();
    const source = await sourceOf(data);
    table = source.name;
    const { say } = speaker(json);
    const loaded = await loadTable(source, plan.settings);
    say(...descriptionOf(loaded), "");
    const sets: Sets = split(loaded.data, { validation, test, seed });
    running = true;
    const runs = await runsOf(plan, sets, loaded);
    const all = plan.seeds * Object.keys(plan.variants).length;
    const interrupted = runs.length < all;
    if (runs.length === 0) {
      standardError.lines("ravine: interrupted before a run had ended: a comparison keeps no checkpoint.");
      return exitCodes.interrupted;
    }
    const summaries = summariesOf(runs);
    const best = bestOf(summaries);
    const files = new ResultFiles();
    if (svg !== undefined) {
      const { compareSvg } = await import("../../report/compareSvg.ts");
      await files.write("svg", svg, () => compareSvg(runs, { title: `${data}: ${plan.subject} compared` }));
    }
    if (json) {
      const { rows, features, classes } = loaded.data;
      sayDocument({
        command: "compare",
        data: { rows, features, ...(classes && { classes }) },
        best,
        summaries,
        runs: runs.map(runDocument),
        files: files.paths,
      });
    } else {
      say(...comparisonText(summaries, best).map(bold), "");
      const lowest = `lowest ${sets.validation ? "validation" : "training"} loss`;
      const median = plan.seeds > 1 ? `, median of ${plan.seeds} seeds (lowest … highest)` : "";
      say(`* ${lowest}${median}; every seed: same initial weights, same batches`);
      if (interrupted) say(`interrupted after ${runs.length} of ${all} runs: the rest is missing here`);
      for (const line of findingLines(runs)) say(line);
      if (files.paths.svg !== undefined) say(`curves  ${files.paths.svg}`);
    }
    if (files.hasFailed) return exitCodes.failed;
    return interrupted ? exitCodes.interrupted : exitCodes.done;
  } catch (error) {
    throw failureOf(error, { names: { csv: table }, running });
  }
}
