// Where weights begin: the initializers, by name and as objects. Knows no layer; nothing is drawn here.

import { OptionError } from "../core/errors.ts";
import { checked, checkedKeys, finite, nonNegative, required, unknownName } from "../core/options.ts";
import type { KernelsTaking } from "../core/program.ts";

/** An initializer: frozen, JSON. */
export interface Initializer {
  readonly name: string;
  readonly value?: number;
  readonly deviation?: number;
}

/** Weights that the core draws, number by number from the stream. */
export interface Drawn {
  readonly kernel: KernelsTaking<"weights" | "stream" | "factor" | "scratch" | "cursor" | "count">;
  /** the deviation, or the limit */
  factor(inputs: number, outputs: number, options: Initializer): number;
}

/** Fills the weights [outputs][inputs], row-major, of layer `layer`; stops every few hundred numbers, so that others can run meanwhile. */
export type Fill = (
  weights: Float64Array,
  inputs: number,
  outputs: number,
  seed: number,
  layer: number,
) => Iterable<void>;

/** Weights that the host computes; how is loaded when it is asked for. */
interface Computed {
  fill(): Promise<Fill>;
}

/** Weights that are all the same. */
interface Constant {
  value(options: Initializer): number;
}

export type Beginning = Drawn | Computed | Constant;

const gaussian = (factor: Drawn["factor"]): Drawn => ({ kernel: "gaussianDraw", factor });
const uniform = (factor: Drawn["factor"]): Drawn => ({ kernel: "uniformDraw", factor });

const beginnings: Readonly<Record<string, Beginning>> = {
  zeros: { value: () => 0 },
  constant: { value: ({ value }) => value ?? 0 },
  normal: gaussian((_inputs, _outputs, { deviation }) => deviation ?? 0),
  xavier: gaussian((inputs, outputs) => Math.sqrt(2 / (inputs + outputs))),
  he: gaussian((inputs) => Math.sqrt(2 / inputs)),
  lecun: gaussian((inputs) => Math.sqrt(1 / inputs)),
  xavierUniform: uniform((inputs, outputs) => Math.sqrt(6 / (inputs + outputs))),
  heUniform: uniform((inputs) => Math.sqrt(6 / inputs)),
  orthogonal: { fill: async () => (await import("./orthogonal.ts")).orthogonal },
};

/** Initializers that are given by name. */
export const initializerNames = ["zeros", "xavier", "xavierUniform", "he", "heUniform", "lecun", "orthogonal"];

const valueRule = { value: required(finite(undefined)) };
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
export function initializerOf(where: string, value: string | Initializer): Initializer {
  if (typeof value === "string") {
    if (value === "constant" || value === "normal") {
      throw new OptionError({
        where,
        received: value,
        expected: `initializers.${value}({ … })`,
        hint: "It takes a number.",
      });
    }
    if (!initializerNames.includes(value)) throw unknownName(where, value, initializerNames);
    return Object.freeze({ name: value });
  }
  const name = value?.name;
  if (typeof name !== "string")
    throw new OptionError({
      where,
      received: value,
      expected: "an initializer's name, or an object made by `initializers`",
    });
  if (!Object.hasOwn(beginnings, name)) throw unknownName(`${where}.name`, name, Object.keys(beginnings));
  const rules = { constant: valueRule, normal: deviationRule }[name] ?? {};
  checkedKeys(`${where}: ${name}`, value, Object.keys(rules));
  const { name: _, ...options } = value;
  return Object.freeze({ name, ...checked(where, options, rules) });
}

/** How the initializer's weights begin. */
export const beginningOf = (initializer: Initializer): Beginning => beginnings[initializer.name];
