// synaptic: neurons as objects, trained row by row. Has no batches, no Adam and no cross-entropy.
import { Batches, versionOf } from "./work.mjs";

export async function open(job) {
  if (job.widths[0] > 100) throw new Error("784-128-10 is not built within a minute: one object per connection");
  const module = await import("synaptic");
  const { Architect, Neuron } = module.default ?? module;
  const net = new Architect.Perceptron(...job.widths);
  const squash = job.activation === "tanh" ? Neuron.squash.TANH : Neuron.squash.LOGISTIC;
  for (const layer of net.layers.hidden) layer.set({ squash });
  const batches = new Batches(job);
  const inputs = Array.from({ length: job.rows }, (_, r) => Array.from(batches.row(r)));
  const targets = inputs.map((_, r) => batches.target(r));
  const run = (steps) => {
    for (let i = 0; i < steps; i++)
      for (const r of batches.next()) {
        net.activate(inputs[r]);
        net.propagate(0.1, targets[r]);
      }
  };
  const hidden = job.activation === "tanh" ? "tanh" : "sigmoid for ReLU";
  return {
    version: versionOf("synaptic"),
    note: `row by row, plain descent, squared loss, ${hidden}`,
    unit: job.batch,
    run,
  };
}
