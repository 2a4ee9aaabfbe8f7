// The spectrum at a network's weights: golden cases, exact against estimated, planted points of every kind, errors.
import { describe, expect, test } from "vitest";
import { symmetricEigen } from "../../src/curvature/symmetricEigen.ts";
import {
  dataset,
  dense,
  dropout,
  findCriticalPoint,
  Network,
  OptionError,
  type SpectrumOptions,
  StateError,
  sgd,
  spectrum,
} from "../../src/index.ts";
import { golden } from "../support/golden.ts";
import { noise } from "../support/numbers.ts";
import { classified, failure, small } from "../training/support.ts";
import { goldenData, goldenNetwork, type SecondOrder } from "./golden.ts";
import { apart, compiled, exactHessian, norm, pair, rowsFor } from "./support.ts";

const { hessian_cases: cases } = golden<SecondOrder>("second_order.json.gz");

describe.each(cases.map((c) => [c.id, c] as const))("%s", (_, c) => {
  test("products are within 1e-4 of PyTorch's", async () => {
    const network = await goldenNetwork(c.problem, c.problem.theta0);
    const { inputs, targets } = goldenData(c.problem);
    c.hvp_vectors.forEach((v, k) => {
      expect(apart(network.hessianVectorProduct(inputs, targets, Float32Array.from(v)), c.hvp[k])).toBeLessThan(1e-4);
    });
  });

  test.each([true, false])(
    "extremes within 1e-3, gradient norm within 1e-4 and the index are right (exact: %s)",
    async (exact) => {
      const n = c.eigenvalues.length;
      const found = await spectrum(await goldenNetwork(c.problem, c.problem.theta0), goldenData(c.problem), {
        exact,
        vectors: n,
      });
      const [low, high] = [Math.min(...c.eigenvalues), Math.max(...c.eigenvalues)];
      expect(Math.abs(found.largest - high)).toBeLessThan(1e-3 * high);
      expect(Math.abs(found.smallest - low)).toBeLessThan(1e-3 * Math.max(-low, 0.1 * high));
      expect(Math.abs(found.gradientNorm - norm(c.gradient))).toBeLessThan(1e-4 * norm(c.gradient));
      expect(found.exact).toBe(exact);
      expect(found.negative + found.zero + found.positive).toBe(n);
      if (exact && c.eigenvalues.every((v) => Math.abs(v) > 1e-4)) expect(found.negative).toBe(c.n_negative);
    },
  );
});

/** 8 → 20 → 5 over 60 rows: 285 weights. */
async function medium() {
  const options = {
    inputs: 8,
    layers: [dense(20, { activation: "tanh" }), dense(5)],
    loss: "softmaxCrossEntropy",
  } as const;
  const { wasm, exact } = await pair(options, 0.6);
  const rows = rowsFor("softmaxCrossEntropy", 60, 8, 5);
  const data = dataset({ ...rows, features: 8, outputs: 5 });
  return { wasm, exact, rows, data };
}

describe("on 285 weights", async () => {
  const { wasm, exact, rows, data } = await medium();
  const truth = symmetricEigen(exactHessian(exact, rows)).values;
  const largest = truth[truth.length - 1];
  const zeroUpTo = 1e-5 * Math.max(largest, -truth[0]);

  test("every eigenvalue of the exact spectrum is within 1e-5 of the largest of the float64 reference's", async () => {
    const found = await spectrum(wasm, data);
    expect(found.exact).toBe(true);
    expect(found.countError).toBe(0);
    found.eigenvalues.forEach((v, i) => {
      expect(Math.abs(v - truth[i])).toBeLessThan(1e-5 * largest);
    });
    const clear = truth.filter((v) => Math.abs(Math.abs(v) - zeroUpTo) > zeroUpTo / 2).length;
    expect(Math.abs(found.negative - truth.filter((v) => v < -zeroUpTo).length)).toBeLessThanOrEqual(
      truth.length - clear,
    );
    expect(found.index).toBe(found.negative / truth.length);
    expect(found.evidence).toContain(`${found.negative} of 285 negative`);
  });

  test("32 Lanczos vectors give both extremes within 1e-3 and inside their error bounds", async () => {
    const found = await spectrum(wasm, data, { exact: false });
    expect(found.exact).toBe(false);
    expect(found.eigenvalues.length).toBe(32);
    expect(Math.abs(found.largest - largest)).toBeLessThan(1e-3 * largest);
    expect(Math.abs(found.largest - largest)).toBeLessThanOrEqual(found.errors.largest);
    expect(Math.abs(found.smallest - truth[0])).toBeLessThan(1e-3 * -truth[0]);
    expect(Math.abs(found.smallest - truth[0])).toBeLessThanOrEqual(found.errors.smallest);
    expect(found.evidence).toContain("an estimate from 32 Lanczos vectors");
    expect(found.evidence).toContain(
      `${found.smallest.toExponential(2)} ± ${found.errors.smallest.toExponential(0)} …`,
    );
  });

  test.each([1, 3, 8, 16])(
    "%i vectors are too few for both extremes, and the error bounds say so; that of the counts is a number",
    async (vectors) => {
      for (let seed = 1; seed <= 20; seed++) {
        const found = await spectrum(wasm, data, { exact: false, vectors, seed });
        expect(Math.abs(found.largest - largest)).toBeLessThanOrEqual(found.errors.largest);
        expect(Math.abs(found.smallest - truth[0])).toBeLessThanOrEqual(found.errors.smallest);
        expect(found.countError).toBeGreaterThanOrEqual(1);
      }
    },
  );

  test.each([1, 2, 3, 4, 5])(
    "counts are within three times the error that is stated for them (seed %i)",
    async (seed) => {
      const found = await spectrum(wasm, data, { exact: false, seed });
      expect(Math.abs(found.negative - truth.filter((v) => v < -zeroUpTo).length)).toBeLessThanOrEqual(
        3 * found.countError,
      );
      expect(Math.abs(found.positive - truth.filter((v) => v > zeroUpTo).length)).toBeLessThanOrEqual(
        3 * found.countError,
      );
      expect(found.negative + found.zero + found.positive).toBe(285);
    },
  );

  test.each([true, false])(
    "the density's weights sum to 1, and its mean is the trace's within a tenth (exact: %s)",
    async (isExact) => {
      const { density } = await spectrum(wasm, data, { exact: isExact });
      expect(density.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
      const mean = density.reduce((sum, { weight, eigenvalue }) => sum + weight * eigenvalue, 0);
      expect(Math.abs(mean - truth.reduce((a, b) => a + b) / 285)).toBeLessThan(largest / 10);
    },
  );

  test("gives the same numbers again, others for another seed, and leaves the weights", async () => {
    const before = wasm.fingerprint();
    const [a, b, c] = [
      await spectrum(wasm, data, { exact: false, vectors: 10 }),
      await spectrum(wasm, data, { exact: false, vectors: 10 }),
      await spectrum(wasm, data, { exact: false, vectors: 10, seed: 2 }),
    ];
    expect(b).toEqual(a);
    expect(c.eigenvalues).not.toEqual(a.eigenvalues);
    expect(wasm.fingerprint()).toBe(before);
  });

  test("cost and gradient norm are evaluate's and gradient's", async () => {
    const found = await spectrum(wasm, data, { exact: false, vectors: 2 });
    expect(found.cost).toBeCloseTo(wasm.evaluate(data).cost, 12);
    expect(found.gradientNorm).toBeCloseTo(norm(wasm.gradient(rows.inputs, rows.targets).gradient), 12);
  });
});

test("where every Ritz value is positive, the counts' error is a number too", async () => {
  const network = await Network.create({ inputs: 12, layers: [dense(1)], loss: "meanSquaredError", core: compiled });
  const data = dataset({ inputs: noise(30 * 12, 5), targets: noise(30, 6), features: 12 });
  for (let seed = 1; seed <= 30; seed++) {
    const { countError, evidence } = await spectrum(network, data, { exact: false, vectors: 6, seed });
    expect(countError).toBeGreaterThanOrEqual(1);
    expect(evidence).not.toContain("NaN");
  }
});

test("above 2,000 weights the spectrum is an estimate that says so", async () => {
  const network = await Network.create({
    inputs: 40,
    layers: [dense(48, { activation: "tanh" }), dense(3)],
    loss: "softmaxCrossEntropy",
    core: compiled,
  });
  const found = await spectrum(network, classified(30, 40), { vectors: 6 });
  expect(network.parameters.length).toBeGreaterThan(2000);
  expect(found.exact).toBe(false);
  expect(found.countError).toBeGreaterThanOrEqual(1);
});

test("dropout is off: the inverted form has the spectrum of the network without it", async () => {
  const data = classified(20);
  const plain = await small();
  const dropped = await Network.create({
    inputs: 5,
    layers: [dropout({ keep: 0.5 }), dense(6, { activation: "tanh" }), dense(3)],
    loss: "softmaxCrossEntropy",
    core: compiled,
  });
  dropped.setParameters(plain.parameters);
  expect(await spectrum(dropped, data)).toEqual(await spectrum(plain, data));
});

describe("the kind of point", () => {
  const line = dataset({ inputs: [[1], [2], [4]], targets: [3, 5, 9] });
  const one = async (layers: Parameters<typeof dense>[1][], loss: string, weights: number[]) => {
    const network = await Network.create({ inputs: 1, layers: layers.map((o) => dense(1, o)), loss, core: compiled });
    network.setParameters(weights);
    return network;
  };

  test("a fitted line is a minimum", async () => {
    const found = await spectrum(await one([{}], "meanSquaredError", [2, 1]), line);
    expect(found).toMatchObject({ kind: "minimum", negative: 0, zero: 0, positive: 2, index: 0, gradientNorm: 0 });
  });

  test.each([true, false])("w₂w₁x at 0 is a saddle with eigenvalues ±2·mean(xy) (exact: %s)", async (exact) => {
    const network = await one([{ bias: false }, { bias: false }], "meanSquaredError", [0, 0]);
    const found = await spectrum(network, line, { exact });
    expect(found.kind).toBe("saddle");
    expect(found.smallest).toBeCloseTo((-2 * 49) / 3, 4);
    expect(found.largest).toBeCloseTo((2 * 49) / 3, 4);
    expect(found.evidence).toMatch(/^saddle: gradient norm 0/);
  });

  test("where every margin is kept, the hinge has a plateau", async () => {
    const data = dataset({ inputs: [[1], [-1]], targets: [1, 0], classes: ["no", "yes"] });
    const found = await spectrum(await one([{ bias: false }], "hinge", [9]), data);
    expect(found).toMatchObject({ kind: "plateau", gradientNorm: 0, smallest: 0, largest: 0, zero: 1 });
  });

  test("elsewhere it is not critical, but up to the tolerance that is given", async () => {
    const network = await one([{}], "meanSquaredError", [2, 1.01]);
    const found = await spectrum(network, line);
    expect(found.kind).toBe("not critical");
    expect((await spectrum(network, line, { tolerance: 1 })).kind).toBe("minimum");
  });
});

describe("errors", () => {
  const wrong: [string, object, string][] = [
    ["more vectors than weights", { vectors: 1000 }, "at most 57, the number of weights"],
    ["no vectors", { vectors: 0 }, "a whole number ≥ 1"],
    ["an unknown option", { vector: 3 }, 'Did you mean "vectors"?'],
    ["a tolerance of 0", { tolerance: 0 }, "a number > 0"],
  ];
  test.each(wrong)("%s", async (_, options, says) => {
    const error = await failure(spectrum(await small(), classified(20), options as SpectrumOptions));
    expect(error).toBeInstanceOf(OptionError);
    expect((error as Error).message).toContain(says);
    expect((error as Error).message).toContain("spectrum");
  });

  test("data of another width is named", async () => {
    const error = await failure(spectrum(await small(), classified(20, 4)));
    expect((error as Error).message).toContain("spectrum: data.features: got 4, expected 5");
  });

  test("weights at which the cost is not finite", async () => {
    const network = await small();
    network.setParameters(network.parameters.fill(3e38));
    expect(await failure(spectrum(network, classified(20)))).toBeInstanceOf(StateError);
  });

  test.each([
    ["at a point without gradient, exact", 0, {}],
    ["where there is a gradient, exact", 1e-30, {}],
    ["where there is a gradient, by Lanczos' process", 1e-30, { exact: false }],
  ])("a Hessian that is not finite, though cost and gradient are: %s", async (_, weight, options) => {
    const layers = [dense(1, { bias: false })];
    const network = await Network.create({ inputs: 1, layers, loss: "meanSquaredError", core: compiled });
    network.setParameters([weight]);
    const far = dataset({ inputs: [[2e19]], targets: [[0]] });
    for (const [name, ask] of [
      ["spectrum", () => spectrum(network, far, options)],
      ["findCriticalPoint", () => findCriticalPoint(network, far, { spectrum: options })],
    ] as const) {
      const error = await failure(ask());
      expect(error).toBeInstanceOf(StateError);
      expect((error as StateError).where).toBe(name);
      expect((error as Error).message).toContain("weights at which the Hessian is finite");
    }
  });

  test("the exact spectrum of more than 10,000 weights", async () => {
    const network = await Network.create({
      inputs: 100,
      layers: [dense(101), dense(3)],
      loss: "hinge",
      core: compiled,
    });
    const error = await failure(spectrum(network, classified(3, 100), { exact: true }));
    expect((error as Error).message).toContain("false for more than 10000 weights; there are 10507");
  });

  test("a network that is being trained", async () => {
    const network = await small();
    const run = network.fit(classified(40), { optimizer: sgd(), epochs: 2 });
    expect(await failure(spectrum(network, classified(20)))).toBeInstanceOf(StateError);
    expect(() => network.hessianVectorProduct([[1, 2, 3, 4, 5]], [0], noise(57, 1))).toThrow(StateError);
    await run;
  });
});
