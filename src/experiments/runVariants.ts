// Trains one network per variant and seed from the same initial weights on the same batches.

import { Network } from "../api/network.ts";
import type { Sets } from "../data/split.ts";
import type { NetworkOptions } from "../network/spec.ts";
import type { Evaluation } from "../objective/evaluate.ts";
import type { Curve } from "../training/curve.ts";
import type { Diagnosis } from "../training/diagnosis.ts";
import type { FitOptions } from "../training/fitOptions.ts";
import type { Reason } from "../training/runState.ts";

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
