// Whole trainings in a fixed order against PyTorch's, on both cores.
import { expect, test } from "vitest";
import {
  adadelta,
  adagrad,
  adam,
  adamax,
  adamw,
  dataset,
  Network,
  nadam,
  type Optimizer,
  rmsprop,
  sgd,
} from "../../src/index.ts";
import { dense } from "../../src/layers/dense.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { golden, largest } from "../support/golden.ts";
import { expectClose } from "../support/numbers.ts";
import { compiled, hooked } from "./support.ts";

type Nested = readonly (number | Nested)[];
const flat = (values: Nested): number[] => values.flatMap((v) => (typeof v === "number" ? [v] : flat(v)));

interface Hyper {
  readonly lr: number;
  readonly momentum: number;
  readonly betas?: readonly [number, number];
  readonly weight_decay: number;
  readonly alpha: number;
  readonly rho: number;
  readonly eps: number;
}
interface Case {
  readonly id: string;
  readonly activation: string;
  readonly optimizer: string;
  readonly hyper: Hyper;
  readonly params_after_step: readonly (readonly number[])[];
  readonly batch_loss: readonly number[];
  readonly f32_vs_f64_maxdiff: number;
}
interface Trainings {
  readonly sizes: readonly number[];
  readonly batch_size: number;
  readonly x: Nested[];
  readonly y: readonly number[];
  readonly W0: readonly Nested[];
  readonly b0: readonly Nested[];
  readonly batches: readonly (readonly number[])[];
  readonly cases: readonly Case[];
}

/** Relative to 1 + the largest parameter. */
const tolerances = {
  // 20 steps of float32, or ten times as far as PyTorch's own float32 strayed from its float64
  wasm: (c: Case) => Math.max(1e-5, 10 * c.f32_vs_f64_maxdiff),
  // float64 on both sides
  reference: () => 1e-10,
} as const;

/** sgd_l2 decays biases too, which our penalties never do. */
const makers: Readonly<Record<string, (h: Hyper) => Optimizer>> = {
  sgd: (h) => sgd({ learningRate: h.lr }),
  momentum: (h) => sgd({ learningRate: h.lr, momentum: h.momentum }),
  nesterov: (h) => sgd({ learningRate: h.lr, momentum: h.momentum, nesterov: true }),
  adam: (h) => adam({ learningRate: h.lr, ...(h.betas && { beta1: h.betas[0], beta2: h.betas[1] }) }),
  adamw: (h) => adamw({ learningRate: h.lr, weightDecay: h.weight_decay }),
  nadam: (h) => nadam({ learningRate: h.lr }),
  adamax: (h) => adamax({ learningRate: h.lr }),
  adagrad: (h) => adagrad({ learningRate: h.lr }),
  adadelta: (h) => adadelta({ learningRate: h.lr, rho: h.rho, epsilon: h.eps }),
  rmsprop: (h) => rmsprop({ learningRate: h.lr, rho: h.alpha }),
};

const data = golden<Trainings>("training.json.gz");
const order = data.batches.flat();
const exact = new Map(flat(data.x).map((v) => [Math.fround(v), v]));
const exactTable = (tensor: string, values: ArrayLike<number>) =>
  tensor === "table" ? Array.from(values, (v) => exact.get(v) ?? v) : values;
const cores = {
  wasm: compiled,
  // its rows in float64, as PyTorch had them, where the host has rounded them to float32
  reference: hooked({ write: exactTable }, referenceCore()),
};
const known = data.cases.filter(({ optimizer }) => optimizer in makers);

test.each(["wasm", "reference"] as const)("21 trainings of 20 steps end where PyTorch's end (%s)", async (kind) => {
  expect(known.length).toBe(21);
  const train = dataset({
    inputs: order.map((row) => flat(data.x.slice(row, row + 1))),
    targets: order.map((row) => data.y[row]),
    classes: Array.from({ length: data.sizes[data.sizes.length - 1] }, (_, c) => String(c)),
  });
  for (const c of known) {
    const last = data.sizes.length - 2;
    const network = await Network.create({
      inputs: data.sizes[0],
      layers: data.sizes.slice(1).map((n, i) => dense(n, i < last ? { activation: c.activation } : {})),
      loss: "softmaxCrossEntropy",
      core: cores[kind],
    });
    network.setParameters(data.W0.flatMap((w, k) => [...flat([w]), ...flat([data.b0[k]])]));
    const options = { epochs: 1, batchSize: data.batch_size, shuffle: false, evaluateEvery: false } as const;
    const run = await network.fit(train, { optimizer: makers[c.optimizer](c.hyper), ...options });
    const expected = c.params_after_step[c.params_after_step.length - 1];
    const bound = tolerances[kind](c);
    expectClose(network.parameters, expected, { relative: 0, absolute: bound * (1 + largest(expected)) }, c.id);
    // the curve keeps costs in float32
    const costs = kind === "reference" ? { relative: 6e-8, absolute: 1e-10 } : { relative: bound, absolute: bound };
    expectClose(run.curve.batchCost, c.batch_loss, costs, `${c.id}: costs`);
    network.dispose();
  }
});
