// Architectures by validation: how many layers, how many units, which activation.

import { type Activation, readActivation } from "../activations/activations.ts";
import type { Network } from "../api/network.ts";
import { OptionError } from "../core/errors.ts";
import { checked, seed as seedRule, value, whole } from "../core/options.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Sets } from "../data/split.ts";
import { standardizer } from "../data/standardizer.ts";
import { dense } from "../layers/dense.ts";
import type { NetworkOptions } from "../network/spec.ts";
import { SEARCH } from "../numbers/purposes.ts";
import { Stream } from "../numbers/random.ts";
import { adam } from "../optimizers/adam.ts";
import { type FitOptions, fitRules } from "../training/fitOptions.ts";
import { trainVariant, type VariantRun } from "./runVariants.ts";
import { setsOf } from "./setsOf.ts";

export interface SearchOptions extends Omit<FitOptions, "seed" | "checkpointEvery"> {
  /** units of the hidden layers of each architecture; [] is a linear one */
  readonly hidden?: readonly (readonly number[])[];
  readonly activations?: readonly (string | Activation)[];
  /** how many are tried; default all combinations */
  readonly trials?: number;
  /** of the choice, the initial weights and the orders; default 1 */
  readonly seed?: number;
}

/**
 * One trained architecture. `(await Network.create(network)).fit(train, { ...fit, validation })` gives its fingerprint again, with the
 * search's training and validation sets: those of `split(data)` where it was given one data set.
 */
export interface Trial extends Omit<VariantRun, "name" | "test"> {
  readonly hidden: readonly number[];
  readonly activation: string;
  readonly parameters: number;
  readonly network: NetworkOptions;
  readonly fit: FitOptions;
}

export interface SearchResult {
  /** the trial with the lowest validation loss (of equals the one with fewer weights), its trained network, and its figures on the test set, which chose nothing */
  readonly best: Trial & { readonly trained: Network; readonly test?: VariantRun["test"] };
  /** in the order in which they were tried */
  readonly trials: readonly Trial[];
}

const isUnits = (n: unknown) => Number.isInteger(n) && (n as number) >= 1;
const isHidden = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every((units) => Array.isArray(units) && units.every(isUnits));
const rules = {
  hidden: value<readonly (readonly number[])[]>(
    [[16], [64], [128], [32, 16], [64, 32]],
    "arrays of units per hidden layer, such as [[16], [32, 16]]",
    isHidden,
  ),
  activations: value<readonly (string | Activation)[]>(
    ["relu", "tanh"],
    'activations, such as ["relu", "tanh"]',
    (value) => Array.isArray(value) && value.length > 0,
  ),
  trials: whole(undefined),
  seed: seedRule(1),
};

/**
 * Trains architectures and chooses by the validation set. Inputs, and the targets of a regression, are standardised with the
 * training set's figures; the loss follows from the data. Early stopping with a patience of 10 and at most 100 epochs unless
 * the options say otherwise.
 *
 * @param data                 a data set, which is split 70 : 15 : 15, or { train, validation, test }
 * @param options.hidden       default [[16], [64], [128], [32, 16], [64, 32]]
 * @param options.activations  default ["relu", "tanh"]
 * @param options.trials       how many of the combinations, drawn by the seed without repetition; more than there are begin
 *   again with the next seed; default all once
 * @param options.seed         default 1; all else is as in `fit`
 * @returns the best trial with its trained network, and all trials, each with what reproduces it
 * @throws {OptionError} on an unknown option or activation, or data without a validation set
 * @example const { best } = await search(await builtin("iris"), { hidden: [[8], [16, 8]], activations: ["relu", "tanh"], trials: 4 });
 */
export async function search(data: Dataset | Sets, options: SearchOptions = {}): Promise<SearchResult> {
  const { checkpointEvery: _, ...fitting } = fitRules;
  const read = checked("search", options, { ...fitting, ...rules });
  const { hidden, activations, trials, seed, ...fitOptions } = options;
  const sets = setsOf("search", data, fitOptions);
  const { train, validation, test } = sets;
  if (validation === undefined)
    throw new OptionError({ where: "search: data", expected: "a validation set, which chooses between architectures" });
  const names = read.activations.map((one) => readActivation("search.activations", one));
  const all = read.hidden.flatMap((units) =>
    (units.length === 0 ? names.slice(0, 1) : names).map((activation) => ({ units, activation })),
  );
  const first = read.seed ?? 1;
  const outputs = train.classes?.length ?? train.outputs;
  const spec = {
    inputs: train.features,
    loss: train.classes ? "softmaxCrossEntropy" : "meanSquaredError",
    standardizer: standardizer(train, { targets: train.classes === undefined }),
  };
  const done: Trial[] = [];
  let best: { trial: Trial; network: Network; test: VariantRun["test"] } | undefined;
  const wanted = read.trials ?? all.length;
  for (let round = 0; done.length < wanted; round++) {
    const order = new Stream(first, SEARCH, round).permutation(all.length);
    const chosen = wanted >= all.length * (round + 1) ? [...all.keys()] : [...order];
    for (const index of chosen.slice(0, wanted - done.length)) {
      const { units, activation } = all[index];
      const layers = [...units.map((n) => dense(n, { activation })), dense(outputs)];
      const architecture = { ...spec, layers, seed: first + round };
      const fit: FitOptions = {
        optimizer: adam({ learningRate: 0.003 }),
        epochs: 100,
        earlyStopping: { patience: 10 },
        ...fitOptions,
        seed: first + round,
      };
      const { run, network } = await trainVariant("", architecture, { train, validation, test }, fit, true);
      const { name: _, test: tested, ...figures } = run;
      const parameters = network.parameters.length;
      const trial = Object.freeze({
        hidden: units,
        activation: activation.name,
        parameters,
        network: architecture,
        fit,
        ...figures,
      });
      done.push(trial);
      if (best === undefined || isBetter(trial, best.trial)) {
        best?.network.dispose();
        best = { trial, network, test: tested };
      } else network.dispose();
    }
  }
  const { trial, network, test: tested } = best as NonNullable<typeof best>;
  return Object.freeze({ best: { ...trial, trained: network, ...(tested && { test: tested }) }, trials: done });
}

function isBetter(a: Trial, b: Trial): boolean {
  const loss = ({ validation }: Trial) => {
    const value = validation?.loss ?? Number.NaN;
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
  };
  return loss(a) === loss(b) ? a.parameters < b.parameters : loss(a) < loss(b);
}
