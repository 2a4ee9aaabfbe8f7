// The kernels of long vectors, the dense layer's added products and the penalties' tangent, against their twins and formulas.
import { describe, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { denseScratchBytes } from "../../src/core/kernels.ts";
import { float32, float64, kernelCall, scratch, testCores } from "../support/kernel.ts";
import { expectClose, expectSameBits, noise } from "../support/numbers.ts";

const cores = await testCores();
const [[, wasm], [, reference]] = cores;
const lengths = [1, 3, 4, 5, 17];
const workspace = scratch(denseScratchBytes);

const project = (core: Core, basis: ArrayLike<number>, vector: ArrayLike<number>, vectors: number) =>
  kernelCall(core, "basisProject", {
    coefficients: float64(new Float64Array(vectors).fill(Number.NaN)),
    basis: float32(basis),
    vector: float32(vector),
    vectors,
    count: vector.length,
  }).coefficients;

const combine = (core: Core, vector: ArrayLike<number>, basis: ArrayLike<number>, coefficients: ArrayLike<number>) =>
  kernelCall(core, "basisCombine", {
    vector: float32(vector),
    basis: float32(basis),
    coefficients: float64(coefficients),
    vectors: coefficients.length,
    count: vector.length,
  }).vector;

describe.each(cores)("in the %s core", (_, core) => {
  test("inner products are within 1e-14 of the float64 sums at lengths 1, 3, 4, 5, 17, and nothing around is written", () => {
    for (const count of lengths) {
      const basis = noise(3 * count, count);
      const vector = noise(count, 8);
      const truth = [0, 1, 2].map((i) => vector.reduce((sum, v, k) => sum + v * basis[i * count + k], 0));
      expectClose(project(core, basis, vector, 3), truth, { relative: 0, absolute: 1e-14 }, `length ${count}`);
    }
  });

  test("combinations are within 3e-7 at lengths 1, 3, 4, 5, 17; every element has the bits it has alone", () => {
    for (const count of lengths) {
      const basis = noise(3 * count, count);
      const vector = noise(count, 8);
      const coefficients = [0.7, -1.3, 0.2];
      const received = combine(core, vector, basis, coefficients);
      const truth = vector.map((v, k) => coefficients.reduce((sum, c, i) => sum + c * basis[i * count + k], v));
      expectClose(received, truth, { relative: 3e-7, absolute: 3e-7 }, `length ${count}`);
      for (let k = 0; k < count; k++) {
        const column = [0, 1, 2].map((i) => basis[i * count + k]);
        expect(combine(core, [vector[k]], column, coefficients)[0]).toBe(received[k]);
      }
    }
  });

  test("any number of vectors at once has the bits of one after the other", () => {
    for (const vectors of [4, 5, 8, 11]) {
      const [basis, vector] = [noise(vectors * 17, 1), noise(17, 2)];
      const one = (i: number) => basis.slice(i * 17, i * 17 + 17);
      const together = project(core, basis, vector, vectors);
      let sum: ArrayLike<number> = vector;
      for (let i = 0; i < vectors; i++) {
        expect(project(core, one(i), vector, 1)[0]).toBe(together[i]);
        sum = combine(core, sum, one(i), [together[i]]);
      }
      expect(combine(core, vector, basis, together)).toEqual(sum);
    }
  });

  test("clearing writes as many zeros as asked for", () => {
    const { vector } = kernelCall(core, "vectorClear", { vector: float32(noise(5, 1)), count: 3 });
    expect(Array.from(vector)).toEqual([0, 0, 0, ...noise(5, 1).slice(3)]);
  });

  test("totals take a vector's numbers in float64 and leave it at 0; rounded they come back, at lengths 1, 3, 4, 5, 17", () => {
    for (const count of lengths) {
      const [before, vector] = [Float64Array.from(noise(count, 1), (v) => v / 3), noise(count, 2)];
      const added = kernelCall(core, "totalsAdd", { totals: float64(before), vector: float32(vector), count });
      const sums = before.map((v, i) => v + vector[i]);
      expect(Array.from(added.totals)).toEqual(Array.from(sums));
      expectSameBits(added.vector, new Float32Array(count), "what was added");
      const { vector: rounded } = kernelCall(core, "totalsRound", {
        vector: float32(vector),
        totals: float64(sums),
        count,
      });
      expectSameBits(rounded, core.kind === "reference" ? sums : Float32Array.from(sums), "rounded");
    }
  });

  test("a penalty's tangent is λ₂v, added; λ₁ has no share", () => {
    for (const count of lengths) {
      const [before, directions] = [noise(count, 1), noise(count, 2)];
      const { products } = kernelCall(core, "penaltyTangent", {
        products: float32(before),
        directions: float32(directions),
        lambdas: float64([0.3, 0.25]),
        count,
      });
      const truth = before.map((v, i) => v + 0.25 * directions[i]);
      expectClose(products, truth, { relative: 2e-7, absolute: 1e-7 }, `length ${count}`);
    }
  });
});

const sizes = [1, 3, 4, 5, 17].flatMap((rows) =>
  [1, 4, 17].flatMap((a) => [1, 5, 17].map((b) => [rows, a, b] as const)),
);

test("dense tangents agree with their twins within 1e-5 in 45 shapes and add to what stands there", () => {
  for (const [rows, inputWidth, outputWidth] of sizes) {
    const [small, wide] = [noise(rows * inputWidth, 1), noise(rows * outputWidth, 2)];
    const matrix = noise(inputWidth * outputWidth, 3);
    const forward = (core: Core) =>
      kernelCall(core, "denseTangent", {
        outputTangents: float32(wide),
        inputTangents: float32(small),
        weights: float32(matrix),
        scratch: workspace,
        ...{ rows, inputWidth, outputWidth },
      }).outputTangents;
    const backward = (core: Core) =>
      kernelCall(core, "denseInputTangent", {
        inputGradientTangents: float32(small),
        outputGradients: float32(wide),
        directions: float32(matrix),
        scratch: workspace,
        ...{ rows, inputWidth, outputWidth },
      }).inputGradientTangents;
    const what = `${rows} rows, ${inputWidth} → ${outputWidth}`;
    expectClose(forward(wasm), forward(reference), { relative: 1e-5, absolute: 1e-5 }, what);
    expectClose(backward(wasm), backward(reference), { relative: 1e-5, absolute: 1e-5 }, what);
  }
});

test("a dense tangent of a row has the bits it has among others", () => {
  const call = (rows: number, from: number) =>
    kernelCall(wasm, "denseTangent", {
      outputTangents: float32(noise(17 * 5, 1).slice(from * 5, (from + rows) * 5)),
      inputTangents: float32(noise(17 * 9, 2).slice(from * 9, (from + rows) * 9)),
      weights: float32(noise(45, 3)),
      scratch: workspace,
      ...{ rows, inputWidth: 9, outputWidth: 5 },
    }).outputTangents;
  const whole = call(17, 0);
  for (let r = 0; r < 17; r++) expectSameBits(call(1, r), whole.slice(r * 5, r * 5 + 5), `row ${r}`);
});
