// A fresh process from its start to the first trained step, beside an empty one.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./compile.mjs";
import { figures } from "./measure.mjs";

const trained = `
import { adam, dataset, dense, Network } from "${pathToFileURL(resolve(root, "build/index.js"))}";
const inputs = new Float32Array(32 * 784).fill(0.5);
const targets = new Float32Array(32 * 10).fill(0.1);
const train = dataset({ inputs, targets, features: 784, outputs: 10 });
const layers = [dense(128, { activation: "relu" }), dense(10)];
const network = await Network.create({ inputs: 784, layers, loss: "meanSquaredError" });
const run = await network.fit(train, { optimizer: adam(), steps: 1, evaluateEvery: false });
if (run.steps !== 1) process.exit(1);
`;

export function start(rounds = 12) {
  const seconds = { empty: [], trained: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [name, text] of Object.entries({ empty: "", trained })) {
      const begun = performance.now();
      const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", text]);
      if (status !== 0) throw new Error(String(stderr));
      seconds[name].push((performance.now() - begun) / 1000);
    }
  }
  const [empty, trained] = [figures(seconds.empty), figures(seconds.trained)];
  return {
    emptyMilliseconds: 1000 * empty.fastest,
    trainedMilliseconds: 1000 * trained.fastest,
    ratio: trained.fastest / empty.fastest,
    medians: trained.median / empty.median,
  };
}
