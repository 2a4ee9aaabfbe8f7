// ConvNetJS: row by row with gradients summed over a batch, float64. Its published release has no Adam.
import { Batches, versionOf } from "./work.mjs";

export async function open(job) {
  const { Net, Trainer, Vol } = (await import("convnetjs")).default;
  const { widths, batch } = job;
  const net = new Net();
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: widths[0] },
    ...widths.slice(1, -1).map((units) => ({ type: "fc", num_neurons: units, activation: job.activation })),
    { type: "softmax", num_classes: Math.max(2, widths.at(-1)) },
  ]);
  const adam = job.optimizer === "adam";
  const method = adam
    ? { method: "adadelta", ro: 0.95, eps: 1e-6 }
    : { method: "sgd", learning_rate: 0.01, momentum: 0.9 };
  const trainer = new Trainer(net, { ...method, batch_size: batch, l2_decay: 0 });
  const batches = new Batches(job);
  const volume = new Vol(1, 1, widths[0], 0);
  const version = versionOf("convnetjs");
  if (job.predicts) {
    const run = (times) => {
      for (let i = 0; i < times; i++) {
        volume.w.set(batches.row(0));
        net.forward(volume);
      }
    };
    return { version, unit: 1, run };
  }
  const run = (steps) => {
    for (let i = 0; i < steps; i++)
      for (const r of batches.next()) {
        volume.w.set(batches.row(r));
        trainer.train(volume, batches.targets[r]);
      }
  };
  const notes = ["row by row, float64"];
  if (adam) notes.push("Adadelta for Adam");
  if (widths.at(-1) === 1) notes.push("two outputs, softmax");
  return { version, note: notes.join(", "), unit: batch, run };
}
