// Healthy runs say nothing: 20 seeds of four data sets, with early stopping as the command line has it, and without.
import { describe, expect, test } from "vitest";
import {
  adam,
  builtin,
  dense,
  type FitOptions,
  halveEvery,
  Network,
  sgd,
  split,
  standardizer,
} from "../../src/index.ts";

const SEEDS = 20;
const settings: Record<string, FitOptions> = {
  "adam with early stopping": {
    optimizer: adam({ learningRate: 0.003 }),
    epochs: 100,
    earlyStopping: { patience: 30 },
  },
  "momentum with a schedule": {
    optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
    schedule: halveEvery(10),
    epochs: 40,
    earlyStopping: { patience: 5 },
  },
  "adam for 30 epochs": { optimizer: adam({ learningRate: 0.003 }) },
};

describe.each(Object.entries(settings))("%s", (_, options) => {
  test.each(["iris", "wine", "breastCancer", "digits"] as const)(`20 seeds of %s have no finding`, async (name) => {
    const data = await builtin(name);
    const found: string[] = [];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { train, validation, test } = split(data, { seed });
      const network = await Network.create({
        inputs: data.features,
        layers: [dense(64, { activation: "relu" }), dense(data.classes?.length ?? 1)],
        loss: "softmaxCrossEntropy",
        standardizer: standardizer(train),
        seed,
      });
      const run = await network.fit(train, { ...options, validation, test, seed });
      found.push(...run.diagnosis.map(({ kind, message }) => `seed ${seed}: ${kind}: ${message}`));
      network.dispose();
    }
    expect(found).toEqual([]);
  });
});
