// What an output says of its unit: dead, saturated. Knows no layer and no data.
import type { ActivationName } from "./activations.ts";

/** 4σ(5)(1 − σ(5)): the sigmoid's slope at |t| = 5, where it is hardly different from 0, as a share of its largest. */
export const SATURATED_SLOPE = 0.026592226683160525;

/** The units that are silent on their left. */
const silent = new Set<string | undefined>([
  "relu",
  "leakyRelu",
  "elu",
  "selu",
  "gelu",
  "geluTanh",
  "silu",
  "softplus",
  "mish",
]);

/** The slope at an output y, as a share of the largest; only where both ends are flat. */
const slopes: Partial<Record<ActivationName, (y: number) => number>> = {
  sigmoid: (y) => 4 * y * (1 - y),
  tanh: (y) => 1 - y * y,
  softsign: (y) => (1 - Math.abs(y)) * (1 - Math.abs(y)),
  hardSigmoid: (y) => (y > 0 && y < 1 ? 1 : 0),
};

/** How units of an activation can be lost: whether an output of 0 means silence, and the slope at an output where both ends are flat. */
export function lossesOf(activation: ActivationName | undefined): {
  readonly falls: boolean;
  readonly slope: ((y: number) => number) | undefined;
} {
  return { falls: silent.has(activation), slope: activation && slopes[activation] };
}
