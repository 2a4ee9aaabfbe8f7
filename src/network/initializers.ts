// Where weights begin: the initializers, by name and as objects. Knows no layer; draws from a stream that it is given.

import { OptionError } from "../core/errors.ts";
import { checked, finite, nonNegative, unknownName } from "../core/options.ts";
import type { KernelsTaking } from "../core/program.ts";
import type { Stream } from "../core/random.ts";

/** An initializer: frozen, JSON. */
export interface Initializer {
  readonly name: string;
  readonly value?: number;
  readonly deviation?: number;
}

/** Weights that the core draws, number by number from the stream. */
export interface Drawn {
  readonly kernel: KernelsTaking<"weights" | "stream" | "factor" | "cursor" | "count">;
  /** the deviation, or the limit */
  factor(inputs: number, outputs: number, options: Initializer): number;
}

/** Weights [outputs][inputs], row-major, that the host computes; stops every few hundred numbers, so that others can run meanwhile. */
interface Computed {
  fill(weights: Float64Array, inputs: number, outputs: number, stream: Stream): Iterable<void>;
}

/** Weights that are all the same. */
interface Constant {
  value(options: Initializer): number;
}

export type Beginning = Drawn | Computed | Constant;

const PIECE = 512;

const gaussian = (factor: Drawn["factor"]): Drawn => ({ kernel: "gaussianDraw", factor });
const uniform = (factor: Drawn["factor"]): Drawn => ({ kernel: "uniformDraw", factor });

/** Rows (or columns, where there are fewer) that are orthonormal: modified Gram–Schmidt, twice, on normal vectors. */
function* orthogonal(weights: Float64Array, inputs: number, outputs: number, stream: Stream): Iterable<void> {
  const count = Math.min(inputs, outputs);
  const length = Math.max(inputs, outputs);
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const v = Float64Array.from({ length }, () => stream.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const [k, u] of vectors.entries()) {
        let dot = 0;
        for (let i = 0; i < length; i++) dot += u[i] * v[i];
        for (let i = 0; i < length; i++) v[i] -= dot * u[i];
        if ((k * length) % (512 * PIECE) < length) yield;
      }
    }
    let square = 0;
    for (let i = 0; i < length; i++) square += v[i] * v[i];
    const norm = Math.sqrt(square);
    if (norm < 1e-6) continue; // a draw that lay in the span of the others
    for (let i = 0; i < length; i++) v[i] /= norm;
    vectors.push(v);
  }
  for (let o = 0; o < outputs; o++) {
    for (let k = 0; k < inputs; k++) weights[o * inputs + k] = outputs <= inputs ? vectors[o][k] : vectors[k][o];
    yield;
  }
}

const beginnings: Readonly<Record<string, Beginning>> = {
  zeros: { value: () => 0 },
  constant: { value: ({ value }) => value ?? 0 },
  normal: gaussian((_inputs, _outputs, { deviation }) => deviation ?? 0),
  xavier: gaussian((inputs, outputs) => Math.sqrt(2 / (inputs + outputs))),
  he: gaussian((inputs) => Math.sqrt(2 / inputs)),
  lecun: gaussian((inputs) => Math.sqrt(1 / inputs)),
  xavierUniform: uniform((inputs, outputs) => Math.sqrt(6 / (inputs + outputs))),
  heUniform: uniform((inputs) => Math.sqrt(6 / inputs)),
  orthogonal: { fill: orthogonal },
};

/** Initializers that are given by name. */
export const initializerNames = ["zeros", "xavier", "xavierUniform", "he", "heUniform", "lecun", "orthogonal"];

const valueRule = { value: finite<number>(0) };
const deviationRule = { deviation: nonNegative<number>(0.01) };

/**
 * Initializers that take a number.
 *
 * `constant({ value })`: every weight the same, so that all units of a layer stay the same (the lecture's warning).
 * `normal({ deviation })`: Gaussian with mean 0 and exactly that standard deviation ≥ 0, not truncated; default 0.01.
 */
export const initializers = Object.freeze({
  constant: (options: { readonly value: number }): Initializer =>
    Object.freeze({ name: "constant", ...checked("initializers.constant", options, valueRule) }),
  normal: (options: { readonly deviation?: number } = {}): Initializer =>
    Object.freeze({ name: "normal", ...checked("initializers.normal", options, deviationRule) }),
});

/** Reads an initializer given by name or as an object. @throws {OptionError} on an unknown name, the nearest suggested */
export function initializerOf(where: string, given: string | Initializer): Initializer {
  if (typeof given === "string") {
    if (given === "constant" || given === "normal") {
      throw new OptionError({
        where,
        came: given,
        expected: `initializers.${given}({ … })`,
        mend: "It takes a number.",
      });
    }
    if (!initializerNames.includes(given)) throw unknownName(where, given, initializerNames);
    return Object.freeze({ name: given });
  }
  if (typeof given?.name !== "string" || !Object.hasOwn(beginnings, given.name)) {
    throw new OptionError({
      where,
      came: given,
      expected: "an initializer's name, or an object made by `initializers`",
    });
  }
  if (given.name === "constant") return initializers.constant({ value: given.value as number });
  if (given.name === "normal") return initializers.normal({ deviation: given.deviation as number });
  return Object.freeze({ name: given.name });
}

/** How the initializer's weights begin. */
export const beginningOf = (initializer: Initializer): Beginning => beginnings[initializer.name];
