// TensorFlow.js on its WebAssembly backend, one thread, with a gradient of our own for dense layers.
import { fileURLToPath } from "node:url";
import { Batches, parameters, versionOf } from "./work.mjs";

export async function open(job) {
  const module = await import("@tensorflow/tfjs");
  const tf = module.default ?? module;
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(fileURLToPath(new URL("node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/", import.meta.url)));
  await tf.setBackend("wasm");
  await tf.ready();

  const layers = parameters(job).map(({ inputs, units, weights, biases }) => ({
    w: tf.variable(tf.tensor2d(weights, [inputs, units])),
    b: tf.variable(tf.tensor1d(biases)),
  }));
  // As shipped, the gradient multiplies transposed operands, for which the backend takes its slow product: transposed first, it takes the fast one.
  const dense = tf.customGrad((x, w, b, save) => {
    save([x, w]);
    const gradFunc = (dy, [input, weights]) => [
      tf.matMul(dy, tf.transpose(weights)),
      tf.matMul(tf.transpose(input), dy),
      tf.sum(dy, 0),
    ];
    return { value: tf.fused.matMul({ a: x, b: w, bias: b }), gradFunc };
  });
  const activation = job.activation === "relu" ? tf.relu : tf.tanh;
  const forward = (input) =>
    layers.reduce((x, { w, b }, l) => {
      const z = dense(x, w, b);
      return l < layers.length - 1 ? activation(z) : z;
    }, input);

  const batches = new Batches(job);
  const version = versionOf("@tensorflow/tfjs");
  if (job.predicts) {
    const run = (times) => {
      for (let i = 0; i < times; i++)
        tf.tidy(() => tf.softmax(forward(tf.tensor2d(batches.row(0), [1, batches.width]))).dataSync());
    };
    return { version, unit: 1, run };
  }
  const optimizer = job.optimizer === "adam" ? tf.train.adam(0.001, 0.9, 0.999, 1e-8) : tf.train.momentum(0.01, 0.9);
  const loss = batches.outputs === 1 ? tf.losses.sigmoidCrossEntropy : tf.losses.softmaxCrossEntropy;
  const run = (steps) => {
    for (let i = 0; i < steps; i++) {
      const { x, y } = batches.gather();
      tf.tidy(() => {
        const inputs = tf.tensor2d(x, [job.batch, batches.width]);
        const targets = tf.tensor2d(y, [job.batch, batches.outputs]);
        optimizer.minimize(() => loss(targets, forward(inputs)));
      });
    }
  };
  return { version, note: "dense gradient of our own, which is faster than the shipped one", unit: job.batch, run };
}
