// Layer normalisation: its kernels against the formula in float64 and its central differences, on both cores.
import { describe, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { type Cells, float32, kernelCall, testCores, zeros } from "../support/kernel.ts";
import { expectClose, expectSameBits, noise } from "../support/numbers.ts";

const cores = await testCores();
const [[, wasm]] = cores;
const EPSILON = Math.fround(1e-5);
const sizes = [1, 2, 3].flatMap((rows) => [1, 2, 3, 4, 5, 7, 8, 17].map((width) => [rows, width] as const));

interface Batch {
  readonly rows: number;
  readonly width: number;
  readonly x: Float32Array;
  readonly gains: Float32Array;
  readonly biases: Float32Array;
  /** ∂cost/∂y */
  readonly g: Float32Array;
}
const batch = (rows: number, width: number): Batch => ({
  rows,
  width,
  x: noise(rows * width, width).map((v) => 2 * v + 1),
  gains: noise(width, 2),
  biases: noise(width, 3),
  g: noise(rows * width, 4),
});
/** A direction in which everything moves. */
const direction = ({ rows, width }: Batch) => ({
  x: noise(rows * width, 5),
  gains: noise(width, 6),
  biases: noise(width, 7),
  g: noise(rows * width, 8),
});

/** x̂ and 1/√(σ² + ε) of one row, equations 3 and 4 of Ba, Kiros & Hinton 2016 */
function normalised(x: readonly number[]) {
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const center = mean(x);
  const scale = 1 / Math.sqrt(mean(x.map((v) => (v - center) ** 2)) + EPSILON);
  return { values: x.map((v) => (v - center) * scale), scale };
}
const rowsOf = (values: ArrayLike<number>, { rows, width }: Batch) =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: width }, (_, k) => values[r * width + k]));
const outputsOf = (b: Batch, x: ArrayLike<number>, gains: ArrayLike<number>, biases: ArrayLike<number>) =>
  rowsOf(x, b).flatMap((row) => normalised(row).values.map((v, k) => gains[k] * v + biases[k]));
const moved = (from: Float32Array, along: Float32Array, by: number) => Array.from(from, (v, i) => v + by * along[i]);
/** ∂(Σ g·y)/∂x by central differences */
function inputGradientsOf(b: Batch, x: readonly number[], gains: ArrayLike<number>, g: ArrayLike<number>) {
  const step = 1e-5;
  const cost = (at: readonly number[]) => outputsOf(b, at, gains, b.biases).reduce((sum, y, i) => sum + g[i] * y, 0);
  return x.map((_, i) => {
    const at = (by: number) => cost(x.map((v, k) => (k === i ? v + by : v)));
    return (at(step) - at(-step)) / (2 * step);
  });
}

const counts = ({ rows, width }: Batch) => ({ rows, width });
const forward = (core: Core, b: Batch) =>
  kernelCall(core, "layerNormForward", {
    outputs: zeros(b.x.length),
    normalised: zeros(b.x.length),
    scales: zeros(b.rows),
    inputs: float32(b.x),
    gains: float32(b.gains),
    biases: float32(b.biases),
    epsilon: float32([EPSILON]),
    ...counts(b),
  });
const backward = (core: Core, b: Batch, outputGradients = float32(b.g), inputGradients: Cells = outputGradients) => {
  const { normalised: x, scales } = forward(core, b);
  return kernelCall(core, "layerNormBackward", {
    inputGradients,
    outputGradients,
    normalised: float32(x),
    scales: float32(scales),
    gains: float32(b.gains),
    ...counts(b),
  }).inputGradients;
};
const tangents = (core: Core, b: Batch, inputTangents: Cells | null, d = direction(b)) => {
  const { normalised: x, scales } = forward(core, b);
  return kernelCall(core, "layerNormTangent", {
    outputTangents: zeros(b.x.length),
    normalisedTangents: zeros(b.x.length),
    scaleTangents: zeros(b.rows),
    inputTangents,
    normalised: float32(x),
    scales: float32(scales),
    gains: float32(b.gains),
    gainDirections: float32(d.gains),
    biasDirections: float32(d.biases),
    ...counts(b),
  });
};
const gradientTangents = (core: Core, b: Batch, inputTangents: Cells | null, d = direction(b)) => {
  const { normalised: x, scales } = forward(core, b);
  const { normalisedTangents, scaleTangents } = tangents(core, b, inputTangents, d);
  return kernelCall(core, "layerNormInputTangent", {
    gradientTangents: float32(d.g),
    outputGradients: float32(b.g),
    normalised: float32(x),
    normalisedTangents: float32(normalisedTangents),
    scales: float32(scales),
    scaleTangents: float32(scaleTangents),
    gains: float32(b.gains),
    gainDirections: float32(d.gains),
    products: zeros(b.width),
    ...counts(b),
  }).gradientTangents;
};

/** Rows of one or two numbers are nearly ±1 whatever they are: differences of 1/√ε in size cancel. */
const boundOf = ({ width }: Batch) => ({ relative: 2e-5, absolute: width < 3 ? 5e-3 : 5e-5 });

describe.each(cores)("the kernels in the %s core", (_, core) => {
  test.each(sizes)(
    "%i rows of %i: outputs, normalised rows and scales are the formula's within 3e-6",
    (rows, width) => {
      const b = batch(rows, width);
      const received = forward(core, b);
      const bound = { relative: 3e-6, absolute: width < 3 ? 1e-3 : 3e-6 };
      const truth = rowsOf(b.x, b).map(normalised);
      expectClose(received.outputs, outputsOf(b, b.x, b.gains, b.biases), bound, "outputs");
      expectClose(
        received.normalised,
        truth.flatMap(({ values }) => values),
        bound,
        "normalised",
      );
      expectClose(
        received.scales,
        truth.map(({ scale }) => scale),
        bound,
        "scales",
      );
    },
  );

  test.each(sizes)("%i rows of %i: input gradients are the differences', also in place", (rows, width) => {
    const b = batch(rows, width);
    const truth = inputGradientsOf(b, [...b.x], b.gains, b.g);
    expectClose(backward(core, b), truth, boundOf(b), "in place");
    expectClose(backward(core, b, float32(b.g), zeros(b.g.length)), truth, boundOf(b), "beside");
  });

  test.each(sizes)("%i rows of %i: gains' gradients are added to what stands, rows ascending", (rows, width) => {
    const b = batch(rows, width);
    const standing = noise(width, 9);
    const received = kernelCall(core, "layerNormGainBackward", {
      gainGradients: float32(standing),
      outputGradients: float32(b.g),
      normalised: float32(b.x),
      ...counts(b),
    }).gainGradients;
    const expected = standing.map((v, k) => {
      let sum = v;
      for (let r = 0; r < rows; r++) sum = Math.fround(sum + Math.fround(b.g[r * width + k] * b.x[r * width + k]));
      return sum;
    });
    if (core === wasm) expectSameBits(received, expected, "gains");
    else expectClose(received, expected, { relative: 1e-5, absolute: 1e-6 }, "gains");
  });

  test.each(sizes)("%i rows of %i: tangents are the differences along a direction", (rows, width) => {
    const b = batch(rows, width);
    const d = direction(b);
    const step = 1e-5;
    for (const moves of [true, false]) {
      const x = (by: number) => moved(b.x, d.x, moves ? by : 0);
      const along = (f: (by: number) => number[]) => {
        const [more, less] = [f(step), f(-step)];
        return more.map((v, i) => (v - less[i]) / (2 * step));
      };
      const outputs = along((by) => outputsOf(b, x(by), moved(b.gains, d.gains, by), moved(b.biases, d.biases, by)));
      const inputTangents = moves ? float32(d.x) : null;
      const what = moves ? "moving inputs" : "inputs that stand";
      expectClose(tangents(core, b, inputTangents).outputTangents, outputs, boundOf(b), what);
      if (width < 3) continue; // the second derivative of ±1 is all cancellation
      const gradients = along((by) => {
        const at = x(by);
        return analytic(b, at, moved(b.gains, d.gains, by), moved(b.g, d.g, by));
      });
      const bound = { relative: 2e-4, absolute: 2e-4 };
      expectClose(gradientTangents(core, b, inputTangents), gradients, bound, `gradients, ${what}`);
    }
  });

  test.each([1e2, 1e3, 1e4, 1e5, 1e6])(
    "rows that lie about %d, and such changes of them, keep the digits in which their numbers differ",
    (offset) => {
      const far = (values: Float32Array) => values.map((v) => Math.fround(offset + 2 * v));
      const rows = batch(3, 6);
      const b = { ...rows, x: far(rows.x), gains: new Float32Array(6).fill(1) };
      const scales = rowsOf(b.x, b).map((x) => normalised(x).scale);
      const bound = { relative: 1e-5, absolute: 3e-6 };
      const forwards = forward(core, b);
      expectClose(forwards.outputs, outputsOf(b, b.x, b.gains, b.biases), bound, "outputs");
      expectClose(forwards.scales, scales, bound, "scales");
      // with γ = 1 a change of a row has no other effect than its differences have: s·(u − m(u) − x̂·m(ux̂))
      const effect = (u: Float32Array) =>
        analytic(
          b,
          [...b.x],
          [...b.gains],
          Array.from(u, (v) => v - offset),
        );
      const g = far(b.g);
      expectClose(backward(core, b, float32(g)), effect(g), bound, "input gradients");
      const moves = far(direction(b).x);
      expectClose(tangents(core, b, float32(moves)).normalisedTangents, effect(moves), bound, "tangents");
      const d = { ...direction(b), gains: new Float32Array(6) };
      const [near, apart] = [g.map((v) => v - offset), g].map((gradients) =>
        gradientTangents(core, { ...b, g: gradients }, float32(d.x), { ...d, g: gradients }),
      );
      expectClose(apart, near, { relative: 1e-4, absolute: 1e-5 }, "tangents of gradients");
    },
  );

  test("a row of equal numbers becomes 0, and a NaN or ∞ stays in its row", () => {
    const b = { ...batch(3, 5), x: new Float32Array(15).fill(3) };
    expect([...forward(core, b).normalised]).toEqual(Array(15).fill(0));
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const x = batch(3, 5).x.slice();
      x[7] = odd;
      const finite = [...forward(core, { ...b, x }).outputs].map(Number.isFinite);
      expect(finite).toEqual(Array.from({ length: 15 }, (_, i) => i < 5 || i >= 10));
    }
  });

  test("subnormal inputs and gradients give finite numbers", () => {
    const b = batch(2, 9);
    const tiny = { ...b, x: b.x.map((v) => v * 1e-41), g: b.g.map((v) => v * 1e-41) };
    for (const values of [forward(core, tiny).outputs, backward(core, tiny)])
      expect([...values].every(Number.isFinite)).toBe(true);
  });
});

/** ∂(Σ g·y)/∂x by the formula: s·(γg − m₁ − x̂·m₂) */
function analytic(b: Batch, x: readonly number[], gains: readonly number[], g: readonly number[]): number[] {
  return rowsOf(x, b).flatMap((row, r) => {
    const { values, scale } = normalised(row);
    const u = values.map((_, k) => gains[k] * g[r * b.width + k]);
    const first = u.reduce((sum, v) => sum + v, 0) / b.width;
    const second = u.reduce((sum, v, k) => sum + v * values[k], 0) / b.width;
    return u.map((v, k) => scale * (v - first - values[k] * second));
  });
}

test.each([3, 4, 17])("a row of %i has the same bits alone and among others", (width) => {
  const b = batch(7, width);
  const all = { forward: forward(wasm, b).outputs, backward: backward(wasm, b) };
  for (let r = 0; r < b.rows; r++) {
    const at = (values: Float32Array) => values.slice(r * width, (r + 1) * width);
    const one = { ...b, rows: 1, x: at(b.x), g: at(b.g) };
    expectSameBits(forward(wasm, one).outputs, at(all.forward as Float32Array), `row ${r}`);
    expectSameBits(backward(wasm, one), at(all.backward as Float32Array), `gradients of row ${r}`);
  }
});
