// The cost over a plane in the space of weights, paths on it, and the recording of paths.
import { describe, expect, test } from "vitest";
import {
  adam,
  type Dataset,
  dense,
  type LossSurfaceOptions,
  layerNorm,
  lossSurface,
  type Network,
  OptionError,
  recordPath,
  residual,
  StateError,
  sgd,
} from "../../src/index.ts";
import { textOf } from "../house/sources.ts";
import { noise } from "../support/numbers.ts";
import { classified, failure, small } from "../training/support.ts";
import { dot, norm } from "./support.ts";

const data = classified(40);

/** The cost at a point of the plane, by evaluate. */
function costAt(
  network: Network,
  on: Dataset,
  s: Awaited<ReturnType<typeof lossSurface>>,
  x: number,
  y: number,
): number {
  const theta = network.parameters;
  network.setParameters(
    s.center.map((c, k) => c + (x - s.at[0]) * s.directions[0][k] + (y - s.at[1]) * s.directions[1][k]),
  );
  const { cost } = network.evaluate(on);
  network.setParameters(theta);
  return cost;
}

describe("over two weights", () => {
  test("values are evaluate's cost within 1e-7, axes the weights' own values, and the weights are afterwards as before", async () => {
    const network = await small({ l2: 0.01 });
    const before = network.fingerprint();
    const s = await lossSurface(network, data, { directions: [7, 40], resolution: [5, 3], range: 2 });
    expect(network.fingerprint()).toBe(before);
    const { parameters } = network;
    expect(s.at).toEqual([parameters[7], parameters[40]]);
    expect([s.x.length, s.y.length, s.values.length]).toEqual([5, 3, 15]);
    expect([s.x[0], s.x[4], s.y[0], s.y[2]]).toEqual([s.at[0] - 2, s.at[0] + 2, s.at[1] - 2, s.at[1] + 2]);
    for (let i = 0; i < 15; i++) {
      expect(Math.abs(s.values[i] - costAt(network, data, s, s.x[i % 5], s.y[Math.floor(i / 5)]))).toBeLessThan(1e-7);
    }
    expect(s.values[7]).toBeCloseTo(network.evaluate(data).cost, 7);
    expect(s.labels).toEqual(["weights.0[1, 2]", "weights.1[0, 4]"]);
  });

  test("a weight is also named by layer, parameter and place", async () => {
    const network = await small();
    const of = (directions: LossSurfaceOptions["directions"] & object) =>
      lossSurface(network, data, { directions, resolution: 2 });
    const byNumber = await of([7, 54]);
    const byName = await of([
      { layer: 0, index: [1, 2] },
      { layer: 1, parameter: "biases", index: 0 },
    ]);
    expect(byName.values).toEqual(byNumber.values);
    expect(byName.labels).toEqual(["weights.0[1, 2]", "biases.1[0]"]);
  });

  test("a range may be given in the axes' own values", async () => {
    const s = await lossSurface(await small(), data, {
      directions: [0, 1],
      resolution: 3,
      range: [
        [-1, 1],
        [0, 4],
      ],
    });
    expect([Array.from(s.x), Array.from(s.y)]).toEqual([
      [-1, 0, 1],
      [0, 2, 4],
    ]);
  });
});

describe("over random directions", () => {
  test("each unit's incoming weights get a direction as long as they are, biases none (within 1e-9)", async () => {
    const network = await small();
    const { directions, center } = await lossSurface(network, data, { resolution: 2 });
    for (const direction of directions) {
      for (let unit = 0; unit < 6; unit++) {
        const part = (v: Float64Array) => v.slice(unit * 5, unit * 5 + 5);
        expect(Math.abs(norm(part(direction)) - norm(part(center)))).toBeLessThan(1e-9);
      }
      expect(Array.from(direction.slice(30, 36))).toEqual([0, 0, 0, 0, 0, 0]);
      expect(Array.from(direction.slice(54))).toEqual([0, 0, 0]);
    }
    expect(Math.abs(dot(...directions))).toBeLessThan(0.9 * dot(directions[0], directions[0]));
  });

  test("the seed chooses them", async () => {
    const network = await small();
    const of = async (seed: number) => (await lossSurface(network, data, { resolution: 2, seed })).values;
    expect(await of(1)).toEqual(await of(1));
    expect(await of(1)).not.toEqual(await of(2));
  });
});

describe("over a path's principal directions", () => {
  async function trained() {
    const network = await small();
    const path = recordPath(network);
    const options = {
      optimizer: adam({ learningRate: 0.02 }),
      epochs: 6,
      evaluateEvery: { steps: 1 },
      onProgress: path.onProgress,
    };
    await network.fit(data, options);
    return { network, path };
  }

  test("they have length 1, are orthogonal within 1e-9, point forward, and explain more than nine tenths", async () => {
    const { network, path } = await trained();
    const s = await lossSurface(network, data, { directions: { path: path.points }, resolution: 4 });
    const [a, b] = s.directions;
    expect([norm(a), norm(b)].map((v) => Math.abs(v - 1) < 1e-9)).toEqual([true, true]);
    expect(Math.abs(dot(a, b))).toBeLessThan(1e-9);
    const [first, second] = s.explained ?? [0, 0];
    expect(first).toBeGreaterThanOrEqual(second);
    expect(first + second).toBeGreaterThan(0.9);
    expect(first + second).toBeLessThanOrEqual(1 + 1e-12);
    const { x, y, distance } = s.project(path.points);
    const last = path.points.length - 1;
    expect([x[last], y[last], distance[last]]).toEqual([0, 0, 0]);
    expect(x[0]).toBeLessThan(0);
    // the picture holds all of it
    for (let i = 0; i <= last; i++) {
      expect(x[i]).toBeGreaterThan(s.x[0]);
      expect(x[i]).toBeLessThan(s.x[3]);
      expect(y[i]).toBeGreaterThan(s.y[0]);
      expect(y[i]).toBeLessThan(s.y[3]);
    }
    expect(Array.from(s.center)).toEqual(Array.from(path.points[last]));
  });

  test("other optimizers' paths are projected on the same plane: coordinates and distance rebuild the point's length", async () => {
    const { network, path } = await trained();
    const s = await lossSurface(network, data, { directions: { path: path.points }, resolution: 2 });
    const other = await small();
    const second = recordPath(other);
    await other.fit(data, { optimizer: sgd({ learningRate: 0.5 }), epochs: 2, onProgress: second.onProgress });
    const { x, y, distance } = s.project(second.points);
    second.points.forEach((point, i) => {
      const off = s.center.map((c, k) => point[k] - c);
      expect(Math.abs(norm([x[i], y[i], distance[i]]) - norm(off))).toBeLessThan(1e-9);
    });
  });

  test("a path in a plane is projected on itself within 1e-6", async () => {
    const network = await small();
    const [u, v] = [noise(57, 1), noise(57, 2)];
    const points = [
      [0, 0],
      [1, 0],
      [1, 1],
      [3, -1],
    ].map(([p, q]) => u.map((w, k) => p * w + q * v[k]));
    const s = await lossSurface(network, data, { directions: { path: points }, resolution: 2 });
    expect(Math.max(...s.project(points).distance)).toBeLessThan(1e-6);
    expect((s.explained ?? [0, 0]).reduce((a, b) => a + b)).toBeCloseTo(1, 9);
  });
});

test("given directions need not be orthogonal: project finds the coordinates within 1e-6", async () => {
  const network = await small();
  const [u, v] = [noise(57, 1), noise(57, 1).map((w, k) => w + 0.3 * Math.sin(k))];
  const s = await lossSurface(network, data, { directions: { vectors: [u, v] }, resolution: 2 });
  const point = s.center.map((c, k) => c + 0.5 * u[k] - 1.25 * v[k]);
  const { x, y, distance } = s.project([point]);
  expect([x[0], y[0], distance[0]].map((w, i) => Math.abs(w - [0.5, -1.25, 0][i]) < 1e-6)).toEqual([true, true, true]);
});

test("a surface lets the event loop run meanwhile", async () => {
  const network = await small();
  let turns = 0;
  let going = true;
  const count = () => {
    turns++;
    if (going) setImmediate(count);
  };
  setImmediate(count);
  await lossSurface(network, classified(2000), { resolution: 40 });
  going = false;
  expect(turns).toBeGreaterThan(3);
});

describe("errors", () => {
  const line = [0, 1, 2].map((t) => noise(57, 1).map((v) => t * v));
  const wrong: [string, object, string][] = [
    [
      "a weight that is not there",
      { directions: [0, 57] },
      "directions[1]: got 57, expected a whole number from 0 to 56",
    ],
    [
      "a parameter that is not there",
      { directions: [0, { layer: 0, parameter: "bias", index: 0 }] },
      "biases of layer 0",
    ],
    [
      "a place outside",
      { directions: [0, { layer: 0, index: [6, 0] }] },
      "directions[1].index: got an array of 2, expected a location in [6, 5]",
    ],
    [
      "a misspelt name of a parameter's name",
      { directions: [{ layer: 0, parameters: "weights", index: 0 }, 3] },
      'directions[0] option: got "parameters", expected one of layer, parameter, index. Did you mean "parameter"?',
    ],
    ["a misspelt path", { directions: { paths: line } }, 'Did you mean "path"?'],
    ["a path and vectors", { directions: { path: line, vectors: line } }, "{ path } or { vectors: [a, b] }"],
    ["vectors that are none", { directions: { vectors: "ab" } }, "an array of two vectors"],
    [
      "a vector with a number that is not finite",
      { directions: { vectors: [noise(57, 1), noise(57, 2).fill(Number.NaN, 4, 5)] } },
      "directions.vectors[1][4]: got NaN",
    ],
    [
      "a path with a number that is not finite",
      { directions: { path: [...line, noise(57, 2).fill(Number.POSITIVE_INFINITY, 0, 1)] } },
      "directions.path[3][0]: got Infinity",
    ],
    ["no weight", { directions: [null, 3] }, "directions[0]: got null"],
    ["the same weight twice", { directions: [3, { layer: 0, index: 3 }] }, "two different weights"],
    ["parallel vectors", { directions: { vectors: [noise(57, 1), noise(57, 1).map((v) => 2 * v)] } }, "span no plane"],
    ["a vector of another length", { directions: { vectors: [noise(57, 1), noise(56, 1)] } }, "vectors[1]"],
    ["a short path", { directions: { path: line.slice(1) } }, "at least three points"],
    ["a straight path", { directions: { path: line } }, "a path that is not straight"],
    ["an unknown name", { directions: "chance" }, 'expected "random", two weights'],
    ["one point per axis", { resolution: 1 }, "a whole number from 2 to 1000"],
    [
      "a range that is turned",
      {
        range: [
          [1, -1],
          [0, 1],
        ],
      },
      "x₀ < x₁",
    ],
    ["an unknown option", { resolutoin: 5 }, 'Did you mean "resolution"?'],
  ];
  test.each(wrong)("%s", async (_, options, says) => {
    const network = await small();
    const before = network.fingerprint();
    const error = await failure(lossSurface(network, data, options as LossSurfaceOptions));
    expect(error).toBeInstanceOf(RangeError);
    expect(String(error)).toContain(says);
    expect(String(error)).toContain("lossSurface");
    expect(network.fingerprint()).toBe(before);
  });

  test("a projected point of another length, and a network that is being trained", async () => {
    const network = await small();
    const { project } = await lossSurface(network, data, { resolution: 2 });
    expect(() => project([noise(3, 1)])).toThrow("lossSurface.project[0]");
    expect(() => project({ points: [] } as never)).toThrow("lossSurface.project: got an object with { points }");
    const run = network.fit(data, { epochs: 2 });
    expect(await failure(lossSurface(network, data))).toBeInstanceOf(StateError);
    await run;
  });
});

test("weights that are all 0 have no random directions, but others", async () => {
  const network = await small();
  network.setParameters(network.parameters.fill(0));
  const error = await failure(lossSurface(network, data, { resolution: 2 }));
  expect(error).toBeInstanceOf(OptionError);
  expect(String(error)).toContain('lossSurface.directions: got "random", expected at least two incoming weights');
  const { values } = await lossSurface(network, data, { resolution: 2, directions: [0, 1] });
  expect(values.every(Number.isFinite)).toBe(true);
});

test("a parameter may be named by every name that a layer's weights have, and WeightIndex says which there are", async () => {
  const layers = [dense(5), layerNorm(), residual([dense(4), layerNorm()], { shortcut: [dense(4)] }), dense(3)];
  const network = await small({ layers });
  const text = textOf("src/curvature/plane.ts");
  const seen = new Set<string>();
  for (let layer = 0; layer < layers.length; layer++) {
    for (const [parameter, { shape }] of Object.entries(network.weights(layer))) {
      const first = { layer, parameter, index: shape.map(() => 0) };
      const { labels } = await lossSurface(network, data, {
        directions: [first, { ...first, index: 1 }],
        resolution: 2,
      });
      expect(labels[0].startsWith(`${parameter}.${layer}[`)).toBe(true);
      seen.add(parameter.replace(/^(shortcut\.)?\d+\./, ""));
    }
  }
  for (const name of seen) expect(text).toContain(`"${name}"`);
  expect([...seen].sort()).toEqual(["biases", "gains", "weights"]);
});

test("recordPath notes the beginning and every evaluation, and calls on", async () => {
  const network = await small();
  const start = network.parameters;
  const seen: number[] = [];
  const path = recordPath(network, ({ step }) => {
    seen.push(step);
  });
  const run = await network.fit(data, {
    epochs: 2,
    batchSize: 10,
    evaluateEvery: { steps: 3 },
    onProgress: path.onProgress,
  });
  expect(path.steps).toEqual([0, 3, 6, 8]);
  expect(seen).toEqual([3, 6, 8]);
  expect(path.points[0]).toEqual(start);
  expect(path.points[3]).toEqual(network.parameters);
  expect(path.costs.slice(1)).toEqual(run.curve.points.map(({ train }) => train.cost));
  expect(path.costs[0]).toBeNaN();
});
