// Runs a lane function over many points and measures it in ULP.
import { type CompiledForTest, compileForTest } from "./compile.ts";

const lanes: CompiledForTest = await compileForTest("test/lanes/lanes.as.ts");
const guard = 0x5a5aa5a5;
const first = 1 << 17; // beyond all static data
const longest = 1 << 19;
lanes.memory.grow(80);

/** A function of lanes.as.ts by its name there, with up to four addresses or counts. */
export function laneFunction(name: string): (...operands: number[]) => number {
  const found = lanes[name];
  if (typeof found !== "function") throw new Error(`lanes.as.ts exports no ${name}`);
  return found;
}

/** The memory they work in; addresses from 2¹⁷ up are free. */
export function lanesMemory(): WebAssembly.Memory {
  return lanes.memory;
}

/**
 * y of `name` for all of `inputs` (one, two or three arrays of equal length), from unpadded tensors between guard words.
 *
 * @throws {Error} when a guard word or an input was overwritten
 */
export function evaluate(name: string, ...inputs: Float32Array[]): Float32Array<ArrayBuffer> {
  const n = inputs[0]?.length ?? 0;
  if (n > longest) throw new Error("too many points");
  const words = new Uint32Array(lanes.memory.buffer, first, (n + 2) * (inputs.length + 1));
  words.fill(guard);
  // y, then the inputs, each n words between two guards
  const addresses = [null, ...inputs].map((input, i) => {
    const at = i * (n + 2) + 1;
    if (input) words.set(new Uint32Array(input.buffer, input.byteOffset, n), at);
    return first + at * 4;
  });
  const before = words.slice();
  laneFunction(name)(...addresses, n);
  for (let i = 0; i < words.length; i++) {
    const insideY = i >= 1 && i <= n;
    if (!insideY && words[i] !== before[i])
      throw new Error(`${name} wrote outside its result, at word ${i - 1} of ${n}`);
  }
  return new Float32Array(words.slice(1, n + 1).buffer);
}

/** The first index where two results differ in their bits, every NaN counted as the same; −1 when there is none. */
export function firstDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Math.min(a.length, b.length);
  return a.findIndex((value, i) => !Object.is(value, b[i]));
}

/** 2¹⁸ points over all bit patterns: every sign and binade, subnormal numbers, NaN; and ±0, ±1, ±∞. */
export function everyBinade(): Float32Array<ArrayBuffer> {
  const count = 1 << 18;
  const bits = new Uint32Array(count);
  for (let i = 0; i < count; i++) bits[i] = i * 16384 + (Math.imul(i, 0x9e3779b1) >>> 18);
  const points = new Float32Array(bits.buffer);
  points.set([0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN], 1);
  return points;
}

/** 2¹⁸ evenly spaced points, both ends included. */
export function between(low: number, high: number): Float32Array<ArrayBuffer> {
  const last = (1 << 18) - 1;
  return Float32Array.from({ length: last + 1 }, (_, i) => low + ((high - low) * i) / last);
}

/** The distance of two float32 neighbours at `truth`. */
function ulpAt(truth: number): number {
  const magnitude = Math.max(Math.abs(truth), 2 ** -126);
  let exponent = Math.floor(Math.log2(magnitude));
  if (2 ** exponent > magnitude) exponent--;
  if (2 ** (exponent + 1) <= magnitude) exponent++;
  return 2 ** (exponent - 23);
}

/**
 * The largest distance from `truth` in ULP over the points, 0 when there is none; ∞ where one is NaN or infinite and the other is not.
 *
 * @param flushed results below 2⁻¹²⁶ must be exactly 0
 */
export function worstUlp(
  name: string,
  truth: (x: number) => number,
  points: Float32Array<ArrayBuffer>,
  { flushed = false } = {},
): number {
  let worst = 0;
  evaluate(name, points).forEach((y, i) => {
    const exact = truth(points[i] ?? Number.NaN);
    if (Object.is(y, Math.fround(exact))) return;
    if (flushed && Math.abs(exact) < 2 ** -126) {
      if (y !== 0) worst = Number.POSITIVE_INFINITY;
      return;
    }
    const distance = Math.abs(y - exact) / ulpAt(exact);
    worst = Math.max(worst, Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance);
  });
  return worst;
}
