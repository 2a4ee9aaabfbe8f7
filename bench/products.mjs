// The three products of a dense layer, by the kernels that training calls.
import { kernelCall } from "./kernels.mjs";
import { interleaved } from "./measure.mjs";

/** rows × inputWidth × outputWidth */
const shapes = [
  [256, 256, 256],
  [512, 512, 512],
  [128, 784, 128],
  [128, 512, 512],
  [100, 300, 70],
  [33, 65, 17],
  [16, 16, 16],
];
const kinds = { forward: "denseForward", inputGradient: "denseInputBackward", weightGradient: "denseWeightBackward" };
const align = (address) => Math.ceil(address / 64) * 64;

/** GFLOP/s of each product and shape, and its share of the peak of the same kind of instruction. */
export function products(core, peak, kind, options) {
  const numbers = Math.max(...shapes.map(([r, k, n]) => r * k + k * n + r * n));
  const first = align(core.firstFreeByte());
  core.memory.grow(Math.ceil((first + core.denseScratchBytes.value + 4 * numbers + 4096) / 65536));
  const records = align(first + core.denseScratchBytes.value);
  const tasks = shapes.flatMap(([rows, inputWidth, outputWidth], shape) => {
    const x = align(records + 3 * 64 * shapes.length);
    const w = align(x + 4 * rows * inputWidth);
    const y = align(w + 4 * inputWidth * outputWidth);
    const sizes = { scratch: first, rows, inputWidth, outputWidth };
    const operands = {
      forward: { outputs: y, inputs: x, weights: w, ...sizes },
      inputGradient: { inputGradients: x, outputGradients: y, weights: w, ...sizes },
      weightGradient: { weightGradients: w, outputGradients: y, inputs: x, ...sizes },
    };
    const prepare = () => {
      const cells = new Float32Array(core.memory.buffer, x, (y - x) / 4 + rows * outputWidth);
      for (let i = 0; i < cells.length; i++) cells[i] = ((i * 7919) % 1009) / 1009 - 0.5;
    };
    return Object.entries(kinds).map(([of, kernel], i) => ({
      shape: `${rows}×${inputWidth}×${outputWidth}`,
      of,
      flops: 2 * rows * inputWidth * outputWidth,
      run: kernelCall(core, kernel, operands[of], records + 64 * (3 * shape + i)),
      prepare,
    }));
  });
  const times = interleaved(tasks, peak, options);
  const limit = peak.of(kind);
  return tasks.map(({ shape, of, flops }, i) => {
    const { fastest, median, spread } = times[i];
    const gflops = flops / fastest / 1e9;
    return { shape, kind: of, gflops, share: gflops / limit, median: flops / median / 1e9, spread };
  });
}
