// brain.js: trains row by row with a squared loss and one activation for all layers. Has no batches.
import { Batches, versionOf } from "./work.mjs";

export async function open(job) {
  const module = await import("brain.js");
  const { NeuralNetwork } = module.default ?? module;
  const adam = job.optimizer === "adam";
  const activation = job.activation === "tanh" ? "tanh" : "sigmoid";
  const training = { iterations: 1, errorThresh: 1e-12, learningRate: adam ? 0.001 : 0.01, momentum: adam ? 0.1 : 0.9 };
  if (adam) training.praxis = "adam";
  const net = new NeuralNetwork({
    inputSize: job.widths[0],
    outputSize: job.widths.at(-1),
    hiddenLayers: job.widths.slice(1, -1),
    activation,
    ...training,
  });
  const batches = new Batches(job);
  // Plain arrays: typed ones make brain.js build tables of keys.
  const table = Array.from({ length: job.rows }, (_, r) => ({
    input: Array.from(batches.row(r)),
    output: batches.target(r),
  }));
  const version = versionOf("brain.js");
  if (job.predicts) {
    net.train(table.slice(0, 1), training);
    const run = (times) => {
      for (let i = 0; i < times; i++) net.run(table[0].input);
    };
    return { version, unit: 1, run };
  }
  const run = (steps) => {
    const rows = [];
    for (let i = 0; i < steps; i++) for (const r of batches.next()) rows.push(table[r]);
    net.train(rows, training);
  };
  const note = `row by row, squared loss, ${activation} on all layers, ${adam ? "Adam" : "momentum"}`;
  return { version, note, unit: job.batch, run };
}
