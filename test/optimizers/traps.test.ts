// What others got wrong, and where formulas differ between papers: a test each.
import { describe, expect, test } from "vitest";
import { adadelta } from "../../src/optimizers/adadelta.ts";
import { adagrad } from "../../src/optimizers/adagrad.ts";
import { adam } from "../../src/optimizers/adam.ts";
import { adamax } from "../../src/optimizers/adamax.ts";
import { adamw } from "../../src/optimizers/adamw.ts";
import { lion } from "../../src/optimizers/lion.ts";
import { nadam } from "../../src/optimizers/nadam.ts";
import type { Optimizer } from "../../src/optimizers/optimizer.ts";
import { radam } from "../../src/optimizers/radam.ts";
import { rmsprop } from "../../src/optimizers/rmsprop.ts";
import { sgd } from "../../src/optimizers/sgd.ts";
import { minimize } from "../../src/surfaces/minimize.ts";
import { testCores } from "../support/kernel.ts";
import { initialState, update } from "../support/optimizers.ts";

const [[, core]] = await testCores();

/** θ after each of these gradients, from 0. */
function walked(optimizer: Optimizer, gradients: readonly number[], start = 0): number[] {
  let state = initialState(optimizer, [start]);
  return gradients.map((g) => {
    state = update(core, optimizer, state, [g]);
    return state.parameters[0];
  });
}

describe("the first step", () => {
  test.each([1e-6, 1, 1e6])("of Adam, AdamW and Adamax is α in size, of Adagrad too, for g = %d", (g) => {
    const learningRate = 0.125;
    for (const make of [adam, adamw, adamax]) expect(walked(make({ learningRate }), [g])[0]).toBeCloseTo(-0.125, 2);
    expect(walked(adam({ learningRate, amsgrad: true }), [-g])[0]).toBeCloseTo(0.125, 2);
    expect(walked(adagrad({ learningRate }), [g])[0]).toBeCloseTo(-0.125, 4);
  });

  test("of Adam moves every parameter, also where most gradients are 0", () => {
    const state = update(core, adam(), initialState(adam(), new Float32Array(5)), [0, 0, 0, 0, 3]);
    expect(Array.from(state.parameters).slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(state.parameters[4]).toBeCloseTo(-0.001, 8);
  });

  test("of Lion is α against the gradient's sign, and 0 where the gradient is 0", () => {
    const state = update(core, lion(), initialState(lion(), [0, 0, 0]), [1e-3, 0, -1e3]);
    expect(Array.from(state.parameters)).toEqual([-1e-4, 0, 1e-4].map(Math.fround));
  });
});

test("Adadelta makes Δ with the fresh accumulator: x²/2 from 1 with rate 1 goes 0.9986, 0.9972, 0.9957", async () => {
  const parabola = { value: ([x]: number[]) => (x * x) / 2, gradient: ([x]: number[]) => [x] };
  const optimizer = adadelta({ learningRate: 1, rho: 0.95, epsilon: 1e-7 });
  const { path } = await minimize(parabola, { start: [1], optimizer, steps: 3 });
  [1, 0.9986, 0.9972, 0.9957].forEach((x, t) => {
    expect(path[t][0]).toBeCloseTo(x, 4);
  });
});

describe("Adam and AdamW are one formula", () => {
  const gradients = [
    [1, -1e-3, 1e15],
    [-0.5, 0, 1e-20],
    [1e-18, 1e-30, -1e15],
    [0, 0, 0],
  ];
  const run = (optimizer: Optimizer) => {
    let state = initialState(optimizer, [1, -2, 3]);
    for (const g of gradients) state = update(core, optimizer, state, g);
    return state;
  };

  test.each([false, true])("without decay they have the same bits, amsgrad %s", (amsgrad) => {
    expect(run(adamw({ amsgrad, weightDecay: 0 }))).toEqual(run(adam({ amsgrad })));
  });

  test.each([
    ["Adam", adam({ amsgrad: true })],
    ["AdamW", adamw({ amsgrad: true, weightDecay: 0 })],
  ])("a subnormal maximum counts as 0 in AMSGrad of %s", (_, optimizer) => {
    const start = initialState(optimizer, [1, 1, 1, 1, 1]);
    const maxima = [0, 1e-45, 1e-40, 1.17e-38, 2 ** -126];
    const vectors = start.vectors.map((vector, i) => (optimizer.vectors[i].name === "maxima" ? maxima : vector));
    const after = update(core, optimizer, { ...start, vectors }, [0, 0, 0, 0, 0]);
    expect(Array.from(after.vectors[2])).toEqual([0, 0, 0, 0, 2 ** -126]);
  });
});

describe("centered RMSProp", () => {
  test("survives g = 1e-4 at the first steps, where v and ḡ² nearly cancel", () => {
    for (const rho of [0, 0.01, 0.1, 0.5, 0.9, 0.99]) {
      const path = walked(rmsprop({ centered: true, rho }), new Array(50).fill(1e-4));
      for (const x of path) expect(Number.isFinite(x)).toBe(true);
      expect(path[49]).toBeLessThan(0);
    }
  });

  test("divides by the deviation within 1e-5, also where it is a thousandth of the mean", () => {
    const gradients = Array.from({ length: 200 }, (_, t) => 1 + 0.001 * (t % 2 === 0 ? 1 : -1));
    const optimizer = rmsprop({ centered: true, epsilon: 1e-16 });
    let state = initialState(optimizer, [0]);
    let [mean, square] = [0, 0];
    for (const g of gradients) {
      state = update(core, optimizer, state, [g]);
      mean = 0.9 * mean + 0.1 * Math.fround(g);
      square = 0.9 * square + 0.1 * Math.fround(g) * Math.fround(g);
    }
    expect(state.vectors[0][0] / (square - mean * mean)).toBeCloseTo(1, 3);
  });
});

describe("bias corrections", () => {
  test("β powers are float64: after 2000 steps they are within 1e-12 of βᵗ", () => {
    let state = initialState(adam(), [0]);
    for (let t = 0; t < 2000; t++) state = update(core, adam(), state, [1]);
    expect(state.scalars[1] / 0.999 ** 2000).toBeCloseTo(1, 12);
  });

  test("NAdam's μ-product is that of the paper, μₜ₊₁ once", () => {
    let state = initialState(nadam(), [0]);
    const mu = (t: number) => 0.9 * (1 - 0.5 * 0.96 ** (t * 0.004));
    let product = 1;
    for (let t = 1; t <= 10; t++) {
      state = update(core, nadam(), state, [1]);
      product *= mu(t);
      expect(state.scalars[1] / product).toBeCloseTo(1, 12);
    }
  });

  test("RAdam takes plain momentum's steps while ρₜ ≤ 5, which with β₂ = 0.999 are the first five, and then small ones", () => {
    const g = 100;
    const path = walked(radam({ learningRate: 1 }), new Array(8).fill(g));
    const steps = path.map((x, t) => (t === 0 ? 0 : path[t - 1]) - x);
    for (const step of steps.slice(0, 5)) expect(step / g).toBeCloseTo(1, 5); // m̂ = g
    for (const step of steps.slice(5)) expect(step).toBeLessThan(0.2); // r·m̂/√v̂ = r
  });

  test("RAdam never rectifies where ρ∞ ≤ 5", () => {
    const path = walked(radam({ learningRate: 1, beta2: 0.5 }), new Array(50).fill(100));
    expect(path[49] / -5000).toBeCloseTo(1, 4);
  });

  test("AMSGrad keeps the largest v without correcting it", () => {
    const optimizer = adam({ amsgrad: true });
    let state = initialState(optimizer, [0]);
    for (const g of [10, 0, 0, 0]) state = update(core, optimizer, state, [g]);
    expect(state.vectors[2][0]).toBeCloseTo(0.1, 6); // (1 − 0.999)·10², of the first step
    expect(state.vectors[1][0]).toBeLessThan(state.vectors[2][0]);
  });
});

describe("the place of ε", () => {
  const epsilon = 0.5;
  const g = 0.25;
  const cases: readonly (readonly [string, Optimizer, number])[] = [
    ["Adam: outside the corrected root", adam({ learningRate: 1, epsilon }), g / (g + epsilon)],
    ["AdamW: the same", adamw({ learningRate: 1, epsilon, weightDecay: 0 }), g / (g + epsilon)],
    ["Adagrad: outside the root", adagrad({ learningRate: 1, epsilon }), g / (g + epsilon)],
    ["RMSProp: outside the root", rmsprop({ learningRate: 1, epsilon, rho: 0 }), g / (g + epsilon)],
    [
      "Adadelta: inside both roots",
      adadelta({ epsilon, rho: 0 }),
      (g * Math.sqrt(epsilon)) / Math.sqrt(g * g + epsilon),
    ],
    ["Adamax: in |g| before the maximum", adamax({ learningRate: 1, epsilon }), g / (g + epsilon)],
  ];
  test.each(cases)("%s", (_, optimizer, size) => {
    expect(walked(optimizer, [g])[0]).toBeCloseTo(-size, 6);
  });

  test("Adamax: a smaller gradient afterwards is not raised by it", () => {
    const optimizer = adamax({ epsilon });
    let state = initialState(optimizer, [0]);
    for (const gradient of [1, 0]) state = update(core, optimizer, state, [gradient]);
    expect(state.vectors[1][0]).toBeCloseTo(1.5 * 0.999, 6);
  });
});

describe("momentum", () => {
  const rated = (optimizer: Optimizer, rates: readonly number[]) => {
    let state = initialState(optimizer, [0]);
    for (const rate of rates) state = update(core, optimizer, state, [1], rate);
    return state.parameters[0];
  };

  test("the lecture's form and PyTorch's agree while α stays and part when it changes", () => {
    const [lecture, pytorch] = [sgd({ momentum: 0.5 }), sgd({ momentum: 0.5, form: "pytorch" })];
    expect(rated(lecture, [1, 1, 1])).toBe(rated(pytorch, [1, 1, 1]));
    expect(rated(lecture, [1, 1, 0.5])).toBe(-1 - 1.5 - (0.75 + 0.5)); // v keeps the rates it came with
    expect(rated(pytorch, [1, 1, 0.5])).toBe(-1 - 1.5 - 0.5 * 1.75); // the new rate acts on all of v
  });

  test("dampening does not touch the first step", () => {
    expect(rated(sgd({ momentum: 0.5, form: "pytorch", dampening: 0.75 }), [1])).toBe(-1);
    expect(rated(sgd({ momentum: 0.5, form: "pytorch", dampening: 0.75 }), [1, 1])).toBe(-1 - 0.75);
  });

  test("Nesterov steps along γv + αg, or α(γv + g)", () => {
    expect(rated(sgd({ momentum: 0.5, nesterov: true }), [1, 0.5])).toBe(-1.5 - (0.5 * (0.5 + 0.5) + 0.5));
    expect(rated(sgd({ momentum: 0.5, nesterov: true, form: "pytorch" }), [1, 0.5])).toBe(-1.5 - 0.5 * (0.75 + 1));
  });
});

describe("decay", () => {
  test("AdamW's acts on every parameter, beside the gradient, in proportion to α", () => {
    const optimizer = adamw({ learningRate: 0.125, weightDecay: 0.5 });
    const { parameters } = update(core, optimizer, initialState(optimizer, [1, -2, 0]), [0, 0, 0]);
    expect(Array.from(parameters)).toEqual([1 - 0.0625, -2 + 0.125, 0]);
  });

  test("AdamW's αλ of 1e-5 is kept within 1e-4 of itself over 1000 steps", () => {
    const optimizer = adamw({ learningRate: 0.001, weightDecay: 0.01 });
    const [x] = walked(optimizer, [0], 1);
    expect((1 - x) / 1e-5).toBeGreaterThan(0.99);
    const path = walked(optimizer, new Array(1000).fill(0), 1);
    expect(Math.log(path[999]) / -0.01).toBeCloseTo(1, 2);
  });

  test("Adagrad's rate falls as α/(1 + d(t − 1))", () => {
    const path = walked(adagrad({ learningRate: 1, learningRateDecay: 1 }), [1, 0, 1e6]);
    expect(path[0]).toBeCloseTo(-1, 6);
    expect(path[2] - path[1]).toBeCloseTo(-1 / 3, 6);
  });
});
