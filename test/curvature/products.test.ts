// Hessian-vector products: against the float64 reference, and the reference's own against central differences of the gradient.
import { describe, expect, test } from "vitest";
import { Pace } from "../../src/core/pace.ts";
import { dense, dropout, huber, leakyRelu, Network, softmaxCrossEntropy, standardizer } from "../../src/index.ts";
import { Model } from "../../src/network/model.ts";
import { readSpec } from "../../src/network/spec.ts";
import { tableSource } from "../../src/network/tableSource.ts";
import { Objective } from "../../src/objective/objective.ts";
import type { GradientOptions } from "../../src/objective/takeRows.ts";
import { expectSameBits, noise } from "../support/numbers.ts";
import {
  activationNames,
  apart,
  centralDifference,
  compiled,
  dot,
  lossNames,
  norm,
  type Options,
  pair,
  type Rows,
  rowsFor,
  twoLayers,
} from "./support.ts";

/** Errors of a product: against the reference's, and of the reference's against the central difference. */
async function errorsOf(options: Options, { inputs, targets }: Rows, more: GradientOptions = {}) {
  const { wasm, exact } = await pair(options);
  const vector = noise(wasm.parameters.length, 5);
  const received = wasm.hessianVectorProduct(inputs, targets, vector, more);
  const truth = exact.hessianVectorProduct(inputs, targets, vector, more);
  const difference = centralDifference(exact, () => exact.gradient(inputs, targets, more).gradient, vector);
  return { product: apart(received, truth), reference: apart(truth, difference), size: norm(truth) };
}

async function expectExact(options: Options, rows: Rows, more: GradientOptions = {}) {
  const { product, reference, size } = await errorsOf(options, rows, more);
  expect(size).toBeGreaterThan(1e-3);
  expect(product).toBeLessThan(1e-4);
  expect(reference).toBeLessThan(1e-6);
}

const BOUNDS = "within 1e-4 of the reference, and the reference within 1e-6 of central differences";

describe(`products are ${BOUNDS}`, () => {
  describe.each(lossNames)("with %s", (loss) => {
    test.each(activationNames)("and %s", async (activation) => {
      await expectExact(twoLayers(activation, loss), rowsFor(loss, 6, 4, 3));
    });
  });

  test("with penalties, the network's and a layer's own", async () => {
    const layers = [dense(5, { activation: "tanh", l1: 0.02, l2: 0.5 }), dense(4, { activation: "gelu" }), dense(3)];
    const rows = rowsFor("meanSquaredError", 6, 4, 3);
    await expectExact({ inputs: 4, layers, loss: "meanSquaredError", l1: 0.01, l2: 0.1 }, rows);
  });

  test("λ₂ adds λ₂v on weights and nothing on biases; λ₁ adds nothing", async () => {
    const rows = rowsFor("meanSquaredError", 6, 4, 3);
    const base = await pair(twoLayers("tanh", "meanSquaredError"));
    const penalised = await pair({ ...twoLayers("tanh", "meanSquaredError"), l1: 0.3, l2: 0.25 });
    const vector = noise(base.exact.parameters.length, 5);
    const [a, b] = [penalised, base].map(({ exact }) => exact.hessianVectorProduct(rows.inputs, rows.targets, vector));
    const isWeight = (i: number) => i < 20 || (i >= 25 && i < 40);
    a.forEach((v, i) => {
      expect(Math.abs(v - b[i] - (isWeight(i) ? 0.25 * vector[i] : 0))).toBeLessThan(1e-12);
    });
  });

  test("through five layers, layers of one unit, and layers without biases", async () => {
    const layers = [
      dense(6, { activation: "silu", bias: false }),
      dense(1, { activation: "softplus" }),
      dense(7, { activation: "mish" }),
      dense(1, { activation: "tanh", bias: false }),
      dense(2),
    ];
    await expectExact({ inputs: 3, layers, loss: "meanSquaredError" }, rowsFor("meanSquaredError", 9, 3, 2));
    const one = { inputs: 1, layers: [dense(1, { activation: "sigmoid" })], loss: "meanSquaredError" } as const;
    await expectExact(one, rowsFor("meanSquaredError", 1, 1, 1));
  });

  test.each(["training", "test"] as const)(
    "with dropout scaled at %s, in evaluation and under given masks",
    async (scaleAt) => {
      const layers = [
        dropout({ keep: 0.8, scaleAt }),
        dense(6, { activation: "tanh" }),
        dropout({ keep: 0.5, scaleAt }),
        dense(3),
      ];
      const rows = rowsFor("softmaxCrossEntropy", 7, 4, 3);
      const options = { inputs: 4, layers, loss: "softmaxCrossEntropy" } as const;
      await expectExact(options, rows);
      const mask = (count: number, seed: number) => Uint8Array.from(noise(count, seed), (v) => (v > -0.3 ? 1 : 0));
      await expectExact(options, rows, { masks: [mask(28, 1), mask(42, 2)] });
    },
  );

  test("over 600 rows, more than one block", async () => {
    await expectExact(twoLayers("tanh", "softmaxCrossEntropy"), rowsFor("softmaxCrossEntropy", 600, 4, 3));
  });

  test("with huber's δ, leakyRelu's slope, and label smoothing", async () => {
    const layers = [dense(5, { activation: leakyRelu({ slope: 0.2 }) }), dense(4, { activation: "tanh" }), dense(3)];
    await expectExact({ inputs: 4, layers, loss: huber({ delta: 0.6 }) }, rowsFor("huber", 9, 4, 3));
    const classes = Float32Array.from({ length: 9 }, (_, i) => (i * 5) % 3);
    const { inputs } = rowsFor("softmaxCrossEntropy", 9, 4, 3);
    await expectExact(
      { inputs: 4, layers, loss: softmaxCrossEntropy({ labelSmoothing: 0.2 }) },
      { inputs, targets: classes },
    );
  });
});

test("class numbers give the bits of their one-hot distributions", async () => {
  const { wasm } = await pair(twoLayers("tanh", "softmaxCrossEntropy"));
  const { inputs } = rowsFor("softmaxCrossEntropy", 9, 4, 3);
  const classes = Float32Array.from({ length: 9 }, (_, i) => (i * 5) % 3);
  const hot = Float32Array.from({ length: 27 }, (_, i) => (classes[Math.floor(i / 3)] === i % 3 ? 1 : 0));
  const vector = noise(wasm.parameters.length, 5);
  const [a, b] = [classes, hot].map((targets) => wasm.hessianVectorProduct(inputs, targets, vector));
  expectSameBits(a, b, "product");
});

test("a network with a standardizer takes raw rows, as gradient does", async () => {
  const { inputs, targets } = rowsFor("meanSquaredError", 9, 4, 3);
  const raw = inputs.map((v) => 40 + 7 * v);
  const data = { inputs: raw, targets, rows: 9, features: 4, outputs: 3 };
  const scaler = standardizer(data as never);
  const options = twoLayers("tanh", "meanSquaredError");
  const { wasm } = await pair(options);
  const own = await Network.create({ ...options, standardizer: scaler, core: compiled });
  own.setParameters(wasm.parameters);
  const vector = noise(wasm.parameters.length, 5);
  const standardised = scaler.apply(data as never).inputs;
  expectSameBits(
    own.hessianVectorProduct(raw, targets, vector),
    wasm.hessianVectorProduct(standardised, targets, vector),
    "product",
  );
});

test.each(activationNames)("uᵀHv = vᵀHu within 1e-4, with %s", async (activation) => {
  const { wasm } = await pair(twoLayers(activation, "softmaxCrossEntropy"));
  const { inputs, targets } = rowsFor("softmaxCrossEntropy", 40, 4, 3);
  const [u, v] = [noise(wasm.parameters.length, 1), noise(wasm.parameters.length, 2)];
  const [Hu, Hv] = [u, v].map((w) => wasm.hessianVectorProduct(inputs, targets, w));
  expect(Math.abs(dot(u, Hv) - dot(v, Hu))).toBeLessThan(1e-4 * norm(u) * norm(Hv));
});

test("products are linear: H(2u − v) = 2Hu − Hv within 1e-5, and H·0 is 0", async () => {
  const { wasm } = await pair(twoLayers("gelu", "softmaxCrossEntropy"));
  const { inputs, targets } = rowsFor("softmaxCrossEntropy", 40, 4, 3);
  const [u, v] = [noise(wasm.parameters.length, 1), noise(wasm.parameters.length, 2)];
  const of = (w: Float32Array) => wasm.hessianVectorProduct(inputs, targets, w);
  const [Hu, Hv] = [of(u), of(v)];
  const mixed = of(u.map((x, i) => 2 * x - v[i]));
  expect(
    apart(
      mixed,
      Float64Array.from(Hu, (x, i) => 2 * x - Hv[i]),
    ),
  ).toBeLessThan(1e-5);
  expect(of(new Float32Array(u.length)).every((x) => x === 0)).toBe(true);
});

test("a call leaves weights, gradients and further results as they were", async () => {
  const { wasm } = await pair(twoLayers("tanh", "softmaxCrossEntropy"));
  const { inputs, targets } = rowsFor("softmaxCrossEntropy", 40, 4, 3);
  const before = wasm.fingerprint();
  const gradient = wasm.gradient(inputs, targets).gradient;
  const vector = noise(wasm.parameters.length, 1);
  const first = wasm.hessianVectorProduct(inputs, targets, vector);
  expect(wasm.fingerprint()).toBe(before);
  expectSameBits(wasm.gradient(inputs, targets).gradient, gradient, "gradient");
  expectSameBits(wasm.hessianVectorProduct(inputs, targets, vector), first, "product");
});

test("ReLU has the Hessian of its linear pieces: gates stay as they are, and at a kink they are closed", async () => {
  // y = w₂·relu(w₁x + b₁) + b₂; with the gate open ∂²(y²)/∂θ² is 2(∂y)(∂y)ᵀ + 2y·∂²y
  const network = await Network.create({
    inputs: 1,
    layers: [dense(1, { activation: "relu" }), dense(1)],
    loss: "meanSquaredError",
    core: compiled,
  });
  const columns = () =>
    [0, 1, 2, 3].map((i) =>
      Array.from(
        network.hessianVectorProduct(
          [2],
          [0],
          [0, 1, 2, 3].map((k) => (k === i ? 1 : 0)),
        ),
      ),
    );
  const hessian = (w1: number, b1: number, w2: number, b2: number, x: number, open: number) => {
    const s = (w1 * x + b1) * open;
    const y = w2 * s + b2;
    const slope = [w2 * x * open, w2 * open, s, 1];
    const cross = (i: number, j: number) => (i === 2 ? [x, 1, 0, 0][j] : j === 2 ? [x, 1, 0, 0][i] : 0) * open;
    return slope.map((a, i) => slope.map((b, j) => 2 * a * b + 2 * y * cross(i, j)));
  };
  network.setParameters([1, 0.5, 3, -1]);
  expect(columns()).toEqual(hessian(1, 0.5, 3, -1, 2, 1));
  network.setParameters([1, -2, 3, -1]); // w₁x + b₁ = 0
  expect(columns()).toEqual(hessian(1, -2, 3, -1, 2, 0));
});

describe.each([75, 300])("an objective of %d rows in many blocks", (rows) => {
  const { inputs, targets } = rowsFor("softmaxCrossEntropy", rows, 4, 3);

  /** Cost, gradient and two products with so many numbers kept, in blocks of at most 16 rows. */
  async function asked(mostKept?: number) {
    const model = await Model.make(readSpec({ ...twoLayers("gelu", "softmaxCrossEntropy"), l2: 0.01 }), compiled, {
      mostRows: 16,
    });
    model.setParameters(noise(model.theta.length, 11));
    const { arena, core, shared } = model;
    const take = (name: string, values: Float32Array) => {
      const tensor = arena.take(name, "float32", values.length);
      core.write(tensor, values);
      return tensor;
    };
    const source = tableSource(shared, take("rows", inputs), take("targets", targets), "values");
    const before = arena.mark();
    const objective = new Objective(model, source, rows, {
      mode: "evaluation",
      asks: ["value", "gradient", "product"],
      ...(mostKept !== undefined && { mostKept }),
    });
    const bytes = arena.mark() - before;
    const cost = objective.paced(new Pace());
    const value = await cost.gradient();
    const gradient = core.read(model.gradients);
    const products = [];
    for (const seed of [1, 2]) {
      core.write(cost.direction, noise(model.theta.length, seed));
      // the value alone, asked for in between, takes nothing from the products
      expect(await cost.value()).toBe(value);
      await cost.multiply();
      products.push(core.read(cost.product));
    }
    const now = objective.gradient();
    expect(now.cost).toBe(value);
    expectSameBits(now.gradient, gradient, "gradient without a rest");
    expectSameBits(objective.multiply(noise(model.theta.length, 1)), products[0], "product without a rest");
    return { value, gradient, products, bytes };
  }

  test("gives the same bits whether values are kept or computed anew, in less memory", async () => {
    const [kept, anew] = [await asked(), await asked(0)];
    expect(anew.value).toBe(kept.value);
    expectSameBits(anew.gradient, kept.gradient, "gradient");
    for (const i of [0, 1]) expectSameBits(anew.products[i], kept.products[i], `product ${i}`);
    expect(anew.bytes).toBeLessThan(0.65 * kept.bytes);
  });

  test("gives the bits of one call", async () => {
    const { products, gradient } = await asked();
    const network = await Network.create({ ...twoLayers("gelu", "softmaxCrossEntropy"), l2: 0.01, core: compiled });
    network.setParameters(noise(network.parameters.length, 11));
    expectSameBits(network.gradient(inputs, targets).gradient, gradient, "gradient");
    const vector = noise(network.parameters.length, 1);
    expectSameBits(network.hessianVectorProduct(inputs, targets, vector), products[0], "product");
  });
});

test("a product of more than 2³¹ multiply-adds is the mean of its parts' products", async () => {
  const [rows, parts] = [4800, 4];
  const layers = [dense(512, { activation: "tanh" }), dense(64, { activation: "tanh" }), dense(3)];
  const network = await Network.create({ inputs: 300, layers, loss: "meanSquaredError", core: compiled });
  const { inputs, targets } = rowsFor("meanSquaredError", rows, 300, 3);
  const vector = noise(network.parameters.length, 9);
  const part = (values: Float32Array, k: number) =>
    values.subarray((k * values.length) / parts, ((k + 1) * values.length) / parts);
  const mean = new Float64Array(vector.length);
  for (let k = 0; k < parts; k++) {
    const product = network.hessianVectorProduct(part(inputs, k), part(targets, k), vector);
    for (let i = 0; i < mean.length; i++) mean[i] += product[i] / parts;
  }
  expect(apart(network.hessianVectorProduct(inputs, targets, vector), mean)).toBeLessThan(1e-5);
});
