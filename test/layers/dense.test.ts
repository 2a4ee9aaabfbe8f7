// The dense layer's kernels against one chain of float32 roundings per element, and both cores against each other.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { denseScratchBytes } from "../../src/core/kernels.ts";
import { type Cells, float32, kernelCall, scratch, testCores, wasmTestCore, zeros } from "../support/kernel.ts";
import { expectClose, expectSameBits, noise } from "../support/numbers.ts";

const wasm = await wasmTestCore();
const cores = await testCores();
const workspace = scratch(denseScratchBytes);
const round = Math.fround;

/** begin + Σ a[k]·b[k], k ascending, each product and each sum rounded to float32. */
function chain(begin: number, inner: number, a: (k: number) => number, b: (k: number) => number): number {
  let sum = begin;
  for (let k = 0; k < inner; k++) sum = round(sum + round(a(k) * b(k)));
  return sum;
}

const table = (rows: number, width: number, of: (r: number, c: number) => number) =>
  Float32Array.from({ length: rows * width }, (_, i) => of(Math.floor(i / width), i % width));

interface Layer {
  readonly rows: number;
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly inputs: Float32Array;
  readonly weights: Float32Array;
  readonly biases: Float32Array | null;
  readonly outputGradients: Float32Array;
}

function layer(rows: number, inputWidth: number, outputWidth: number, seed = rows): Layer {
  return {
    rows,
    inputWidth,
    outputWidth,
    inputs: noise(rows * inputWidth, seed),
    weights: noise(outputWidth * inputWidth, seed + 1),
    biases: noise(outputWidth, seed + 2),
    outputGradients: noise(rows * outputWidth, seed + 3),
  };
}

const forward = (core: Core, { rows, inputWidth, outputWidth, inputs, weights, biases }: Layer) =>
  kernelCall(core, "denseForward", {
    outputs: float32(noise(rows * outputWidth, 99)),
    inputs: float32(inputs),
    weights: float32(weights),
    biases: biases && float32(biases),
    scratch: workspace,
    rows,
    inputWidth,
    outputWidth,
  }).outputs;

const inputBackward = (core: Core, { rows, inputWidth, outputWidth, weights, outputGradients }: Layer) =>
  kernelCall(core, "denseInputBackward", {
    inputGradients: float32(noise(rows * inputWidth, 99)),
    outputGradients: float32(outputGradients),
    weights: float32(weights),
    scratch: workspace,
    rows,
    inputWidth,
    outputWidth,
  }).inputGradients;

const weightBackward = (core: Core, l: Layer, weightGradients: Cells = zeros(l.outputWidth * l.inputWidth)) =>
  kernelCall(core, "denseWeightBackward", {
    weightGradients,
    outputGradients: float32(l.outputGradients),
    inputs: float32(l.inputs),
    scratch: workspace,
    rows: l.rows,
    inputWidth: l.inputWidth,
    outputWidth: l.outputWidth,
  }).weightGradients;

const biasBackward = (core: Core, l: Layer, biasGradients: Cells = zeros(l.outputWidth)) =>
  kernelCall(core, "denseBiasBackward", {
    biasGradients,
    outputGradients: float32(l.outputGradients),
    rows: l.rows,
    outputWidth: l.outputWidth,
  }).biasGradients;

/** Every product of a layer has the bits of its naive chains. */
function expectChains(l: Layer): void {
  const { rows, inputWidth, outputWidth, inputs, weights, biases, outputGradients } = l;
  const what = `${rows} rows, ${inputWidth} → ${outputWidth}`;
  const x = (r: number, k: number) => inputs[r * inputWidth + k];
  const w = (o: number, k: number) => weights[o * inputWidth + k];
  const dy = (r: number, o: number) => outputGradients[r * outputWidth + o];
  const standing = noise(outputWidth * inputWidth, 7);
  const standingBias = noise(outputWidth, 8);

  expectSameBits(
    forward(wasm, l),
    table(rows, outputWidth, (r, o) =>
      chain(
        biases === null ? 0 : biases[o],
        inputWidth,
        (k) => x(r, k),
        (k) => w(o, k),
      ),
    ),
    `outputs of ${what}`,
  );
  expectSameBits(
    inputBackward(wasm, l),
    table(rows, inputWidth, (r, k) =>
      chain(
        0,
        outputWidth,
        (o) => dy(r, o),
        (o) => w(o, k),
      ),
    ),
    `input gradients of ${what}`,
  );
  expectSameBits(
    weightBackward(wasm, l, float32(standing)),
    table(outputWidth, inputWidth, (o, k) =>
      chain(
        standing[o * inputWidth + k],
        rows,
        (r) => dy(r, o),
        (r) => x(r, k),
      ),
    ),
    `weight gradients of ${what}`,
  );
  expectSameBits(
    biasBackward(wasm, l, float32(standingBias)),
    Float32Array.from(standingBias, (b, o) =>
      chain(
        b,
        rows,
        (r) => dy(r, o),
        () => 1,
      ),
    ),
    `bias gradients of ${what}`,
  );
}

const allRows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 33, 128];
const allWidths = [...Array.from({ length: 17 }, (_, i) => i + 1), 65, 300];

describe("the three products and the bias gradient have the bits of one naive chain per element", () => {
  test.each(allRows)(
    "with %i rows, for every pair of widths 1 … 9, and 10 … 17, 65, 300 beside 1, 5 and 17",
    (rows) => {
      for (const inputWidth of allWidths)
        for (const outputWidth of allWidths) {
          const small = Math.max(inputWidth, outputWidth) < 10 && rows < 31;
          const beside = [1, 5, 17];
          if (small || beside.includes(inputWidth) || beside.includes(outputWidth))
            expectChains(layer(rows, inputWidth, outputWidth));
        }
    },
  );

  test.each([
    [1, 512, 3],
    [1, 513, 17],
    [4, 511, 9],
    [4, 512, 8],
    [5, 513, 7],
    [4, 1023, 5],
    [5, 1024, 8],
    [6, 1025, 9],
    [4, 1100, 12],
    [3, 1100, 6],
    [4, 7, 512],
    [4, 7, 513],
    [5, 9, 520],
    [7, 5, 1025],
    [1, 5, 1025],
    [4, 300, 1030],
    [5, 1030, 300],
    [33, 300, 65],
    [128, 65, 300],
    [513, 4, 4],
    [512, 9, 3],
    [1100, 5, 9],
    [1100, 2, 6],
  ])("across blocks of 512: %i rows, %i → %i", (rows, inputWidth, outputWidth) => {
    expectChains(layer(rows, inputWidth, outputWidth));
  });

  test("with any shape up to 40 rows and widths of 600", () => {
    const shape = fc.tuple(
      fc.integer({ min: 1, max: 40 }),
      fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 600 })),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(shape, fc.nat(1000), ([rows, wide, narrow, turned], seed) =>
        expectChains(turned ? layer(rows, narrow, wide, seed) : layer(rows, wide, narrow, seed)),
      ),
      { numRuns: 60 },
    );
  });

  test("with numbers of any size: cancellation, subnormals, overflow, ±0", () => {
    const number = fc.oneof(
      fc.float({ noNaN: true }),
      fc.constantFrom(0, -0, 1e-45, -1e-40, 3e38, -3e38, 1, -1, 16777216, 1e-20),
    );
    const numbers = (length: number) => fc.array(number, { minLength: length, maxLength: length });
    const shape = fc.tuple(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
    );
    const layers = shape.chain(([rows, inputWidth, outputWidth]) =>
      fc
        .tuple(
          numbers(rows * inputWidth),
          numbers(outputWidth * inputWidth),
          numbers(outputWidth),
          numbers(rows * outputWidth),
        )
        .map(([inputs, weights, biases, outputGradients]) => ({
          rows,
          inputWidth,
          outputWidth,
          inputs: Float32Array.from(inputs),
          weights: Float32Array.from(weights),
          biases: Float32Array.from(biases),
          outputGradients: Float32Array.from(outputGradients),
        })),
    );
    fc.assert(fc.property(layers, expectChains), { numRuns: 300 });
  });

  test("without biases the chain begins at 0", () => {
    for (const [rows, width] of [
      [1, 5],
      [3, 17],
      [4, 8],
      [9, 13],
    ])
      expectChains({ ...layer(rows, width, width), biases: null });
  });
});

describe("a row alone has the bits it has in a batch", () => {
  test.each([
    [5, 7, 9],
    [33, 65, 17],
    [9, 600, 12],
    [128, 12, 300],
  ])("forward and input gradient of %i rows, %i → %i", (rows, inputWidth, outputWidth) => {
    const batch = layer(rows, inputWidth, outputWidth);
    const outputs = forward(wasm, batch);
    const inputGradients = inputBackward(wasm, batch);
    for (let r = 0; r < rows; r++) {
      const own = {
        ...batch,
        rows: 1,
        inputs: batch.inputs.slice(r * inputWidth, (r + 1) * inputWidth),
        outputGradients: batch.outputGradients.slice(r * outputWidth, (r + 1) * outputWidth),
      };
      expectSameBits(forward(wasm, own), outputs.slice(r * outputWidth, (r + 1) * outputWidth), `row ${r}`);
      expectSameBits(inputBackward(wasm, own), inputGradients.slice(r * inputWidth, (r + 1) * inputWidth), `row ${r}`);
    }
  });
});

describe("gradients of a batch in blocks have the bits of the batch in one piece", () => {
  test.each([[[16, 16]], [[1, 31]], [[3, 4, 5, 20]], [[29, 3]]])("blocks of %j rows", (blocks) => {
    const whole = layer(32, 13, 11);
    let weightGradients: Cells = zeros(11 * 13);
    let biasGradients: Cells = zeros(11);
    let row = 0;
    for (const rows of blocks) {
      const block = {
        ...whole,
        rows,
        inputs: whole.inputs.slice(row * 13, (row + rows) * 13),
        outputGradients: whole.outputGradients.slice(row * 11, (row + rows) * 11),
      };
      weightGradients = float32(weightBackward(wasm, block, weightGradients));
      biasGradients = float32(biasBackward(wasm, block, biasGradients));
      row += rows;
    }
    expectSameBits(weightGradients.values, weightBackward(wasm, whole), "weight gradients");
    expectSameBits(biasGradients.values, biasBackward(wasm, whole), "bias gradients");
  });
});

describe.each(cores)("in the %s core", (kind, core) => {
  test("products lie within 1e-5 of float64 sums", () => {
    const [reference] = cores.filter(([name]) => name === "reference").map(([, other]) => other);
    for (const [rows, inputWidth, outputWidth] of [
      [1, 1, 1],
      [4, 8, 8],
      [7, 65, 17],
      [33, 300, 9],
    ]) {
      const l = layer(rows, inputWidth, outputWidth);
      const bounds = { relative: 1e-5, absolute: 1e-5 };
      expectClose(forward(core, l), forward(reference, l), bounds, "outputs");
      expectClose(inputBackward(core, l), inputBackward(reference, l), bounds, "input gradients");
      expectClose(weightBackward(core, l), weightBackward(reference, l), bounds, "weight gradients");
      expectClose(biasBackward(core, l), biasBackward(reference, l), bounds, "bias gradients");
    }
  });

  test("a product of small whole numbers is exact", () => {
    const whole = { ...layer(2, 3, 2), inputs: Float32Array.of(1, 2, 3, 4, 5, 6) };
    const l = { ...whole, weights: Float32Array.of(1, 0, -1, 2, 2, 2), biases: Float32Array.of(10, 20) };
    const gradients = { ...l, outputGradients: Float32Array.of(1, -1, 2, 3) };
    expect([...forward(core, l)]).toEqual([8, 32, 8, 50]);
    expect([...inputBackward(core, gradients)]).toEqual([-1, -2, -3, 8, 6, 4]);
    expect([...weightBackward(core, gradients)]).toEqual([9, 12, 15, 11, 13, 15]);
    expect([...biasBackward(core, gradients, float32([100, 200]))]).toEqual([103, 202]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "%d in an input reaches the outputs of its row, and those of no other",
    (odd) => {
      for (const rows of [1, 3, 4, 9])
        for (const inputWidth of [1, 3, 5, 17])
          for (const outputWidth of [1, 4, 11]) {
            const clean = layer(rows, inputWidth, outputWidth);
            const row = rows - 1;
            const inputs = clean.inputs.slice();
            inputs[row * inputWidth + inputWidth - 1] = odd;
            const weights = clean.weights.map((v) => v || 1);
            const received = forward(core, { ...clean, inputs, weights });
            const before = forward(core, { ...clean, weights });
            received.forEach((y, i) => {
              if (Math.floor(i / outputWidth) === row) expect(Number.isFinite(y), kind).toBe(false);
              else expect(y).toBe(before[i]);
            });
          }
    },
  );

  test("0 · ∞ is NaN, and NaN passes through every gradient", () => {
    const l = layer(5, 3, 6);
    const zero = { ...l, inputs: new Float32Array(15), weights: new Float32Array(18).fill(Number.POSITIVE_INFINITY) };
    expect(forward(core, zero).every(Number.isNaN)).toBe(true);
    const spoilt = { ...l, outputGradients: l.outputGradients.map((v, i) => (i === 29 ? Number.NaN : v)) };
    expect([...inputBackward(core, spoilt)].map(Number.isNaN)).toEqual(Array.from({ length: 15 }, (_, i) => i >= 12));
    expect([...weightBackward(core, spoilt)].map(Number.isNaN)).toEqual(Array.from({ length: 18 }, (_, i) => i >= 15));
    expect([...biasBackward(core, spoilt)].map(Number.isNaN)).toEqual([false, false, false, false, false, true]);
  });
});
