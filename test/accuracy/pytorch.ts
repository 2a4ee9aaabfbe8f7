// Data, splits, optimizers and settings of reference_accuracy.json in our names, and trainings after them. Expects nothing.

import { Network } from "../../src/api/network.ts";
import { type BuiltinName, builtin } from "../../src/data/builtin.ts";
import { type Dataset, dataset } from "../../src/data/dataset.ts";
import { standardizer } from "../../src/data/standardizer.ts";
import { subset } from "../../src/data/subset.ts";
import { dense } from "../../src/layers/dense.ts";
import type { Optimizer } from "../../src/optimizers/optimizer.ts";
import { optimizerFromJSON } from "../../src/optimizers/optimizerFromJSON.ts";
import { golden } from "../support/golden.ts";

export type Name = "iris" | "wine" | "breast_cancer" | "digits" | "diabetes";

export interface Setting {
  readonly id: string;
  readonly library: string;
  readonly dataset: Name;
  readonly config: {
    readonly sizes: number[];
    readonly activation: string;
    readonly init: string;
    readonly optimizer: { readonly name: string; readonly lr: number } & Record<string, number | boolean | string>;
    readonly batch: number;
    readonly epochs: number;
  };
  readonly runs: Figures[];
}

/** Of one seed, after the last epoch; accuracy for classes, r2 for values. */
export interface Figures {
  readonly train_loss: number;
  readonly test_loss: number;
  readonly train_acc?: number;
  readonly test_acc?: number;
  readonly test_r2?: number;
}

interface Split {
  readonly scaling: string;
  readonly target_scaling: string | null;
  readonly test_rows: number[];
  readonly n_train: number;
  readonly n_test: number;
}

const file = golden<{ splits: Record<Name, Split>; cases: Setting[] }>("reference_accuracy.json");
export const splits = file.splits;
export const settings = file.cases.filter(({ library }) => library === "torch");

const builtinNames: Readonly<Record<Name, BuiltinName>> = {
  iris: "iris",
  wine: "wine",
  breast_cancer: "breastCancer",
  digits: "digits",
  diabetes: "diabetes",
};
export const builtinName = (name: Name): BuiltinName => builtinNames[name];

/** The two sets, scaled as the file says. */
export async function readSplit(name: Name): Promise<{ train: Dataset; test: Dataset }> {
  const all = await builtin(builtinName(name));
  const { scaling, target_scaling, test_rows } = splits[name];
  const held = new Set(test_rows);
  const rows = Array.from({ length: all.rows }, (_, row) => row);
  const train = subset(
    all,
    rows.filter((row) => !held.has(row)),
  );
  const test = subset(all, test_rows);
  if (scaling === "divide by 16") return { train: divided(train, 16), test: divided(test, 16) };
  if (!scaling.startsWith("(x-mean)/sd of the training rows")) throw new Error(`unknown scaling: ${scaling}`);
  const scale = standardizer(train, { targets: target_scaling !== null });
  return { train: scale.apply(train), test: scale.apply(test) };
}

function divided(data: Dataset, by: number): Dataset {
  const { inputs, targets, features, classes } = data;
  return dataset({ inputs: inputs.map((x) => x / by), targets, features, ...(classes && { classes }) });
}

/** Our names of PyTorch's hyperparameters; what is not given has the same default in both. */
const ours: Readonly<Record<string, string>> = {
  momentum: "momentum",
  nesterov: "nesterov",
  rho: "rho",
  alpha: "rho",
  eps: "epsilon",
  weight_decay: "weightDecay",
};

export function optimizerOf({ name, lr, ...hyper }: Setting["config"]["optimizer"]): Optimizer {
  const options = Object.entries(hyper).map(([key, value]) => {
    if (!Object.hasOwn(ours, key)) throw new Error(`${name} has a hyperparameter ${key} that is not read`);
    return [ours[key], value];
  });
  const form = name === "SGD" ? { form: "pytorch" } : {};
  return optimizerFromJSON(name.toLowerCase(), { learningRate: lr, ...form, ...Object.fromEntries(options) });
}

/** Trains once; the seed chooses initial weights and orders. `change` overrides the setting. */
export async function trained(
  setting: Setting,
  sets: { train: Dataset; test: Dataset },
  seed: number,
  change: Partial<Setting["config"]> = {},
): Promise<Figures> {
  const { sizes, activation, init: initializer, optimizer, batch, epochs } = { ...setting.config, ...change };
  const classes = sets.train.classes !== undefined;
  const last = sizes.length - 1;
  const layers = sizes
    .slice(1)
    .map((units, i) => dense(units, i + 1 < last ? { activation, initializer } : { initializer }));
  const loss = classes ? "softmaxCrossEntropy" : "meanSquaredError";
  const network = await Network.create({ inputs: sizes[0], layers, loss, seed });
  const options = { optimizer: optimizerOf(optimizer), batchSize: batch, epochs, seed, evaluateEvery: false } as const;
  await network.fit(sets.train, options);
  const train = network.evaluate(sets.train);
  const test = network.evaluate(sets.test);
  network.dispose();
  const losses = { train_loss: train.loss, test_loss: test.loss };
  if (!classes) return { ...losses, test_r2: 1 - test.loss / variance(sets.test.targets) };
  return { ...losses, train_acc: train.accuracy, test_acc: test.accuracy };
}

function variance(values: Float32Array): number {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
}
