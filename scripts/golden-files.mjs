// Writes test/golden/files: a model and a checkpoint as this version saves them, and what they must go on to say in later ones.
// A new version of the format adds files under its own number and leaves the older ones as they are.
//   node scripts/golden-files.mjs
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = new URL("../test/golden/files/", import.meta.url);
const outfile = fileURLToPath(new URL("../build/golden/ravine.mjs", import.meta.url));
await build({
  entryPoints: ["src/index.ts"],
  absWorkingDir: root,
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
});
const ravine = await import(outfile);

const VERSION = 1;
if (existsSync(new URL(`model-${VERSION}.safetensors`, folder)))
  throw new Error(`Version ${VERSION} is there already.`);

const cities = ["Oslo", "Rom", "Wien"];
const line = (i) => `${(i * 7) % 23},${cities[i % 3]},${((i * 37) % 100) / 16},${(i * 7) % 23 > 11 ? "no" : "yes"}`;
const table = ["age,city,income,buys", ...Array.from({ length: 40 }, (_, i) => line(i)), ",Rom,1,yes"].join("\n");
const { data, columns } = await ravine.csv(`${table}\n`, { target: "buys", missing: "mean" });
const { train, validation } = ravine.split(data, { validation: 0.2, test: 0, seed: 1 });
const { dense, dropout, leakyRelu, Network } = ravine;
const network = await Network.create({
  inputs: data.features,
  layers: [dense(4, { activation: leakyRelu({ slope: 0.1 }), l1: 0.001 }), dropout({ keep: 0.8 }), dense(2)],
  loss: ravine.softmaxCrossEntropy({ labelSmoothing: 0.1 }),
  l2: 0.01,
  seed: 5,
  standardizer: ravine.standardizer(train),
  columns,
});
const optimizer = ravine.adam({ learningRate: 0.02, amsgrad: true });
const schedule = ravine.warmup({ length: 2, then: ravine.cosine({ length: 8 }) });
const run = await network.fit(train, {
  validation,
  optimizer,
  schedule,
  epochs: 9,
  steps: 17,
  batchSize: 8,
  earlyStopping: { patience: 4 },
  classWeights: "balanced",
  clip: { norm: 1 },
});
const resumed = await ravine.resume(run.checkpoint(), train, { validation });

mkdirSync(folder, { recursive: true });
const file = (name) => new URL(`${name}-${VERSION}`, folder);
writeFileSync(new URL(`${file("model")}.safetensors`), network.save());
writeFileSync(new URL(`${file("checkpoint")}.safetensors`), run.checkpoint());
const expected = {
  table,
  fingerprint: network.fingerprint(),
  predictions: [...network.predict(data.inputs)],
  resumed: { fingerprint: resumed.network.fingerprint(), steps: resumed.steps, reason: resumed.reason },
};
writeFileSync(new URL(`${file("expected")}.json`), `${JSON.stringify(expected, null, 1)}\n`);
