// The three products of a dense layer, by the kernels that training calls. Knows no network.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { root } from "./compile.mjs";
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

/** The exports of a core, or null where this engine does not take it. */
export async function coreExports(file) {
  const bytes = readFileSync(resolve(root, file));
  return WebAssembly.validate(bytes) ? (await WebAssembly.instantiate(bytes)).instance.exports : null;
}

/** GFLOP/s of each product and shape, and its share of the peak of the same kind of instruction. */
export function products(core, peak, kind, options) {
  const numbers = Math.max(...shapes.map(([r, k, n]) => r * k + k * n + r * n));
  const first = align(core.firstFreeByte());
  core.memory.grow(Math.ceil((first + core.denseScratchBytes.value + 4 * numbers + 1024) / 65536));
  const tasks = shapes.flatMap(([rows, inputs, outputs]) => {
    const x = align(first + core.denseScratchBytes.value);
    const w = align(x + 4 * rows * inputs);
    const y = align(w + 4 * inputs * outputs);
    const calls = {
      forward: () => core.denseForward(y, x, w, 0, first, rows, inputs, outputs),
      inputGradient: () => core.denseInputBackward(x, y, w, first, rows, inputs, outputs),
      weightGradient: () => core.denseWeightBackward(w, y, x, first, rows, inputs, outputs),
    };
    const prepare = () => {
      const cells = new Float32Array(core.memory.buffer, x, (y - x) / 4 + rows * outputs);
      for (let i = 0; i < cells.length; i++) cells[i] = ((i * 7919) % 1009) / 1009 - 0.5;
    };
    return Object.keys(kinds).map((of) => {
      return { shape: `${rows}×${inputs}×${outputs}`, of, flops: 2 * rows * inputs * outputs, run: calls[of], prepare };
    });
  });
  const times = interleaved(tasks, peak, options);
  const limit = peak.of(kind);
  return tasks.map(({ shape, of, flops }, i) => {
    const { fastest, median, spread } = times[i];
    const gflops = flops / fastest / 1e9;
    return { shape, kind: of, gflops, share: gflops / limit, median: flops / median / 1e9, spread };
  });
}
