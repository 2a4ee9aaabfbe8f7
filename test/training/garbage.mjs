// Trains a tiny network for many steps and says how many bytes of JavaScript's heap that took. Run by garbage.test.ts in a process
// of its own, with --expose-gc.

// a clock that stands still: how a run is cut into slices is the same on every machine then, however busy
performance.now = () => 0;
const { dataset, dense, Network, sgd } = await import("../../build/index.js");

const rows = 4096;
const inputs = Float32Array.from({ length: 2 * rows }, (_, i) => ((i * 37) % 101) / 101 - 0.5);
const targets = Float32Array.from({ length: rows }, (_, r) => r % 2);
const train = dataset({ inputs, targets, features: 2, classes: ["a", "b"] });
const layers = [dense(16, { activation: "tanh" }), dense(16, { activation: "tanh" }), dense(2)];
const network = await Network.create({ inputs: 2, layers, loss: "softmaxCrossEntropy" });

/** Bytes of the heap that a fit over `epochs` of `steps` allocates; nothing is collected meanwhile: the young space is large. */
async function allocated(batchSize, epochs) {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const optimizer = sgd({ learningRate: 0.01, momentum: 0.9 });
  const run = await network.fit(train, { optimizer, batchSize, epochs, evaluateEvery: false, shuffle: false });
  return { bytes: process.memoryUsage().heapUsed - before, steps: run.steps };
}

await allocated(16, 40); // until everything is compiled
// as many epochs, sixteen times as many steps
const rounds = [];
for (let round = 0; round < 5; round++) {
  const few = await allocated(256, 400);
  const many = await allocated(16, 400);
  rounds.push((many.bytes - few.bytes) / (many.steps - few.steps));
}
console.log(JSON.stringify({ bytesPerStep: Math.min(...rounds), rounds }));
