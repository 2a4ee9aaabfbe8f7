// Saddle-free Newton and Newton on functions and networks: golden paths, the step's formula, and what a run must keep.
import { describe, expect, test } from "vitest";
import { symmetricEigen } from "../../src/curvature/symmetricEigen.ts";
import {
  dataset,
  dense,
  dropout,
  minimize,
  Network,
  newton,
  OptionError,
  resume,
  saddleFreeNewton,
  subset,
  surfaces,
} from "../../src/index.ts";
import { golden } from "../support/golden.ts";
import { classified, failure, small } from "../training/support.ts";
import { errorAt, goldenData, goldenNetwork, goldenOptimizers, lastStep, type SecondOrder } from "./golden.ts";
import { apart, compiled, dot, exactHessian, pair, rowsFor, twoLayers } from "./support.ts";

const { cases, problems } = golden<SecondOrder>("second_order.json.gz");
const functions: Record<string, Parameters<typeof minimize>[0]> = {
  classic_saddle: {
    value: ([x, y]) => 5 * x * x - y * y,
    gradient: ([x, y]) => [10 * x, -2 * y],
    hessian: () => [
      [10, 0],
      [0, -2],
    ],
  },
  monkey_saddle: {
    value: ([x, y]) => x ** 3 - 3 * x * y * y,
    gradient: ([x, y]) => [3 * x * x - 3 * y * y, -6 * x * y],
    hessian: ([x, y]) => [
      [6 * x, -6 * y],
      [-6 * y, -6 * x],
    ],
  },
  double_well: {
    value: ([x, y]) => x * x - 0.5 * y * y + 0.25 * y ** 4,
    gradient: ([x, y]) => [2 * x, -y + y ** 3],
    hessian: ([, y]) => [
      [2, 0],
      [0, -1 + 3 * y * y],
    ],
  },
  coupled: {
    value: ([x, y]) => 0.5 * (x * y - 1) ** 2 + 0.05 * (x * x + y * y),
    gradient: ([x, y]) => [y * (x * y - 1) + 0.1 * x, x * (x * y - 1) + 0.1 * y],
    hessian: ([x, y]) => [
      [y * y + 0.1, 2 * x * y - 1],
      [2 * x * y - 1, x * x + 0.1],
    ],
  },
};

const ours = cases.filter(({ method }) => method in goldenOptimizers);
describe("golden paths are followed within 1e-5, times how far a disturbance grows, up to compare_up_to_step", () => {
  test.each(ours.filter(({ problem }) => problem in functions).map((c) => [c.id, c] as const))("%s", async (_, c) => {
    const last = lastStep(c, 100);
    const optimizer = goldenOptimizers[c.method](c.params, "full");
    const { path } = await minimize(functions[c.problem], { start: [...c.theta[0]], optimizer, steps: last });
    expect(path.length).toBe(last + 1);
    path.forEach((point, k) => {
      expect(errorAt(point, c, k)).toBeLessThanOrEqual(1);
    });
  });

  // a float32 Hessian divided by the damping costs another digit
  const networks = ours.filter(
    ({ problem, method }) => problem in problems && !(problem in functions) && !/newton$|grid/.test(method),
  );
  test.each(networks.map((c) => [c.id, c] as const))("%s", async (_, c) => {
    const problem = problems[c.problem];
    const last = lastStep(c, 20);
    const network = await goldenNetwork(problem, c.theta[0]);
    const optimizer = goldenOptimizers[c.method](c.params, c.theta[0].length);
    await network.fit(goldenData(problem), { optimizer, epochs: last, batchSize: problem.x.length, shuffle: false });
    expect(errorAt(network.parameters, c, last)).toBeLessThanOrEqual(10);
  });
});

describe("on functions", () => {
  const saddle = {
    value: ([x, y]: number[]) => x * x - y * y,
    gradient: ([x, y]: number[]) => [2 * x, -2 * y],
    hessian: () => [
      [2, 0],
      [0, -2],
    ],
  };
  const step = async (optimizer: ReturnType<typeof newton>) =>
    Array.from((await minimize(saddle, { start: [1, 0.5], optimizer, steps: 1 })).path[1]);

  test("from (1, 0.5) on x² − y² Newton lands on (0, 0), saddle-free Newton on (0, 1)", async () => {
    expect(await step(newton({ krylov: "full" }))).toEqual([0, 0]);
    expect(await step(saddleFreeNewton({ krylov: "full", damping: 0 }))).toEqual([0, 1]);
  });

  test("on 5x² − y² saddle-free Newton zeroes x and doubles y each step", async () => {
    const optimizer = saddleFreeNewton({ krylov: "full", damping: 0 });
    const { path } = await minimize(functions.classic_saddle, { start: [1, 0.5], optimizer, steps: 4 });
    expect(path.slice(1).map((p) => Array.from(p))).toEqual([
      [0, 1],
      [0, 2],
      [0, 4],
      [0, 8],
    ]);
  });

  test("the search passes over a damping after which the function has no value", async () => {
    // damping 1 leads to 1/2, where it is not defined; the least one comes nearest to 0
    const f = {
      value: ([x]: number[]) => (Math.abs(x - 0.5) < 0.1 ? Number.NaN : x * x),
      gradient: ([x]: number[]) => [x],
      hessian: () => [[1]],
    };
    const optimizer = saddleFreeNewton({ krylov: "full", damping: "search" });
    const { path } = await minimize(f, { start: [1], optimizer, steps: 1 });
    expect(path[1][0]).toBeCloseTo(0, 5);
  });

  test("the search leaves the lowest value of the grid's seven", async () => {
    const gradient = surfaces.beale.gradient([1, 1]);
    const at = async (damping: number | "search") =>
      (
        await minimize(surfaces.beale, {
          start: [1, 1],
          optimizer: saddleFreeNewton({ krylov: "full", damping }),
          steps: 1,
        })
      ).values[1];
    expect(gradient.length).toBe(2);
    const each = await Promise.all([1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6].map(at));
    expect(await at("search")).toBe(Math.min(...each));
  });

  test.each(Object.entries(surfaces).filter(([, s]) => s.minimum !== undefined))(
    "saddle-free Newton does not rise on %s",
    async (_, s) => {
      const f = { value: s.value, gradient: s.gradient, hessian: s.hessian };
      const { values } = await minimize(f as never, {
        start: [...s.start],
        optimizer: saddleFreeNewton({ krylov: "full" }),
        steps: 30,
      });
      expect(values[30]).toBeLessThan(values[0]);
    },
  );

  test("a function without a Hessian, or one of another shape, is named", async () => {
    const { hessian: _, ...bare } = functions.coupled;
    const run = (f: object) =>
      failure(minimize(f as never, { start: [1, 1], optimizer: saddleFreeNewton({ krylov: "full" }), steps: 1 }));
    expect(String(await run(bare))).toContain("a function with a hessian");
    expect(String(await run({ ...bare, hessian: () => [[1, 2]] }))).toContain("2 rows of 2 numbers");
    expect(
      String(
        await run({
          ...bare,
          hessian: () => [
            [1, "2"],
            [2, 1],
          ],
        }),
      ),
    ).toContain("2 rows of 2 numbers");
  });
});

/** θ − rate·V(|Λ| + damping)⁻¹Vᵀg, or without the absolute value, from the float64 reference. */
function exactStep(
  exact: Network,
  rows: Parameters<typeof exactHessian>[1],
  damping: number,
  absolute: boolean,
  rate = 1,
): Float64Array {
  const g = exact.gradient(rows.inputs, rows.targets).gradient;
  const { values, vectors } = symmetricEigen(exactHessian(exact, rows));
  const theta = Float64Array.from(exact.parameters);
  for (const [i, v] of vectors.entries()) {
    const factor = (rate * dot(v, g)) / ((absolute ? Math.abs(values[i]) : values[i]) + damping);
    for (let k = 0; k < theta.length; k++) theta[k] -= factor * v[k];
  }
  return theta;
}

describe("a step of fit", () => {
  const made = { saddleFreeNewton, newton };
  test.each(["saddleFreeNewton", "newton"] as const)(
    "of %s is the formula's within 1e-3, batch by batch, the last one short",
    async (name) => {
      const rows = rowsFor("softmaxCrossEntropy", 20, 4, 3);
      const data = dataset({ ...rows, features: 4, outputs: 3 });
      const { wasm, exact } = await pair({ ...twoLayers("tanh", "softmaxCrossEntropy"), l2: 0.01 });
      const count = wasm.parameters.length;
      const optimizer = made[name]({ krylov: count, damping: 0.5, learningRate: 0.7 });
      const start = Float64Array.from(wasm.parameters);
      for (const [steps, from, to] of [
        [1, 0, 8],
        [2, 8, 16],
        [3, 16, 20],
      ] as const) {
        const { inputs, targets } = subset(
          data,
          Array.from({ length: to - from }, (_, i) => from + i),
        );
        const next = exactStep(exact, { inputs, targets }, 0.5, name === "saddleFreeNewton", 0.7);
        wasm.setParameters(start);
        await wasm.fit(data, { optimizer, steps, batchSize: 8, shuffle: false });
        const moved = next.map((v, i) => v - exact.parameters[i]);
        const received = Float64Array.from(wasm.parameters, (v, i) => v - exact.parameters[i]);
        expect(apart(received, moved)).toBeLessThan(1e-3);
        exact.setParameters(next);
      }
    },
  );

  test("with inner steps takes that many in one basis: the cost falls further", async () => {
    const data = classified(60);
    const reached = async (innerSteps: number) => {
      const network = await small();
      await network.fit(data, { optimizer: saddleFreeNewton({ krylov: 12, innerSteps }), epochs: 2, batchSize: 60 });
      return network.evaluate(data).cost;
    };
    expect(await reached(4)).toBeLessThan(await reached(1));
  });

  test("searches the damping: no fixed one of the grid leaves a lower cost", async () => {
    const data = classified(60);
    const reached = async (damping: number | "search") => {
      const network = await small();
      await network.fit(data, { optimizer: saddleFreeNewton({ krylov: 12, damping }), steps: 1, batchSize: 60 });
      return network.evaluate(data).cost;
    };
    const each = [];
    for (const damping of [1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6]) each.push(await reached(damping));
    expect(await reached("search")).toBeCloseTo(Math.min(...each), 6);
  });

  test("costs less with saddle-free Newton than with gradient descent at a saddle: it leaves 0 along the curvature", async () => {
    // w₂w₁x with w near 0: Newton goes to the saddle, saddle-free Newton away from it
    const data = dataset({ inputs: [[1], [2], [4]], targets: [3, 5, 9] });
    const reached = async (optimizer: ReturnType<typeof newton>) => {
      const layers = [dense(1, { bias: false }), dense(1, { bias: false })];
      const network = await Network.create({ inputs: 1, layers, loss: "meanSquaredError", core: compiled });
      network.setParameters([0.1, 0.05]);
      await network.fit(data, { optimizer, epochs: 1, batchSize: 3 });
      return Math.hypot(...network.parameters);
    };
    expect(await reached(newton({ krylov: 2 }))).toBeLessThan(0.01);
    expect(await reached(saddleFreeNewton({ krylov: 2, damping: 0 }))).toBeGreaterThan(0.15);
  });
});

describe("a run", () => {
  const data = classified(50);
  const dropped = () =>
    Network.create({
      inputs: 5,
      layers: [
        dropout({ keep: 0.9, scaleAt: "test" }),
        dense(6, { activation: "tanh" }),
        dropout({ keep: 0.8 }),
        dense(3),
      ],
      loss: "softmaxCrossEntropy",
      l2: 0.001,
      core: compiled,
    });
  const optimizers = [
    ["saddleFreeNewton", saddleFreeNewton({ krylov: 5 })],
    ["saddleFreeNewton, fixed damping, 2 inner steps", saddleFreeNewton({ krylov: 5, damping: 0.1, innerSteps: 2 })],
    ["newton, search", newton({ krylov: 5, damping: "search" })],
  ] as const;

  test.each(optimizers)(
    "of %s with dropout and a short last batch repeats its bits, is finite and learns",
    async (_, optimizer) => {
      const [a, b] = [await dropped(), await dropped()];
      const options = { optimizer, epochs: 6, batchSize: 16 };
      const before = a.evaluate(data).cost;
      await a.fit(data, options);
      await b.fit(data, options);
      expect(b.fingerprint()).toBe(a.fingerprint());
      expect(a.evaluate(data).cost).toBeLessThan(before);
    },
  );

  test.each(optimizers)(
    "of %s: 20 epochs are 7 and 13, and a checkpoint goes on to the same bits",
    async (_, optimizer) => {
      const [whole, cut, kept] = [await dropped(), await dropped(), await dropped()];
      await whole.fit(data, { optimizer, epochs: 20, batchSize: 16 });
      const first = await cut.fit(data, { optimizer, epochs: 7, batchSize: 16 });
      await first.continue({ epochs: 13 });
      expect(cut.fingerprint()).toBe(whole.fingerprint());
      const part = await kept.fit(data, { optimizer, epochs: 20, steps: 30, batchSize: 16 });
      const resumed = await resume(part.checkpoint(), data, { core: compiled });
      expect(resumed.network.fingerprint()).toBe(whole.fingerprint());
    },
  );

  test("ends as diverged, with the last finite weights, where the step leads out of float32", async () => {
    const network = await small();
    const run = await network.fit(data, {
      optimizer: saddleFreeNewton({ krylov: 5, damping: 1e-6, learningRate: 1e38 }),
      epochs: 3,
    });
    expect(run.reason).toBe("diverged");
    expect(network.parameters.every(Number.isFinite)).toBe(true);
  });

  test("can be aborted between two steps", async () => {
    const network = await small();
    const stop = new AbortController();
    const run = await network.fit(data, {
      optimizer: saddleFreeNewton({ krylov: 5 }),
      epochs: 50,
      signal: stop.signal,
      onProgress: ({ epoch }) => {
        if (epoch >= 3) stop.abort();
      },
    });
    expect(run.reason).toBe("aborted");
    expect(run.steps).toBeLessThan(20);
  });

  test("ends as converged below the gradient norm that is given", async () => {
    const network = await small({ l2: 0.1 });
    const run = await network.fit(data, {
      optimizer: saddleFreeNewton(),
      epochs: 100,
      batchSize: 50,
      convergence: { gradientNorm: 1e-4 },
    });
    expect(run.reason).toBe("converged");
  });

  test("with more vectors than weights throws, the default does not", async () => {
    const network = await Network.create({
      inputs: 5,
      layers: [dense(3)],
      loss: "softmaxCrossEntropy",
      core: compiled,
    });
    for (const make of [saddleFreeNewton, newton]) {
      const error = await failure(network.fit(data, { optimizer: make({ krylov: 21 }) }));
      expect(error).toBeInstanceOf(OptionError);
      expect(String(error)).toContain("krylov: got 21, expected at most 18, the number of weights");
      await network.fit(data, { optimizer: make({ damping: 1 }), epochs: 1 });
      await network.fit(data, { optimizer: make({ krylov: "full", damping: 1 }), epochs: 1 });
    }
  });
});

test.each([
  ["krylov", 0],
  ["krylov", 2.5],
  ["krylov", "all"],
  ["damping", -1],
  ["damping", "auto"],
  ["damping", Number.NaN],
  ["learningRate", 0],
  ["innerSteps", 0],
])("saddleFreeNewton({ %s: %s }) throws and says what it may be", (option, value) => {
  expect(() => saddleFreeNewton({ [option]: value })).toThrow(`saddleFreeNewton.${option}`);
  if (option !== "innerSteps") expect(() => newton({ [option]: value })).toThrow(`newton.${option}`);
});
