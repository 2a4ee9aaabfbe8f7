// Optimizers on the user's own problem, side by side.
import { OptionError } from "../core/errors.ts";
import { checked, seed, value, whole } from "../core/options.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Sets } from "../data/split.ts";
import type { NetworkOptions } from "../network/spec.ts";
import { isOptimizer, type Optimizer } from "../optimizers/optimizer.ts";
import { type FitOptions, fitRules } from "../training/fitOptions.ts";
import { runVariants, type VariantRun } from "./runVariants.ts";
import { setsOf } from "./setsOf.ts";
import { summariesOf, type VariantSummary } from "./summariesOf.ts";

/** Optimizers by any name, how many seeds, and what `fit` takes beside but `checkpointEvery`: a checkpoint does not say whose it is. */
export interface CompareOptions extends Omit<FitOptions, "optimizer" | "seed" | "checkpointEvery"> {
  readonly optimizers: Readonly<Record<string, Optimizer>>;
  /** how many seeds, from the spec's own (default 1) upwards; default 1 */
  readonly seeds?: number;
}

export interface Comparison {
  /** one per optimizer and seed, seed by seed */
  readonly runs: readonly VariantRun[];
  /** one per optimizer, over the seeds */
  readonly summaries: readonly VariantSummary[];
  /** the name whose median validation loss is lowest; the training loss decides where there is no validation */
  readonly best: string;
}

const isOptimizers = (value: unknown) =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).length > 0 &&
  Object.values(value).every(isOptimizer);
const rules = {
  optimizers: value<unknown>(undefined, "optimizers by name, such as { sgd: sgd(), adam: adam() }", isOptimizers),
  seeds: whole<number>(1),
};

/** The name of the lowest median of validation loss, or of training loss. */
export function bestOf(summaries: readonly VariantSummary[]): string {
  const loss = ({ validationLoss, trainLoss }: VariantSummary) => {
    const { median } = validationLoss ?? trainLoss;
    return Number.isFinite(median) ? median : Number.POSITIVE_INFINITY;
  };
  return summaries.reduce((a, b) => (loss(b) < loss(a) ? b : a)).name;
}

/**
 * Trains the same network with each optimizer: from the same initial weights, on the same batches. Which is best depends on
 * the problem, and with several seeds it shows how much on chance.
 *
 * @param spec                as for Network.create; its `seed` is the first one
 * @param data                { train, validation, test }, or a data set that is split 70 : 15 : 15; with `validation` among the
 *   options it is the training set
 * @param options.optimizers  by any name, at least one
 * @param options.seeds       how many, ≥ 1; default 1. A seed gives initial weights, orders and dropout masks
 * @returns every run with its curve, summaries over the seeds, and the best name by median validation loss
 * @throws {OptionError} without optimizers, on an unknown option, and as Network.create and fit
 * @example const { best, summaries } = await compare(spec, split(data), { optimizers: { sgd: sgd(), adam: adam() }, seeds: 5, epochs: 20 });
 */
export async function compare(
  spec: NetworkOptions,
  data: Dataset | Sets,
  options: CompareOptions,
): Promise<Comparison> {
  const { optimizers, seeds, ...fit } = options ?? {};
  const { optimizer: _, seed: __, checkpointEvery: ___, ...fitting } = fitRules;
  checked("compare", options, { ...rules, ...fitting });
  if (optimizers === undefined)
    throw new OptionError({ where: "compare.optimizers", received: optimizers, expected: rules.optimizers.expected });
  const { seed: first } = checked("Network", { seed: spec?.seed }, { seed: seed() });
  const variants = Object.fromEntries(
    Object.entries(optimizers).map(([name, optimizer]) => [name, { fit: { optimizer } }]),
  );
  const counted = Array.from({ length: seeds ?? 1 }, (_, i) => first + i);
  const runs = await runVariants(spec, setsOf("compare", data, fit), variants, counted, fit);
  const summaries = summariesOf(runs);
  return Object.freeze({ runs, summaries, best: bestOf(summaries) });
}
