// Small networks and runs whose files the tests read, alter and damage.
import { type CompiledCore, dataset, dense, dropout, type FitOptions, Network, standardizer } from "../../src/index.ts";
import { noise } from "../support/numbers.ts";

/** 23 rows of three features in three classes. */
export const table = dataset({ inputs: noise(69, 3), features: 3, targets: [..."abcacbbcaabcbcacbabccab"] });
export const validation = dataset({ inputs: noise(27, 4), features: 3, targets: [..."abcabcabc"] });

export const sampleNetwork = (core?: CompiledCore) =>
  Network.create({
    inputs: 3,
    layers: [dense(4, { activation: "tanh", l2: 0.01 }), dropout({ keep: 0.7 }), dense(3)],
    loss: "softmaxCrossEntropy",
    standardizer: standardizer(table),
    classes: ["a", "b", "c"],
    ...(core && { core }),
  });

export const sampleOptions: FitOptions = { validation, epochs: 4, batchSize: 5, earlyStopping: { patience: 9 } };

/** A model's file and the checkpoint of a run that was cut at step 7 of 20. */
export async function sampleFiles(): Promise<{ model: Uint8Array; checkpoint: Uint8Array }> {
  const network = await sampleNetwork();
  const run = await network.fit(table, { ...sampleOptions, steps: 7 });
  return { model: network.save(), checkpoint: run.checkpoint() };
}
