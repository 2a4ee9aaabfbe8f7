// The saddle-point experiment of examples/saddle on a small case: what arXiv:1406.2572 claims of small networks. Runs the built package.
import { beforeAll, describe, expect, test } from "vitest";

interface Mark {
  readonly epoch: number;
  readonly cost: number;
  readonly smallest: number;
}
interface Race {
  readonly points: readonly { readonly cost: number }[];
  readonly marks: readonly Mark[];
}
interface Experiment {
  digits(rows: number): Promise<{ rows: number }>;
  bestSgd(data: object, options: object): Promise<{ cost: number }>;
  raceAll(data: object, options: object): Promise<{ runs: Record<string, Race> }>;
  findCritical(data: object, options: object): Promise<{ cost: number; index: number; gradientNorm: number }[]>;
}

const load = (file: string) => import(new URL(`../../examples/saddle/${file}`, import.meta.url).href);
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const last = <T>(values: readonly T[]) => values[values.length - 1];

let experiment: Experiment;
beforeAll(async () => {
  experiment = { ...(await load("data.js")), ...(await load("experiment.js")) };
});

describe("25 units on 300 digits, 12 epochs, three seeds", () => {
  let ends: Record<string, { cost: number; smallest: number }[]>;
  beforeAll(async () => {
    const data = await experiment.digits(300);
    const settings = [0.1, 0.3].flatMap((learningRate) =>
      [0, 0.9].map((momentum) => ({ learningRate, momentum, batchSize: 10 })),
    );
    const best = await experiment.bestSgd(data, { units: 25, seed: 1, epochs: 12, settings });
    ends = {};
    for (const seed of [1, 2, 3]) {
      const { runs } = await experiment.raceAll(data, { units: 25, seed, epochs: 12, marks: [11], krylov: 30, best });
      for (const [name, { points, marks }] of Object.entries(runs)) {
        ends[name] = [...(ends[name] ?? []), { cost: last(points).cost, smallest: last(marks).smallest }];
      }
    }
  });

  test("saddle-free Newton ends with a lower median cost than the best SGD and than damped Newton", () => {
    const cost = (name: string) => median(ends[name].map((end) => end.cost));
    expect(cost("saddle-free Newton")).toBeLessThan(cost("SGD"));
    expect(cost("saddle-free Newton")).toBeLessThan(cost("damped Newton"));
  });

  test("its most negative eigenvalue ends closer to 0 than SGD's", () => {
    const depth = (name: string) => median(ends[name].map((end) => Math.max(0, -end.smallest)));
    expect(depth("saddle-free Newton")).toBeLessThan(depth("SGD"));
  });
});

test("of the critical points of 5 units on 100 digits, the dearer half has the higher median index", async () => {
  const data = await experiment.digits(100);
  const options = { units: 5, seeds: [1], epochs: 4, perturbation: [0.1], tolerance: 1e-3, steps: 40, krylov: 40 };
  const points = await experiment.findCritical(data, options);
  expect(points.length).toBeGreaterThanOrEqual(3);
  for (const { gradientNorm } of points) expect(gradientNorm).toBeLessThanOrEqual(1e-3);
  const half = Math.ceil(points.length / 2);
  const index = (some: typeof points) => median(some.map((point) => point.index));
  expect(index(points.slice(half))).toBeGreaterThan(index(points.slice(0, half)));
});
