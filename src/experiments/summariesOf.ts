// Figures of variants over their seeds: middle and spread.
import type { VariantRun } from "./runVariants.ts";

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
    const group = runs.filter((run) => run.name === name);
    const spread = <K extends string>(key: K, of: (run: VariantRun) => number | undefined) => {
      const values = group.map(of).filter((value) => value !== undefined);
      return (values.length === group.length ? { [key]: spreadOf(values) } : {}) as { [k in K]?: Spread };
    };
    return {
      name,
      runs: group.length,
      steps: spreadOf(group.map(({ steps }) => steps)),
      trainLoss: spreadOf(group.map(({ train }) => train.loss)),
      ...spread("validationLoss", ({ validation }) => validation?.loss),
      ...spread("validationAccuracy", ({ validation }) => validation?.accuracy),
      ...spread("testLoss", ({ test }) => test?.loss),
      ...spread("testAccuracy", ({ test }) => test?.accuracy),
    };
  });
}
