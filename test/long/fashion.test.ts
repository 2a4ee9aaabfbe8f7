// Fashion-MNIST trained as PyTorch did, in the four settings of fashion_mnist.json: test accuracies of several seeds agree.
//   npm run test:long
//   RAVINE_FASHION=DIR    where the four files are; default Debian's place
//   RAVINE_SEEDS=N        seeds per setting, at least 3; default as many as PyTorch's
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { adam, type Dataset, dense, dropout, idx, type LayerDescription, Network, sgd } from "../../src/index.ts";
import { compared, sampleOf } from "../accuracy/agreement.ts";
import { golden } from "../support/golden.ts";

interface Setting {
  readonly id: string;
  readonly config: {
    readonly sizes: number[];
    readonly act: string;
    readonly opt: "adam" | "sgd";
    readonly lr: number;
    readonly batch: number;
    readonly epochs: number;
    /** probabilities to keep [inputs, hidden units] */
    readonly keep: [number, number];
    readonly init: string;
  };
  readonly runs: { readonly test_acc_per_epoch: number[]; readonly train_acc: number }[];
}

const folder = process.env.RAVINE_FASHION ?? "/usr/share/datasets/fashion-mnist";
const pathOf = (name: string) =>
  [name, `${name}.gz`].map((file) => join(folder, file)).find((path) => existsSync(path));
const names = ["images-idx3", "labels-idx1"].flatMap((part) => [`train-${part}-ubyte`, `t10k-${part}-ubyte`]);
const missing = names.filter((name) => pathOf(name) === undefined);
const absent = missing.length > 0;
const notice = `skipped, since ${folder} has no ${missing.join(", ")}: apt-get install dataset-fashion-mnist, or set RAVINE_FASHION`;
if (absent) console.warn(`Fashion-MNIST: ${notice}`);

const wanted = process.env.RAVINE_SEEDS === undefined ? undefined : Number(process.env.RAVINE_SEEDS);
if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 3))
  throw new Error(`RAVINE_SEEDS is ${process.env.RAVINE_SEEDS}, expected a whole number ≥ 3`);

const read = (set: "train" | "t10k"): Promise<Dataset> => {
  const [images, labels] = ["images-idx3", "labels-idx1"].map((part) =>
    readFileSync(pathOf(`${set}-${part}-ubyte`) ?? ""),
  );
  return idx(images, labels);
};

function layersOf({ sizes, act, keep, init }: Setting["config"]): LayerDescription[] {
  const dropped = (share: number) => (share < 1 ? [dropout({ keep: share })] : []);
  const hidden = sizes
    .slice(1, -1)
    .flatMap((units) => [dense(units, { activation: act, initializer: init }), ...dropped(keep[1])]);
  return [...dropped(keep[0]), ...hidden, dense(sizes[sizes.length - 1], { initializer: init })];
}

async function trained(config: Setting["config"], seed: number, train: Dataset, held: Dataset) {
  const { sizes, lr: learningRate, batch, epochs, opt } = config;
  const network = await Network.create({
    inputs: sizes[0],
    layers: layersOf(config),
    loss: "softmaxCrossEntropy",
    seed,
  });
  const optimizer = opt === "adam" ? adam({ learningRate }) : sgd({ learningRate });
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await network.fit(train, { optimizer, epochs, batchSize: batch, seed, evaluateEvery: false });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = (user + system) / 1e6;
  const figures = { test: network.evaluate(held), train: network.evaluate(train), seconds, cpuSeconds };
  network.dispose();
  return figures;
}

describe(absent ? `Fashion-MNIST: ${notice}` : "Fashion-MNIST", () => {
  const settings = golden<{ cases: Setting[] }>("fashion_mnist.json").cases;
  test.skipIf(absent).each(settings.map((setting) => [setting.id, setting] as const))(
    "%s: mean test accuracies differ by at most four standard errors and one image",
    async (id, { config, runs }) => {
      const [train, held] = await Promise.all([read("train"), read("t10k")]);
      expect([train.rows, held.rows]).toEqual([60000, 10000]);
      const results: Awaited<ReturnType<typeof trained>>[] = [];
      for (let seed = 1; seed <= (wanted ?? runs.length); seed++)
        results.push(await trained(config, seed, train, held));
      const ours = sampleOf(results.map((r) => r.test.accuracy ?? Number.NaN));
      const theirs = sampleOf(runs.map((r) => r.test_acc_per_epoch[r.test_acc_per_epoch.length - 1]));
      const { used, text } = compared(ours, theirs, 1 / held.rows);
      const onTrain = sampleOf(results.map((r) => r.train.accuracy ?? Number.NaN)).mean;
      const theirTrain = sampleOf(runs.map((r) => r.train_acc)).mean;
      const seconds = sampleOf(results.map((r) => r.seconds)).mean;
      const cpuSeconds = sampleOf(results.map((r) => r.cpuSeconds)).mean;
      const rate = (train.rows * config.epochs) / cpuSeconds;
      console.log(
        `${id}: test ${text}; training ${onTrain.toFixed(4)}, PyTorch's ${theirTrain.toFixed(4)}; ` +
          `${seconds.toFixed(1)} s per seed, of which ${cpuSeconds.toFixed(1)} s on the CPU: ${rate.toFixed(0)} rows/s; ` +
          `seeds ${results.map((r) => r.test.accuracy?.toFixed(4)).join(" ")}`,
      );
      expect(used, text).toBeLessThanOrEqual(1);
    },
    7_200_000,
  );
});
