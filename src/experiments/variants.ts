// Trains one network per variant and seed from the same initial weights on the same batches. Knows no table and no picture.

import { Network } from "../api/network.ts";
import { OptionError } from "../core/errors.ts";
import { type Dataset, isDataset } from "../data/dataset.ts";
import { split } from "../data/split.ts";
import type { NetworkOptions } from "../network/spec.ts";
import type { Evaluation } from "../objective/evaluate.ts";
import type { Curve } from "../training/curve.ts";
import type { Diagnosis } from "../training/diagnosis.ts";
import type { FitOptions } from "../training/fitOptions.ts";
import type { Reason } from "../training/runState.ts";

/** The three sets, as `split` gives them; or one data set, which is then split. */
export interface Sets {
  readonly train: Dataset;
  readonly validation?: Dataset | undefined;
  readonly test?: Dataset | undefined;
}

/** The three sets of what a caller gave; with `validation` among the options, data alone is the training set. */
export function setsOf(where: string, data: Dataset | Sets, options: Pick<FitOptions, "validation" | "test">): Sets {
  const { validation, test } = options;
  if (isDataset(data)) return validation || test ? { train: data, validation, test } : split(data);
  const given = data as Partial<Sets> | null | undefined;
  if (isDataset(given?.train))
    return { train: given.train, validation: validation ?? given.validation, test: test ?? given.test };
  throw new OptionError({
    where: `${where}: data`,
    received: data,
    expected: "a data set, or { train, validation, test }",
  });
}

/** What differs between two runs. */
export interface Variant {
  readonly network?: Partial<NetworkOptions>;
  readonly fit?: FitOptions;
}

/** How one run ended; the figures are those of the weights it left. */
export interface VariantRun {
  readonly name: string;
  readonly seed: number;
  readonly reason: Reason;
  readonly steps: number;
  readonly curve: Curve;
  readonly train: Evaluation;
  readonly validation?: Evaluation;
  readonly test?: Evaluation;
  readonly diagnosis: readonly Diagnosis[];
  /** of the initial weights, and of the last */
  readonly initial: string;
  readonly fingerprint: string;
}

/** One run; the network is disposed of unless `keep` is true. */
export async function trainVariant(
  name: string,
  spec: NetworkOptions,
  { train, validation, test }: Sets,
  fit: FitOptions,
  keep = false,
): Promise<{ run: VariantRun; network: Network }> {
  const network = await Network.create(spec);
  try {
    const initial = network.fingerprint();
    const run = await network.fit(train, {
      ...fit,
      ...(validation && { validation }),
      ...(test && { test }),
    });
    const { curve, reason, steps, diagnosis } = run;
    const figures = {
      name,
      seed: spec.seed ?? 1,
      reason,
      steps,
      curve,
      train: network.evaluate(train),
      ...(validation && { validation: network.evaluate(validation) }),
      ...(test && { test: network.evaluate(test) }),
      diagnosis,
      initial,
      fingerprint: network.fingerprint(),
    };
    return { run: Object.freeze(figures), network };
  } finally {
    if (!keep) network.dispose();
  }
}

/** Every variant with every seed, seed by seed. */
export async function runVariants(
  spec: NetworkOptions,
  sets: Sets,
  variants: Readonly<Record<string, Variant>>,
  seeds: readonly number[],
  fit: FitOptions,
): Promise<VariantRun[]> {
  const runs: VariantRun[] = [];
  for (const seed of seeds) {
    for (const [name, variant] of Object.entries(variants)) {
      const options = { ...fit, seed, ...variant.fit };
      const { run } = await trainVariant(name, { ...spec, seed, ...variant.network }, sets, options);
      runs.push(run);
    }
  }
  return runs;
}

/** Middle and spread of one figure over the seeds. */
export interface Spread {
  readonly mean: number;
  readonly median: number;
  /** with 1/(n − 1); 0 for one seed */
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
}

/** Figures of one variant over all seeds. */
export interface VariantSummary {
  readonly name: string;
  readonly runs: number;
  readonly steps: Spread;
  readonly trainLoss: Spread;
  readonly validationLoss?: Spread;
  readonly validationAccuracy?: Spread;
  readonly testLoss?: Spread;
  readonly testAccuracy?: Spread;
}

/** Middle and spread of numbers, of which there is at least one. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return {
    mean,
    median: (sorted[(count - 1) >> 1] + sorted[count >> 1]) / 2,
    deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0,
    least: sorted[0],
    most: sorted[count - 1],
  };
}

/** One summary per variant, in the order of their first runs. */
export function summariesOf(runs: readonly VariantRun[]): VariantSummary[] {
  const names = [...new Set(runs.map(({ name }) => name))];
  return names.map((name) => {
    const own = runs.filter((run) => run.name === name);
    const spread = <K extends string>(key: K, of: (run: VariantRun) => number | undefined) => {
      const values = own.map(of).filter((value) => value !== undefined);
      return (values.length === own.length ? { [key]: spreadOf(values) } : {}) as { [k in K]?: Spread };
    };
    return {
      name,
      runs: own.length,
      steps: spreadOf(own.map(({ steps }) => steps)),
      trainLoss: spreadOf(own.map(({ train }) => train.loss)),
      ...spread("validationLoss", ({ validation }) => validation?.loss),
      ...spread("validationAccuracy", ({ validation }) => validation?.accuracy),
      ...spread("testLoss", ({ test }) => test?.loss),
      ...spread("testAccuracy", ({ test }) => test?.accuracy),
    };
  });
}
