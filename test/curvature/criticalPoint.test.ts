// Critical points: found at planted minima and saddles, told apart, and where there are none.
import { describe, expect, test } from "vitest";
import {
  type CriticalPointOptions,
  criticalPoints,
  dataset,
  dense,
  findCriticalPoint,
  Network,
  OptionError,
  recordPath,
  ShapeError,
  StateError,
  sgd,
} from "../../src/index.ts";
import { noise } from "../support/numbers.ts";
import { classified, failure, small } from "../training/support.ts";
import { compiled, norm } from "./support.ts";

const line = dataset({ inputs: [[1], [2], [4]], targets: [3, 5, 9] });
const chain = async (units: number, bias: boolean, weights: number[], loss = "meanSquaredError") => {
  const layers = Array.from({ length: units }, () => dense(1, { bias }));
  const network = await Network.create({ inputs: 1, layers, loss, core: compiled });
  network.setParameters(weights);
  return network;
};

describe("findCriticalPoint", () => {
  test("goes to a fitted line's minimum, and leaves the network its weights", async () => {
    const network = await chain(1, true, [-3, 7]);
    const before = network.fingerprint();
    const point = await findCriticalPoint(network, line);
    expect(point).toMatchObject({ found: true, reason: "found", index: 0 });
    expect(point.spectrum.kind).toBe("minimum");
    expect(point.parameters[0]).toBeCloseTo(2, 3);
    expect(point.parameters[1]).toBeCloseTo(1, 3);
    expect(network.fingerprint()).toBe(before);
  });

  test("goes to the saddle at 0 of w₂w₁x where that is near, to a minimum where that is", async () => {
    const saddle = await findCriticalPoint(await chain(2, false, [0.3, -0.2]), line);
    expect(saddle).toMatchObject({ found: true, index: 0.5 });
    expect(saddle.spectrum.kind).toBe("saddle");
    expect(norm(saddle.parameters)).toBeLessThan(1e-4);
    const minimum = await findCriticalPoint(await chain(2, false, [1.6, 1.4]), line);
    expect(minimum.found).toBe(true);
    // along w₁w₂ = const the cost is flat
    expect(minimum.spectrum).toMatchObject({ negative: 0, zero: 1, positive: 1 });
  });

  test("finds a point of a classifier where the gradient is below 1e-4; cost, gradient norm and index are those there", async () => {
    const data = classified(40);
    const network = await small({ l2: 0.05 });
    const point = await findCriticalPoint(network, data);
    expect(point.found).toBe(true);
    expect(point.steps).toBeLessThan(60);
    network.setParameters(point.parameters);
    const { gradient } = network.gradient(data.inputs, data.targets);
    expect(norm(gradient)).toBeLessThanOrEqual(1e-4);
    expect(norm(gradient)).toBeCloseTo(point.gradientNorm, 10);
    expect(network.evaluate(data).cost).toBeCloseTo(point.cost, 6);
    expect(point.index).toBe(point.spectrum.index);
    expect(point.spectrum.kind).not.toBe("not critical");
  });

  test("says how a search ends without one", async () => {
    const data = classified(40);
    expect(await findCriticalPoint(await small(), data, { steps: 1 })).toMatchObject({
      found: false,
      reason: "steps",
      steps: 1,
    });
    const signal = AbortSignal.abort();
    expect(await findCriticalPoint(await small(), data, { signal })).toMatchObject({
      found: false,
      reason: "aborted",
      steps: 0,
    });
    // |wx + b − y| has slopes and no curvature
    const flat = await chain(1, true, [0, 0], "meanAbsoluteError");
    const stuck = await findCriticalPoint(flat, line);
    expect(stuck).toMatchObject({ found: false, reason: "stuck" });
    expect(Array.from(stuck.parameters)).toEqual([0, 0]);
  });

  test("gives the same point again", async () => {
    const data = classified(40);
    const [a, b] = [
      await findCriticalPoint(await small(), data, { steps: 9 }),
      await findCriticalPoint(await small(), data, { steps: 9 }),
    ];
    expect(b).toEqual(a);
  });

  const wrong: [string, object, string][] = [
    ["more vectors than weights", { krylov: 100 }, "findCriticalPoint.krylov: got 100, expected at most 57"],
    ["an unknown option", { tolerence: 1 }, 'Did you mean "tolerance"?'],
    [
      "too many vectors for the spectrum",
      { spectrum: { vectors: 99 } },
      "findCriticalPoint.spectrum.vectors: got 99, expected at most 57",
    ],
    ["no steps", { steps: 0 }, "findCriticalPoint.steps"],
    ["a tolerance that the search has", { spectrum: { tolerance: 1 } }, "one of vectors, seed, exact"],
  ];
  test.each(wrong)("throws on %s", async (_, options, says) => {
    const error = await failure(findCriticalPoint(await small(), classified(20), options as CriticalPointOptions));
    expect(error).toBeInstanceOf(OptionError);
    expect(String(error)).toContain(says);
  });

  test("throws while the network is trained", async () => {
    const network = await small();
    const run = network.fit(classified(40), { epochs: 2 });
    expect(await failure(findCriticalPoint(network, classified(40)))).toBeInstanceOf(StateError);
    await run;
  });
});

describe("criticalPoints", () => {
  const data = classified(40);

  test("looks from every point of a run's path, in its order", async () => {
    const network = await small({ l2: 0.01 });
    const path = recordPath(network);
    await network.fit(data, { optimizer: sgd({ learningRate: 0.3 }), epochs: 3, onProgress: path.onProgress });
    const before = network.fingerprint();
    const points = await criticalPoints(network, data, { starts: path.points });
    expect(points.length).toBe(4);
    expect(network.fingerprint()).toBe(before);
    network.setParameters(path.points[2]);
    expect(points[2]).toEqual(await findCriticalPoint(network, data));
  });

  test("moves each start by noise of its own, the same for the same seed", async () => {
    const network = await small({ l2: 0.01 });
    const starts = [network.parameters, network.parameters];
    const found = async (seed: number) =>
      (await criticalPoints(network, data, { starts, perturbation: 0.5, seed, steps: 2 })).map((p) =>
        Array.from(p.parameters),
      );
    const [a, b] = await found(1);
    expect(a).not.toEqual(b);
    expect(await found(1)).toEqual([a, b]);
    expect(await found(2)).not.toEqual([a, b]);
  });

  test("throws on a start of another length, and without starts", async () => {
    const network = await small();
    const error = await failure(criticalPoints(network, data, { starts: [network.parameters, noise(3, 1)] }));
    expect(error).toBeInstanceOf(ShapeError);
    expect(String(error)).toContain("criticalPoints.starts[1]");
    expect(await failure(criticalPoints(network, data, {} as never))).toBeInstanceOf(OptionError);
    const bad = network.parameters;
    bad[5] = Number.NaN;
    const unnumbered = await failure(criticalPoints(network, data, { starts: [network.parameters, bad] }));
    expect(unnumbered).toBeInstanceOf(ShapeError);
    expect(String(unnumbered)).toContain("criticalPoints.starts[1][5]: got NaN");
  });
});
